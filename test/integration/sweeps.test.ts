import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ContextScrapingProducer } from '../../src/context-scraping/context-scraping.producer.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { ContextSourcesRepository } from '../../src/context-scraping/context-sources.repository.js';
import { SourceSweep } from '../../src/context-scraping/source-sweep.js';
import { AnalyticsSyncProducer } from '../../src/analytics-sync/analytics-sync.producer.js';
import { AnalyticsSyncRepository } from '../../src/analytics-sync/analytics-sync.repository.js';
import { TokenSweep } from '../../src/analytics-sync/token-sweep.js';
import { Database } from '../../src/core/database/database.js';
import { JobCreator } from '../../src/core/queue/job-creator.js';
import { SweepRegistry } from '../../src/core/queue/sweep.js';
import { SweepRounds } from '../../src/schedules/sweep-rounds.js';
import { startTestApi, type TestApi } from '../support/test-api.js';
import { openOrganization, type TestOrganization } from '../support/test-organization.js';

let api: TestApi;
let database: Database;
let organization: TestOrganization;

beforeAll(async () => {
  api = await startTestApi();
  database = api.app.get(Database);
});
afterAll(() => api?.close());
beforeEach(async () => {
  await database.query('DELETE FROM jobs');
  await database.query('DELETE FROM engine.sweeps');
  await database.query('DELETE FROM context_sources');
  organization = await openOrganization(api);
});

/** A scheduler's sweeps of feeds. */
const openRounds = async (): Promise<SweepRounds> => {
  const sweeps = new SweepRegistry();
  const sources = api.app.get(ContextSourcesRepository, { strict: false });
  const producer = api.app.get(ContextScrapingProducer, { strict: false });
  sweeps.add(new SourceSweep('feeds', '30 */6 * * *', 'RSS', sources, producer));
  const rounds = new SweepRounds(database, api.app.get(JobCreator), sweeps, pino({ level: 'silent' }));
  await rounds.prepare();
  return rounds;
};

/** Adds feeds; what a test does not name is as in a new one. */
const addFeeds = (count: number, { type = 'RSS', status = 'ACTIVE', nextSyncAt = 'NULL' } = {}) =>
  database.query(
    `INSERT INTO context_sources (id, organization_id, brand_id, type, name, url, status, next_sync_at, updated_at)
     SELECT 'source_' || gen_random_uuid(), $1, $2, $3::context_source_type, 'Feed', 'https://example.com/' || gen_random_uuid(),
       $4::context_source_status, ${nextSyncAt}, now() FROM generate_series(1, $5)`,
    [organization.id, organization.brandId, type, status, count],
  );

/** The sweep's last time, half past 0, 6, 12 or 18 o'clock, or that of so many days ago, has come. */
const makeDue = (daysAgo = 0) =>
  database.query(
    `UPDATE engine.sweeps SET next_run_at = date_bin('6 hours', clock_timestamp(), '2026-01-01 00:30Z') - $1 * interval '1 day'`,
    [daysAgo],
  );

const countJobs = async (): Promise<number> => {
  const [row] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM jobs');
  return row!.n;
};

it('plans 10 000 sources without a spike, in small transactions, whoever of two schedulers does it', async () => {
  await addFeeds(10_000);
  const rounds = [await openRounds(), await openRounds()];
  await makeDue();
  await Promise.all(rounds.map((each) => each.run()));
  await Promise.all(rounds.map((each) => each.run()));

  const [spread] = await database.query<{
    jobs: number;
    sources: number;
    busiest: number;
    largest: number;
    hours: number;
  }>(
    `SELECT count(*)::int AS jobs, count(DISTINCT payload ->> 'contextSourceId')::int AS sources,
       (SELECT max(n)::int FROM (SELECT count(*) AS n FROM jobs GROUP BY date_trunc('second', run_at)) s) AS busiest,
       (SELECT max(n)::int FROM (SELECT count(*) AS n FROM jobs GROUP BY created_at) t) AS largest,
       extract(epoch FROM max(run_at) - min(run_at)) / 3600 AS hours FROM jobs`,
  );
  expect(spread).toMatchObject({ jobs: 10_000, sources: 10_000 });
  // One in two seconds on average.
  expect(spread!.busiest).toBeLessThanOrEqual(8);
  expect(spread!.largest).toBeLessThanOrEqual(200);
  expect(Number(spread!.hours)).toBeGreaterThan(5.9);
  const [job] = await database.query(`SELECT DISTINCT type, priority, created_by, brand_id FROM jobs`);
  expect(job).toEqual({ type: 'SYNC_RSS', priority: 10, created_by: null, brand_id: organization.brandId });
  expect((await organization.post()).status).toBe(201);
}, 120_000);

