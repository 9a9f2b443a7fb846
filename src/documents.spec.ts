import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finalStatuses, transitions } from './core/queue/job-state.js';

const root = join(import.meta.dirname, '..');

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/security.md',
  'docs/operations.md',
].concat(readdirSync(join(root, 'docs/adr')).map((name) => `docs/adr/${name}`));

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

    const named = [...text.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, script, short]) => script ?? short,
    );

    expect(named.filter((name) => !(name! in scripts))).toEqual([]);
  });

  it('links only to files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);

    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });
});

describe('client/package.json', () => {
  it('asks for the versions that are tested here', () => {
    const { dependencies } = JSON.parse(read('client/package.json')) as { dependencies: object };
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: object };

    expect(devDependencies).toMatchObject(dependencies);
  });
});

describe('README.md', () => {
  it('says how to start and how to test', () => {
    expect(read('README.md')).toMatch(/^npm start\b.*\nnpm test\b/m);
  });
});

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md');

  it('draws the transitions of job-state.ts, and no others', () => {
    const drawn = [...text.matchAll(/^ {2}(\S+) --> (\S+?)(?:: (\w+))?$/gm)].map(([, from, to, by]) => [from, to, by]);

    const wanted = Object.entries(transitions).flatMap(([by, { from, to }]) =>
      to.map((end) => [from ?? '[*]', end, by]),
    );
    const endings = finalStatuses.map((status) => [status, '[*]', undefined]);
    expect(drawn.toSorted()).toEqual([...wanted, ...endings].toSorted());
  });

  it.each(['src/core/queue', 'src/core/queue/repository'])('lists the files of %s, each once', (folder) => {
    const section = text.split(`\n\`${folder}\``)[1]!.split('\n`src/')[0]!;
    const listed = [...section.matchAll(/^\| `([\w.-]+\.ts)`/gm)].map(([, name]) => name);

    const present = readdirSync(join(root, folder)).filter((name) => /(?<!\.spec)\.ts$/.test(name));
    expect(listed.toSorted()).toEqual(present.toSorted());
  });
});

describe('docs/security.md', () => {
  const named = [
    ...read('docs/security.md').matchAll(/`((?:src|test)\/\S+\.(?:spec|test)\.ts)`: (.+?)(?=<br>| *\|)/g),
  ].map(([, file, title]) => [file!, title!] as const);

  it('names a test for every threat', () => {
    const threats = read('docs/security.md').match(/^\| (?!threat|-).*$/gm)!;
    expect(threats.filter((row) => !row.includes('test.ts`: ') && !row.includes('spec.ts`: '))).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(threats.length);
  });

  it.each(named)('names a test that %s has: %s', (file, title) => {
    expect(read(file)).toMatch(new RegExp(`['"]${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"]`));
  });
});
