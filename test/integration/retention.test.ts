import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimTurn, endTurn, removeOldHosts } from '../../src/context-scraping/pacing/host-turns.js';
import { loadConfig } from '../../src/core/config/config.js';
import { removeOldJobs, removeOldWorkers } from '../../src/core/queue/repository/remove-old.js';
import { announceWorker, countQueues, retireWorker } from '../../src/core/queue/repository/workers.js';
import { Retention } from '../../src/core/queue/retention.js';
import { removeOldDeliveries } from '../../src/webhooks/webhook-deliveries.repository.js';
import { openRecord, QUEUE, type Record } from '../support/record.js';

let record: Record;
const lines: object[] = [];

beforeEach(async () => {
  record = await openRecord();
  lines.length = 0;
});
afterEach(() => record.close());

const retention = (settings: { [name: string]: string } = {}) =>
  new Retention(
    record.database,
    loadConfig({ DATABASE_URL: 'postgres://unused', ...settings }),
    pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as object) }),
  );
const count = async (table: string): Promise<number> => {
  const [row] = await record.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return row!.n;
};
const age = (days: number, where: string) =>
  record.database.query(
    `UPDATE jobs SET created_at = created_at - $1 * interval '1 day', completed_at = completed_at - $1 * interval '1 day' WHERE ${where}`,
    [days],
  );

it('removes jobs that ended before the days that are kept, with all that hangs on them, and no other', async () => {
  const failed = { outcome: 'FAILED', status: 'FAILED', result: null, error: 'no' } as const;
  const old = await record.run('org_a');
  await record.finish(old, failed);
  await age(31, `id = '${old.id}'`);
  const young = await record.run('org_b');
  await record.finish(young, failed);
  await age(29, `id = '${young.id}'`);
  await record.create('org_a');
  const running = await record.run('org_c');
  await age(400, 'completed_at IS NULL');

  await retention({ JOB_RETENTION_DAYS: '30' }).run();
  expect(await record.read(old.id)).toBeUndefined();
  expect(await record.attempts(old.id)).toEqual([]);
  expect(await record.attempts(young.id)).toEqual(['FAILED']);
  expect(await record.read(running.id)).toMatchObject({ status: 'RUNNING' });
  expect([await count('jobs'), await count('notifications')]).toEqual([3, 1]);
  expect(lines).toMatchObject([{ event: 'retention', jobs: 1, workers: 0, msg: 'Removed what is old: 1 jobs' }]);
  await retention({ JOB_RETENTION_DAYS: '30' }).run();
  expect(lines).toHaveLength(1);
});

it('goes on until all is gone, beside others that do the same', async () => {
  await record.create('org_a', 2_300);
  await record.create('org_b', 300);
  await record.database.query('DELETE FROM engine.unfinished');
  await record.database.query(`UPDATE jobs SET status = 'CANCELLED', completed_at = now() - interval '91 days'`);
  await Promise.all([retention().run(), retention().run(), retention().run()]);
  expect(await count('jobs')).toBe(0);
  const removed = lines.map((line) => ('jobs' in line ? Number(line.jobs) : 0));
  expect(removed.reduce((sum, jobs) => sum + jobs)).toBe(2_600);
});

it('removes a bounded number at a time, and stops between two when it is to', async () => {
  await record.create('org_a', 30);
  await record.database.query('DELETE FROM engine.unfinished');
  await record.database.query(`UPDATE jobs SET status = 'CANCELLED', completed_at = now() - interval '91 days'`);
  expect(await removeOldJobs(record.database, 90, 10)).toBe(10);
  const stopping = retention();
  await stopping.beforeApplicationShutdown();
  await stopping.run();
  expect(await count('jobs')).toBe(20);
});

it('removes idempotency keys and throttles that have run out', async () => {
  await record.database.query(
    `INSERT INTO idempotency_keys (organization_id, key, hash, jobs, created_at) SELECT 'org_a', n::text, '', '[]', now() - n * interval '23 hours' FROM generate_series(1, 3) n`,
  );
  await record.database.query(
    `INSERT INTO rate_limits (key, points, expire) VALUES ('gone', 1, (extract(epoch FROM now()) - 7200) * 1000),
       ('held', 1, (extract(epoch FROM now()) + 60) * 1000), ('for ever', 1, NULL)`,
  );
  await retention().run();
  expect(await record.database.query('SELECT key FROM idempotency_keys')).toEqual([{ key: '1' }]);
  expect(await record.database.query('SELECT key FROM rate_limits ORDER BY key')).toEqual([
    { key: 'for ever' },
    { key: 'held' },
  ]);
});

