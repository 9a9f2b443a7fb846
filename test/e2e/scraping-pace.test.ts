import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSystem, type System } from '../support/processes.js';
import { page, Site } from '../support/site.js';
import type { Tenant } from '../support/tenant.js';

const sites = { patient: new Site(), overdone: new Site() };
let system: System;
let tenant: Tenant;
let brandId: string;

beforeAll(async () => {
  await Promise.all(Object.values(sites).map((site) => site.start()));
  system = await startSystem(undefined, {
    SCRAPE_HOST_DELAY_MS: '0',
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: Object.values(sites)
      .map(({ host }) => host)
      .join(','),
  });
  await system.start('worker');
  tenant = await system.createTenant();
  brandId = await tenant.createBrand({});
});
afterAll(async () => {
  await system?.close();
  await Promise.all(Object.values(sites).map((site) => site.stop()));
});

/** Reads a site to its end. @returns the job's result */
async function sync(site: Site): Promise<object | null> {
  const source = await tenant.ask('/api/context-sources', {
    body: { brandId, name: 'Source', type: 'WEBSITE', url: `${site.origin}/` },
  });
  const job = await tenant.ask(`/api/context-sources/${String(source.body.id)}/sync`, { method: 'POST' });
  return (await tenant.reaches(String(job.body.id), 'COMPLETED')).result;
}

/** When each request came, in ms after the first, by the site's clock: that one's turn had ended before any other's began. */
const arrivals = ({ asked }: Site): number[] => asked.map(({ atMs }) => atMs - asked[0]!.atMs);

/** The database, whose clock paces, and the site round differently. */
const ROUNDING_MS = 5;

it('leaves the delay between two requests that robots.txt asks for, in the order of the site, up to ten seconds', async () => {
  sites.patient.robots('User-agent: *\nCrawl-delay: 0.4');
  sites.patient.html('/', page('Home', ['/a', '/b']));
  sites.patient.html('/a', page('About', ['/c']));
  sites.patient.html('/b', page('Beans', []));
  sites.patient.html('/c', page('Contact', []));
  sites.overdone.robots('User-agent: *\nCrawl-delay: 86400');
  sites.overdone.html('/', page('Home', []));

  const [patient, overdone] = await Promise.all([sync(sites.patient), sync(sites.overdone)]);
  expect(patient).toMatchObject({ itemsCreated: 4, truncated: false });
  expect(sites.patient.paths).toEqual(['/robots.txt', '/', '/sitemap.xml', '/a', '/b', '/c']);
  // The first page is asked for right after robots.txt, each of the others one delay later.
  for (const [index, ms] of arrivals(sites.patient).slice(1).entries())
    expect(ms).toBeGreaterThanOrEqual(400 * index - ROUNDING_MS);

  expect(overdone).toMatchObject({ itemsCreated: 1, truncated: false });
  expect(sites.overdone.paths).toEqual(['/robots.txt', '/', '/sitemap.xml']);
  expect(arrivals(sites.overdone)[2]).toBeGreaterThanOrEqual(10_000 - ROUNDING_MS);
});
