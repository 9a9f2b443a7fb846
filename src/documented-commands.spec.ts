import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultSchema } from '../sandbox/faults.js';
import { ruleSchema } from '../sandbox/social/planted.js';
import { documents, read, root } from '../test/support/documents.js';

/** Run as they stand, with what they print, by scripts/check-generator.mjs. */
const SESSIONS = ['README.md', 'docs/adding-a-job.md'];

/** What a command line may begin with: each is checked here by what follows it, or is the reader's own. */
const KNOWN = /^(npm|npx|node|curl|docker|kubectl|promtool|psql|redis-cli|[A-Z_]+=|put\b)/;

/** npm's own, with its options. */
const NPM_COMMANDS = ['ci', 'pack', 'audit', 'install'];

/** What `npm test` takes: its own, and what it hands on to vitest. */
const TEST_OPTIONS = ['through', 'config', 'project'];

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const { paths } = JSON.parse(read('client/openapi.json')) as { paths: Record<string, Record<string, object>> };

/** The commands in code fences, without what they print. */
function fencedCommands(text: string): string[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, kind, block]) => {
    const lines = block!.split('\n').filter((line) => line.trim() !== '');
    if (kind === 'console') return lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
    const isShell = kind === 'sh' || kind === 'bash' || (!kind && lines.every((line) => line.startsWith('npm ')));
    return isShell ? lines : [];
  });
}

/** All code: what stands in fences, and `between backticks`. */
const codeOf = (text: string): string[] => [
  ...fencedCommands(text),
  ...[...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!),
];

/** What an npm script parses; nothing where it is another package's command. */
function optionsOf(script: string): string[] {
  if (script.startsWith('test')) return TEST_OPTIONS;
  const file = /\b(?:scripts|bench|tools)\/\S+\.mjs/.exec(scripts[script] ?? '')?.[0];
  // The benchmark's own process takes what is behind its name.
  const source = [...(file ? [file] : []), ...(script === 'bench' ? ['bench/main.ts'] : [])].map(read).join('\n');
  return [...source.matchAll(/['"]?([\w-]+)['"]?: \{ type: '(?:boolean|string)'/g)].map(([, name]) => name!);
}

/** Whether the API has a route of this method, where one is named, and path. */
function hasRoute(method: string | undefined, path: string): boolean {
  const pattern = new RegExp(`^${path.replace(/[?#].*/, '').replaceAll(/:\w+|\{\w+\}|\$\w+|<\w+>/g, '[^/]+')}$`);
  return Object.entries(paths).some(
    ([route, methods]) =>
      pattern.test(route.replaceAll(/\{\w+\}/g, 'x')) && (!method || method.toLowerCase() in methods),
  );
}

describe.each(documents)('the commands of %s', (path) => {
  const text = read(path);
  const code = codeOf(text);

  it('are of npm scripts that there are, with options and files that there are', () => {
    const wrong = code.flatMap((line) =>
      [...line.matchAll(/\bnpm (?:run (?:--silent )?)?([\w:-]+)((?: [^|&#)`]*)?)/g)].flatMap(
        ([command, name, rest]) => {
          if (NPM_COMMANDS.includes(name!)) return [];
          if (!(name! in scripts)) return [command];
          const args = rest!.split(' -- ')[1]?.trim().split(/\s+/) ?? [];
          return args.filter((word) =>
            word.startsWith('--')
              ? !optionsOf(name!).includes(word.slice(2))
              : /^(test|bench|src)\//.test(word) && !SESSIONS.includes(path) && !existsSync(join(root, word)),
          );
        },
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('ask the API for routes that it has', () => {
    const asked = code.flatMap((line) => [
      ...[...line.matchAll(/^(GET|POST|PUT|PATCH|DELETE) (\/(?:api|ops|health|media|metrics)\S*)/g)].map(
        ([, method, route]) => [method, route!] as const,
      ),
      ...[...line.matchAll(/\bapi (?:"|')?(\/[^\s"']+)/g)].map(
        ([, route]) => [/ -d /.test(line) ? 'POST' : 'GET', `/api${route!}`] as const,
      ),
      ...[...line.matchAll(/^(\/(?:api|ops|health|media)\/[^\s{}*<]+)$/g)].map(
        ([, route]) => [undefined, route!] as const,
      ),
    ]);
    // Not of the document: pages for people.
    const pages = /^\/(api\/docs(-json)?|ops\/queues(\/.*)?|metrics)$/;
    expect(asked.filter(([method, route]) => !pages.test(route) && !hasRoute(method, route))).toEqual([]);
  });

  it('set switches that the sandbox has', () => {
    const faults = code.flatMap((line) => [
      ...[...line.matchAll(/(?:put |__sandbox\/)(faults|rule)[^{]*'(\{[^']*\})'/g)].map(([, name, json]) => ({
        line,
        isKnown: (name === 'rule' ? ruleSchema : faultSchema).safeParse(JSON.parse(json!)).success,
      })),
      ...[...line.matchAll(/__sandbox\/(\w+)/g)].map(([, name]) => ({
        line,
        isKnown: read('sandbox/server.ts').includes(`'/${name}'`),
      })),
    ]);
    expect(faults.filter(({ isKnown }) => !isKnown)).toEqual([]);
  });

  it('name files of .local/ that are written', () => {
    const writers = ['scripts', 'scripts/lib', 'test/browser', 'test/support'].flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => /\.(mjs|ts)$/.test(name))
        .map((name) => read(`${folder}/${name}`)),
    );
    const source = [...writers, read('sandbox/effects.ts'), read('src/core/config/config.ts')].join('\n');
    const named = [...text.matchAll(/\.local\/([\w-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !source.includes(name))).toEqual([]);
  });
});

it.each(documents.filter((path) => !SESSIONS.includes(path)))(
  '%s has only commands of kinds that are checked',
  (path) => {
    expect(fencedCommands(read(path)).filter((line) => !KNOWN.test(line))).toEqual([]);
  },
);
