import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Balancer, startBalancer } from '../support/balancer.js';
import { startSystem, type System, type SystemProcess } from '../support/processes.js';
import { Tenant } from '../support/tenant.js';
import { PATIENCE } from '../support/patience.js';

const SETTINGS = {
  // The balancer asks every 50 ms whether an API is ready.
  SHUTDOWN_DELAY_MS: '2000',
  // Less than a run takes: most that are under way are interrupted.
  SHUTDOWN_TIMEOUT_MS: '200',
  ORG_MAX_UNFINISHED_JOBS: '100000',
  CREATE_RATE_LIMIT: '100000/1s',
};
const RUN_MS = 400;

let system: System;
let balancer: Balancer;
let sql: pg.Pool;

beforeAll(async () => {
  [system, balancer] = await Promise.all([startSystem(process.env.TEST_REDIS_URL, SETTINGS), startBalancer()]);
  sql = new pg.Pool({ connectionString: system.databaseUrl, max: 1 });
});

afterAll(async () => {
  await balancer?.close();
  await sql?.end();
  await system?.close();
});

it(
  'a rolling restart under load fails no request, loses no job and spends no attempt',
  { timeout: 180_000 },
  async () => {
    const kinds = ['api', 'worker', 'worker', 'scheduler'] as const;
    const [otherApi, ...others] = await Promise.all(kinds.map((kind) => system.start(kind)));
    const apis = [system.api, otherApi!];
    await Promise.all(apis.map(({ url }) => balancer.add(url)));
    const tenant = new Tenant(balancer.url, (await system.createTenant()).token);
    const payload = { brandId: await tenant.createBrand(), topic: 'A new roast', platforms: ['TWITTER'] };
    await system.setFault({ latencyMs: RUN_MS });

    const refused: unknown[] = [];
    let created = 0;
    const create = async (): Promise<void> => {
      const answer = await tenant.ask('/api/jobs', {
        body: { type: 'GENERATE_CONTENT', payload },
        headers: { 'idempotency-key': randomUUID() },
      });
      if (answer.status === 201) created += 1;
      else refused.push(answer);
    };
    const read = async (): Promise<void> => {
      const answer = await tenant.ask('/api/jobs?limit=1');
      if (answer.status !== 200) refused.push(answer);
    };
    const creating = repeat(create, { clients: 3, pauseMs: 100 });
    const reading = repeat(read, { clients: 5, pauseMs: 10 });

    for (const api of apis) await balancer.add((await restarted(api, 'api')).url);
    await reading.stop();
    for (const [index, process] of others.entries()) await restarted(process, kinds[index + 1]!);
    await creating.stop();

    expect(refused).toEqual([]);
    expect(balancer.left).toEqual([503, 503]);
    await vi.waitFor(async () => expect(await rows('SELECT FROM engine.unfinished')).toHaveLength(0), PATIENCE);
    expect(await rows('SELECT DISTINCT status, attempts FROM jobs')).toEqual([{ status: 'COMPLETED', attempts: 1 }]);
    expect(await rows('SELECT FROM jobs')).toHaveLength(created);
    expect(await rows(`SELECT FROM job_attempts WHERE outcome NOT IN ('COMPLETED', 'INTERRUPTED')`)).toHaveLength(0);
  },
);

const rows = async (query: string): Promise<object[]> => (await sql.query(query)).rows;

/** Asks a process to end, and starts another. */
async function restarted(old: SystemProcess, kind: 'api' | 'worker' | 'scheduler'): Promise<SystemProcess> {
  expect(await old.end('SIGTERM')).toEqual({ code: 0, signal: null });
  return system.start(kind);
}

/** Has clients ask again and again, each for one thing at a time, until it is stopped. */
function repeat(
  ask: () => Promise<void>,
  { clients, pauseMs }: { clients: number; pauseMs: number },
): { stop(): Promise<unknown> } {
  let stopped = false;
  const client = async (): Promise<void> => {
    for (; !stopped; await delay(pauseMs)) await ask();
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    stop() {
      stopped = true;
      return all;
    },
  };
}
