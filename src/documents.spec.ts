import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents, read, root } from '../test/support/documents.js';
import { JobType } from './core/database/enums.js';
import type { JobContract } from './core/queue/define-job.js';
import { finalStatuses, transitions } from './core/queue/job-state.js';

/** The source in a folder of `src`, without tests and what is generated. */
const sourcesOf = (folder: string): string[] =>
  readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.spec)\.ts$/.test(path) && !path.includes('generated'))
    .map((path) => join(root, 'src', folder, path));

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

    const named = [...text.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, script, short]) => script ?? short,
    );

    expect(named.filter((name) => !(name! in scripts))).toEqual([]);
  });

  it('runs only files that there are', () => {
    const named = [...text.matchAll(/\bnode ((?:dist|scripts|tools)\/[\w./-]+)/g)].map(([, file]) => file!);
    const source = (file: string) => file.replace(/^dist\/(.*)\.js$/, '$1.ts');

    expect(named.filter((file) => !existsSync(join(root, source(file))))).toEqual([]);
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
    const picture = text.split('stateDiagram-v2\n')[1]!.split('```')[0]!;
    const drawn = [...picture.matchAll(/^ {2}(\S+) --> (\S+?)(?:: (\w+))?$/gm)].map(([, from, to, by]) => [
      from,
      to,
      by,
    ]);

    const wanted = Object.entries(transitions).flatMap(([by, { from, to }]) =>
      to.map((end) => [from ?? '[*]', end, by]),
    );
    const endings = finalStatuses.map((status) => [status, '[*]', undefined]);
    expect(drawn.toSorted()).toEqual([...wanted, ...endings].toSorted());
  });

  it('draws which folder imports which, as they do', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'core')
      .map(({ name }) => name);
    const imports = folders.flatMap((folder) =>
      sourcesOf(folder).flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)]
          .map(([, path]) => relative(join(root, 'src'), join(dirname(file), path!)).split(sep)[0]!)
          .filter((other) => other !== folder && folders.includes(other))
          .map((other) => `${folder} --> ${other}`),
      ),
    );
    const drawn = [
      ...text
        .split('flowchart LR\n')[1]!
        .split('```')[0]!
        .matchAll(/^ {2}(.+)$/gm),
    ].map(([, edge]) => edge);

    expect(drawn).toEqual([...new Set(imports)].toSorted());
  });

  it('lists the job types with their queues and what they do, as their contracts say', async () => {
    const lists = readdirSync(join(root, 'src')).filter((name) =>
      existsSync(join(root, `src/${name}/${name}.jobs.ts`)),
    );
    const modules = await Promise.all(
      lists.map((name) => import(join(root, `src/${name}/${name}.jobs.ts`)) as Promise<Record<string, unknown>>),
    );
    const contracts = modules
      .flatMap((exported) => Object.values(exported).filter(Array.isArray))
      .flat() as JobContract[];
    const section = text.split('## The job types\n')[1]!.split('\n## ')[0]!;
    const rows = [...section.matchAll(/^\| `(\w+)` +\| (\S+) +\| (.*?) +\|$/gm)].map(([, ...cells]) => cells);

    expect(rows.toSorted()).toEqual(contracts.map(({ type, queue, summary }) => [type, queue, summary]).toSorted());
    expect(contracts.map(({ type }) => type).toSorted()).toEqual(Object.values(JobType).toSorted());
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
