import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSystem, type System } from '../support/processes.js';
import { page, Site, WORDS } from '../support/site.js';
import type { Tenant } from '../support/tenant.js';
import { PATIENCE } from '../support/patience.js';

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>http://example.test/</link>
  <item><guid>1</guid><title>First</title><link>/1?utm_source=feed</link><description>${WORDS}</description></item>
  <item><guid>2</guid><title>Second</title><link>/2</link><description>${WORDS}</description></item>
  <item><guid>2</guid><title>Second again</title><link>/2</link><description>${WORDS}</description></item></channel></rss>`;

describe('scraping, by the processes', () => {
  const site = new Site();
  let system: System;
  let tenant: Tenant;
  let brandId: string;

  beforeAll(async () => {
    await site.start();
    system = await startSystem(undefined, {
      SCRAPE_HOST_DELAY_MS: '0',
      OUTBOUND_ALLOWED_PRIVATE_HOSTS: site.host,
      JOB_BACKOFF_MS: '10',
    });
    await system.start('worker');
    tenant = await system.createTenant();
    brandId = await tenant.createBrand({});
  });
  afterAll(async () => {
    await system?.close();
    await site.stop();
  });

  beforeEach(() => {
    site.asked.length = 0;
    site.pages.clear();
    site.robots('User-agent: *\nDisallow: /private');
    site.html(
      '/',
      page('Home', ['/a', '/b#part', '/a?utm_campaign=x', '/private/plan', '/logo.png', 'http://elsewhere.test/']),
    );
    site.html('/a', page('About', ['/', '/c']));
    site.html('/b', page('Beans', []));
    site.html('/c', page('Contact', []));
    site.html('/private/plan', page('Plan', []));
    site.pages.set('/feed.xml', { type: 'text/plain', body: FEED });
    site.html(
      '/blog',
      `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Blog</body></html>`,
    );
    site.pages.set('/notes.md', { type: 'text/markdown', body: `# Notes\n\n${WORDS}` });
  });

  const createSource = async (fields: object): Promise<string> => {
    const { status, body } = await tenant.ask('/api/context-sources', { body: { brandId, name: 'Source', ...fields } });
    expect(status).toBe(201);
    return body.id as string;
  };
  const sync = async (sourceId: string, ending = 'COMPLETED') => {
    const { status, body } = await tenant.ask(`/api/context-sources/${sourceId}/sync`, { method: 'POST' });
    expect(status).toBe(201);
    return tenant.reaches(body.id as string, ending);
  };
  /** A failure is noted on the source right after its job has failed. */
  const sourceBecomes = (id: string, fields: object) =>
    vi.waitFor(
      async () => expect((await tenant.ask(`/api/context-sources/${id}`)).body).toMatchObject(fields),
      PATIENCE,
    );
  const itemsOf = async (sourceId: string) => {
    const { body } = await tenant.ask(`/api/context-items?contextSourceId=${sourceId}`);
    return body.contextItems as { title: string; url: string; content: string }[];
  };

  it('reads a site within its robots.txt, each page once, and only asks what has changed the second time', async () => {
    const source = await createSource({ type: 'WEBSITE', url: `${site.origin}/` });
    const first = await sync(source);
    expect(first.result).toMatchObject({ itemsProcessed: 4, itemsCreated: 4, errors: [], truncated: false });
    expect((await itemsOf(source)).map(({ title }) => title).toSorted()).toEqual(['About', 'Beans', 'Contact', 'Home']);
    expect(site.paths).not.toContain('/private/plan');

    site.asked.length = 0;
    const second = await sync(source);
    expect(second.result).toMatchObject({ itemsProcessed: 4, itemsCreated: 0, itemsUpdated: 0, itemsSkipped: 4 });
    expect(site.asked.filter(({ path, conditional }) => !conditional && path !== '/sitemap.xml')).toEqual([]);

    site.html('/b', page('Beans', [], `${WORDS} And now there is more of it.`));
    expect((await sync(source)).result).toMatchObject({ itemsCreated: 0, itemsUpdated: 1, itemsSkipped: 3 });
  });

  it('fails a site whose start page robots.txt forbids', async () => {
    const source = await createSource({ type: 'WEBSITE', url: `${site.origin}/private/plan` });
    expect(await sync(source, 'FAILED')).toMatchObject({ errorCode: 'ROBOTS_DISALLOWED' });
    await sourceBecomes(source, {
      consecutiveFailures: 1,
      status: 'ACTIVE',
      lastError: expect.stringContaining('robots.txt'),
    });
  });

  it('reads a feed, also one that a page names, and keeps an entry once', async () => {
    const source = await createSource({ type: 'RSS', url: `${site.origin}/blog` });
    expect((await sync(source)).result).toMatchObject({ itemsCreated: 2 });
    expect((await itemsOf(source)).map(({ url }) => url).toSorted()).toEqual([`${site.origin}/1`, `${site.origin}/2`]);
    expect((await sync(source)).result).toMatchObject({ itemsCreated: 0, itemsUpdated: 0 });
  });

  it('reads a document into one item', async () => {
    const source = await createSource({
      type: 'DOCUMENT',
      url: `${site.origin}/notes.md`,
      fileName: 'notes.md',
      mimeType: 'text/markdown',
    });
    const { result } = await sync(source);
    expect(result).toMatchObject({ contextItemId: expect.any(String), extractedText: expect.any(Number) });
    await sync(source);
    expect(await itemsOf(source)).toHaveLength(1);
  });

  it('makes a source unhealthy after five failed jobs, says so once, and heals it with the first that works', async () => {
    const source = await createSource({ type: 'RSS', url: `${site.origin}/gone.xml` });
    for (let failure = 0; failure < 6; failure += 1) await sync(source, 'FAILED');
    await sourceBecomes(source, { status: 'UNHEALTHY', consecutiveFailures: 6 });
    const { body } = await tenant.ask('/api/notifications?limit=100');
    const told = (body.notifications as { kind: string; resource: string }[]).filter(
      ({ kind }) => kind === 'SOURCE_UNHEALTHY',
    );
    expect(told).toMatchObject([{ resource: `/api/context-sources/${source}` }]);

    site.pages.set('/gone.xml', { type: 'application/rss+xml', body: FEED });
    await sync(source);
    await sourceBecomes(source, { status: 'ACTIVE', consecutiveFailures: 0, lastError: null });
  });

  it('refuses a private address, without saying what it resolved to', async () => {
    const source = await createSource({ type: 'RSS', url: 'http://localhost:8099/feed' });
    const job = await sync(source, 'FAILED');
    expect(job).toMatchObject({ errorCode: 'REFUSED_ADDRESS' });
    expect(JSON.stringify(job)).not.toMatch(/127\.0\.0\.1|::1/);
  });

  it('refuses the same URL twice in a brand, syncs no paused source, and shows nothing to others', async () => {
    const url = `${site.origin}/a`;
    const source = await createSource({ type: 'WEBSITE', url });
    const again = await tenant.ask('/api/context-sources', { body: { brandId, name: 'Again', type: 'WEBSITE', url } });
    expect(again.status).toBe(409);
    expect((await tenant.ask(`/api/context-sources/${source}/pause`, { method: 'POST' })).body).toMatchObject({
      status: 'PAUSED',
    });
    expect((await tenant.ask(`/api/context-sources/${source}/sync`, { method: 'POST' })).status).toBe(409);
    expect((await tenant.ask(`/api/context-sources/${source}/resume`, { method: 'POST' })).body).toMatchObject({
      status: 'ACTIVE',
    });
    const stranger = await system.createTenant();
    expect((await stranger.ask(`/api/context-sources/${source}`)).status).toBe(404);
    expect((await stranger.ask(`/api/context-sources/${source}/sync`, { method: 'POST' })).status).toBe(404);
    expect((await tenant.ask(`/api/context-sources/${source}`, { method: 'DELETE' })).status).toBe(204);
  });
});
