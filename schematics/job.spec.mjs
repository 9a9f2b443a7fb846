import { describe, expect, it } from 'vitest';
import { FolderTree } from '../scripts/lib/folder-tree.mjs';
import { root } from '../scripts/lib/local-folder.mjs';
import { feature, job } from './job.mjs';

/** Runs a schematic on this project without writing. @param {typeof job} schematic @param {string} name */
async function run(schematic, name) {
  const tree = new FolderTree(root);
  /** @type {string[]} */
  const report = [];
  await schematic({ name })(tree, { logger: { info: (line) => report.push(line) } });
  return { tree, report: report.join('\n') };
}

describe('the schematic job', () => {
  it.each([
    ['context-scraping', /names no job type: give <feature>\/<verb-noun>/],
    ['context-scraping/read/page', /names no job type/],
    ['context-scraping/summarize', /it must be a verb and a noun/],
    ['context-scraping/SummarizeContext', /it must be a verb and a noun/],
    ['context-scraping/summarize_context', /it must be a verb and a noun/],
    ['context-scraping/summarize--context', /it must be a verb and a noun/],
    ['context-scraping/9-lives', /it must be a verb and a noun/],
    [`context-scraping/read-${'x'.repeat(50)}`, /50 characters at most/],
    ['../etc/read-page', /names no job type/],
    ['Context/read-page', /The feature is "Context"; it must be words/],
    ['context-scraping/sync-rss', /There is a job type SYNC_RSS already/],
    ['content-generation/sync-rss', /There is a job type SYNC_RSS already/],
    ['content-generation/social-accounts', /There is a test\/integration\/social-accounts.test.ts already/],
    ['nowhere/read-page', /name one of analytics-sync, .*content-generation, .*or make a new one with --new-feature/],
    ['webhooks/read-page', /No feature webhooks takes jobs of users/],
  ])('refuses %s and says why', async (name, reason) => {
    await expect(run(job, name)).rejects.toThrow(reason);
  });

  it.each(['analytics-sync', 'content-generation', 'context-scraping'])('finds every place in %s', async (name) => {
    const { tree, report } = await run(job, `${name}/read-page`);
    expect(tree.readText(`src/${name}/${name}.jobs.ts`)).toMatch(/Jobs = \[[^\]]*, readPage\]/);
    expect(tree.readText(`src/${name}/${name}.worker.module.ts`)).toContain(' READ_PAGE: ReadPageHandler,\n');
    expect(tree.readText('prisma/schema.prisma')).toMatch(/enum JobType \{[^}]*\n {2}READ_PAGE\n/);
    expect(tree.readText('web/src/jobs/filter.ts')).toMatch(/JobType'>>\(\{[^}]*\n {2}READ_PAGE: true,\n\}\)/);
    expect(report).toContain(`READ_PAGE is a job type of ${name}.`);
  });

  it('puts its migration behind all others', async () => {
    const { tree } = await run(job, 'content-generation/read-page');
    const created = tree.changes.find((line) => line.endsWith('_read_page/migration.sql'));
    const before = tree
      .getDir('prisma/migrations')
      .subdirs.map((name) => `CREATE prisma/migrations/${name}/migration.sql`);
    expect([...before, created].toSorted().at(-1)).toBe(created);
  });
});

describe('the schematic feature', () => {
  it.each([
    ['content/read-page', /There is a folder src\/content already/],
    ['core/read-page', /There is a folder src\/core already/],
    ['queue/read-page', /The name QueueModule is taken/],
    ['app/read-page', /The name AppModule is taken/],
  ])('refuses %s and says why', async (name, reason) => {
    await expect(run(feature, name)).rejects.toThrow(reason);
  });

  it('is imported by the API, the worker and the scheduler', async () => {
    const { tree } = await run(feature, 'page-readings/read-page');
    expect(tree.readText('src/app.module.ts')).toContain("from './page-readings/page-readings.module.js';");
    expect(tree.readText('src/scheduler.module.ts')).toContain('    PageReadingsModule,\n');
    expect(tree.readText('src/worker.module.ts')).toContain('    PageReadingsWorkerModule,\n');
  });
});
