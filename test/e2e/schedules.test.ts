import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { startSystem, type System } from '../support/processes.js';
import { PATIENCE } from '../support/patience.js';

const SCHEDULES = 20;
const EVERY_SECOND = '* * * * * *';

/** So many seconds are watched before and after each change among the schedulers. */
const WATCHED = 2;

let system: System;
let database: Database;

beforeAll(async () => {
  system = await startSystem(undefined);
  database = new Database(loadConfig({ DATABASE_URL: system.databaseUrl }));
});
afterAll(async () => {
  await database?.pool.end();
  await system?.close();
});

const countSeconds = async (): Promise<number> => {
  const [row] = await database.query<{ n: number }>(
    `SELECT coalesce(min(n), 0)::int AS n FROM (SELECT count(slot) AS n FROM schedules LEFT JOIN schedule_slots ON id = schedule_id
     GROUP BY id) s`,
  );
  return row!.n;
};

/** Resolves when each schedule has had so many more slots. */
const watch = async (): Promise<void> => {
  const before = await countSeconds();
  await vi.waitFor(async () => expect(await countSeconds()).toBeGreaterThanOrEqual(before + WATCHED), PATIENCE);
};

it('fires every slot exactly once while schedulers are killed and restarted', async () => {
  const tenant = await system.createTenant();
  const brandId = await tenant.createBrand();
  const body = {
    jobType: 'GENERATE_CONTENT',
    name: 'Every second',
    cron: EVERY_SECOND,
    overlap: 'QUEUE',
    payload: { brandId, topic: 'Tea', platforms: ['TWITTER'] },
  };
  const [first, second] = await Promise.all([system.start('scheduler'), system.start('scheduler')]);
  const created = await Promise.all(
    Array.from({ length: SCHEDULES }, () => tenant.ask<{ id: string }>('/api/schedules', { body })),
  );
  await watch();
  await first.end('SIGKILL');
  await watch();
  const third = await system.start('scheduler');
  await watch();
  await second.end('SIGKILL');
  await watch();
  const patches = await Promise.all(
    created.map(({ body: { id } }) =>
      tenant.ask(`/api/schedules/${id}`, { method: 'PATCH', body: { enabled: false } }),
    ),
  );
  expect(patches.map(({ status }) => status)).toEqual(created.map(() => 200));
  await third.endInPeace();

  const fired = await database.query<{ jobs: number; slots: number; seconds: number }>(
    `SELECT (SELECT count(*)::int FROM jobs WHERE schedule_id = s.id) AS jobs, count(*)::int AS slots,
       extract(epoch FROM max(slot) - min(slot))::int + 1 AS seconds
     FROM schedules s JOIN schedule_slots ON schedule_id = s.id AND outcome = 'FIRED' GROUP BY s.id`,
  );
  expect(fired).toHaveLength(SCHEDULES);
  for (const { jobs, slots, seconds } of fired) {
    expect(slots).toBeGreaterThanOrEqual(4 * WATCHED);
    expect({ jobs, slots }).toEqual({ jobs: seconds, slots: seconds });
  }
}, 120_000);