it('keeps what former workers counted, and every worker that may still count', async () => {
  const { database } = record;
  for (const id of ['gone', 'retired', 'late', 'alive']) {
    await announceWorker(database, id, [{ name: QUEUE, concurrency: 1 }]);
    await database.query('UPDATE engine.workers SET completed = 10, failed = 1 WHERE id = $1', [id]);
  }
  await retireWorker(database, 'retired');
  await database.query(
    `UPDATE engine.workers SET finished_at = finished_at - interval '2 days', seen_at = least(seen_at, now() - interval '2 days') WHERE id IN ('gone', 'retired')`,
  );
  await database.query(`UPDATE engine.workers SET seen_at = '-infinity' WHERE id = 'late'`);
  const before = await countQueues(database);
  expect(await removeOldWorkers(database, 1)).toBe(1);
  await Promise.all([retention().run(), retention().run()]);
  expect(await countQueues(database)).toEqual(before);
  expect(await database.query('SELECT id, completed, failed FROM engine.workers ORDER BY id')).toEqual([
    { id: 'alive', completed: 10n, failed: 1n },
    { id: 'former workers', completed: 20n, failed: 2n },
    { id: 'late', completed: 10n, failed: 1n },
    { id: 'worker_a', completed: 0n, failed: 0n },
  ]);
});

it('removes hosts that nobody has asked for in a day, which then get a row anew', async () => {
  const { database } = record;
  const claim = { token: 'turn', asker: 'worker', leaseMs: 60_000, delayMs: 1_000, pollMs: 20 };
  for (const host of ['old.test', 'older.test', 'held.test', 'wanted.test', 'recent.test']) {
    await claimTurn(database, { ...claim, host });
    if (host !== 'held.test') await endTurn(database, host, claim.token);
  }
  await database.query(`UPDATE engine.hosts SET next_at = now() - interval '25 hours', wanted_until = '-infinity'`);
  await database.query(`UPDATE engine.hosts SET wanted_until = now() + interval '1 minute' WHERE host = 'wanted.test'`);
  await database.query(`UPDATE engine.hosts SET next_at = now() - interval '23 hours' WHERE host = 'recent.test'`);
  expect(await removeOldHosts(database, 1)).toBe(1);
  const scheduled = retention();
  scheduled.add('hosts', removeOldHosts);
  await scheduled.run();
  expect(await database.query('SELECT host FROM engine.hosts ORDER BY host')).toEqual([
    { host: 'held.test' },
    { host: 'recent.test' },
    { host: 'wanted.test' },
  ]);
  expect(lines).toMatchObject([{ event: 'retention', hosts: 1, msg: 'Removed what is old: 1 hosts' }]);
  expect(await claimTurn(database, { ...claim, host: 'old.test' })).toHaveProperty('startedAt');
});

it('removes what endpoints were sent more than 30 days ago, and nothing that still waits', async () => {
  const { database } = record;
  await record.create('org_a');
  await database.query(
    `INSERT INTO webhook_endpoints (id, organization_id, url, sealed_secret, events, created_at, updated_at)
     VALUES ('endpoint', 'org_a', 'https://example.test', 'sealed', '{}', now(), now())`,
  );
  await database.query(
    `INSERT INTO webhook_deliveries (id, endpoint_id, event, data, next_attempt_at, created_at, ended_at)
     SELECT id, 'endpoint', 'job.completed', '{}', now(), now() - interval '40 days', now() - ago
     FROM (VALUES ('old', interval '31 days'), ('recent', interval '29 days'), ('waiting', NULL)) x (id, ago)`,
  );
  const scheduled = retention();
  scheduled.add('webhookDeliveries', removeOldDeliveries);
  await scheduled.run();
  expect(await database.query('SELECT id FROM webhook_deliveries ORDER BY id')).toEqual([
    { id: 'recent' },
    { id: 'waiting' },
  ]);
  expect(lines).toMatchObject([{ msg: 'Removed what is old: 1 webhook deliveries' }]);
});
