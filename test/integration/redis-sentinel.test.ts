import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, eventually, startEngine } from '../support/engine.js';
import { type RedisSentinel, startRedisSentinel } from '../support/redis-sentinel.js';

const JOBS = 300;

describe.runIf(process.env.TEST_REDIS_URL)('the engine on a Redis under Sentinels', () => {
  let redis: RedisSentinel;
  let engine: Engine;

  beforeAll(async () => {
    redis = await startRedisSentinel();
    engine = await startEngine(redis.url);
  });
  afterAll(async () => {
    await engine?.close();
    await redis?.stop();
  });

  it('runs each job once although the master is killed under load', async () => {
    const runs = new Map<string, number>();
    let isHalfWay = (): void => undefined;
    const halfWay = new Promise<void>((resolve) => (isHalfWay = resolve));
    const worker = await engine.startWorker(async ({ payload: { name } }) => {
      runs.set(name, (runs.get(name) ?? 0) + 1);
      if (runs.size === JOBS / 2) isHalfWay();
      return { name };
    });
    const first = await redis.masterPort();
    const names = Array.from({ length: JOBS }, (_, index) => `job ${index}`);
    const created = await engine.create('org_a', names);
    expect(created.kind).toBe('created');

    await halfWay;
    await redis.killMaster();
    const another = await engine.create('org_a', ['created meanwhile']);
    expect(another.kind).toBe('created');

    const unfinished = async (): Promise<number> => {
      const [row] = await engine.sql.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM jobs WHERE status <> 'COMPLETED'`,
      );
      return row!.n;
    };
    await eventually(async () => ((await unfinished()) === 0 ? true : undefined), 'all jobs to be completed');
    expect(await redis.masterPort()).not.toBe(first);
    expect([runs.size, Math.max(...runs.values())]).toEqual([JOBS + 1, 1]);
    await worker.close();
  });
});