it('keeps one unfinished job a source', async () => {
  await addFeeds(5);
  const rounds = await openRounds();
  await makeDue();
  await rounds.run();
  await makeDue();
  await rounds.run();
  expect(await countJobs()).toBe(5);
  const [{ id }] = (await database.query('SELECT id FROM jobs LIMIT 1')) as [{ id: string }];
  await organization.end(id);
  await makeDue();
  await rounds.run();
  expect(await countJobs()).toBe(6);
});

it('plans each source at the same place of every round, and nothing between rounds', async () => {
  await addFeeds(50);
  const rounds = await openRounds();
  await rounds.run();
  expect(await countJobs()).toBe(0);
  const turns = async (): Promise<number[]> => {
    await database.query('DELETE FROM jobs');
    await makeDue();
    await rounds.run();
    const jobs = await database.query<{ after: number }>(
      `SELECT extract(epoch FROM run_at - created_at)::int AS after FROM jobs ORDER BY payload ->> 'contextSourceId'`,
    );
    return jobs.map(({ after }) => after);
  };
  const [first, second] = [await turns(), await turns()];
  expect(first).toHaveLength(50);
  const differing = first.filter((turn, index) => Math.abs(turn - second[index]!) > 2);
  expect(differing).toEqual([]);
});

it('leaves out what is paused, of another type, or is to be read later', async () => {
  await addFeeds(3, { status: 'PAUSED' });
  await addFeeds(3, { type: 'WEBSITE' });
  await addFeeds(3, { status: 'UNHEALTHY', nextSyncAt: `now() + interval '7 days'` });
  await addFeeds(3, { status: 'UNHEALTHY', nextSyncAt: `now() - interval '1 hour'` });
  await addFeeds(3, { nextSyncAt: `now() + interval '1 minute'` });
  const rounds = await openRounds();
  await makeDue();
  await rounds.run();
  const sources = await database.query(
    `SELECT s.status, count(*)::int AS n FROM jobs JOIN context_sources s ON s.id = payload ->> 'contextSourceId' GROUP BY 1 ORDER BY 1`,
  );
  expect(sources).toEqual([
    { status: 'ACTIVE', n: 3 },
    { status: 'UNHEALTHY', n: 3 },
  ]);
});

it('goes on where a scheduler stopped in the middle, and makes up once for what was missed', async () => {
  await addFeeds(1_000);
  const [stopping, other] = [await openRounds(), await openRounds()];
  await makeDue(3);
  let parts = 0;
  await stopping.run(() => (parts += 1) > 2);
  expect(await countJobs()).toBe(400);
  await other.run();
  await stopping.run();
  expect(await countJobs()).toBe(1_000);
  const [row] = await database.query<{ ahead: boolean; started: Date | null; soon: number }>(
    `SELECT next_run_at > clock_timestamp() AS ahead, started_at AS started,
       (SELECT count(*)::int FROM jobs WHERE run_at < clock_timestamp() + interval '1 minute') AS soon FROM engine.sweeps`,
  );
  expect(row).toMatchObject({ ahead: true, started: null });
  expect(row!.soon).toBeLessThan(100);
});

it('refreshes tokens that end soon, in time, and asks nothing of accounts that cannot be', async () => {
  await database.query(
    `INSERT INTO social_accounts (id, organization_id, brand_id, platform, platform_id, access_token, status, token_expires_at, updated_at)
     SELECT 'account_' || name, $1, $2, 'TWITTER', name, 'sealed', status::social_account_status, ends, now() FROM (VALUES
       ('hours', 'ACTIVE', now() + interval '30 minutes'), ('days', 'ACTIVE', now() + interval '3 days'),
       ('months', 'ACTIVE', now() + interval '2 months'), ('endless', 'ACTIVE', NULL),
       ('lost', 'NEEDS_REAUTH', now() + interval '30 minutes')) x (name, status, ends)`,
    [organization.id, organization.brandId],
  );
  const sweeps = new SweepRegistry();
  const accounts = new AnalyticsSyncRepository(api.app.get(PrismaService));
  sweeps.add(new TokenSweep(accounts, new AnalyticsSyncProducer()));
  const rounds = new SweepRounds(database, api.app.get(JobCreator), sweeps, pino({ level: 'silent' }));
  await rounds.prepare();
  await makeDue();
  await rounds.run();
  await makeDue();
  await rounds.run();
  const jobs = await database.query<{ id: string; type: string; priority: number; minutes: number }>(
    `SELECT payload ->> 'socialAccountId' AS id, type, priority, extract(epoch FROM run_at - created_at)::int / 60 AS minutes
     FROM jobs ORDER BY 1`,
  );
  const planned = { type: 'REFRESH_TOKEN', priority: 10 };
  expect(jobs).toMatchObject([
    { ...planned, id: 'account_days' },
    { ...planned, id: 'account_hours' },
  ]);
  expect(jobs[1]!.minutes).toBeLessThanOrEqual(20);
});
