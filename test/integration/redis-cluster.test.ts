import { Cluster } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, eventually, startEngine } from '../support/engine.js';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.js';

describe.runIf(process.env.TEST_REDIS_URL)('the engine on a Redis Cluster of three masters', () => {
  let redis: RedisCluster;
  let engine: Engine;

  beforeAll(async () => {
    redis = await startRedisCluster();
    engine = await startEngine(redis.url, { JOB_LOSS_DELAYS_MS: '0,0,0,0' });
  });
  afterAll(async () => {
    await engine?.close();
    await redis?.stop();
  });

  const create = async (names: string[]): Promise<string[]> => {
    const created = await engine.create('org_a', names);
    if (created.kind !== 'created') throw new Error(created.kind);
    return created.jobs.map((job) => job.id);
  };

  it('dispatches to a worker and runs what it claims', async () => {
    const worker = await engine.startWorker(async ({ payload }) => ({ name: payload.name }));
    const ids = await create(Array.from({ length: 30 }, (_, index) => `job ${index}`));
    for (const id of ids) expect(await engine.reaches(id, 'COMPLETED')).toMatchObject({ attempts: 1 });
    await worker.close();
  });

  it('takes up what the cluster lost and what a worker lost', async () => {
    const ids = await create(['first', 'second', 'third']);
    const cluster = new Cluster(redis.ports.map((port) => ({ host: '127.0.0.1', port })));
    await eventually(async () => (cluster.status === 'ready' ? true : undefined), 'the cluster client');
    await Promise.all(cluster.nodes('master').map((node) => node.flushall()));
    cluster.disconnect();

    const gates: (() => void)[] = [];
    const worker = await engine.startWorker(async ({ payload }) => {
      if (payload.name === 'first') await new Promise<void>((resolve) => gates.push(resolve));
      return { name: payload.name };
    });
    await engine.reaches(ids[0]!, 'RUNNING');
    await engine.sql.query(
      `UPDATE engine.unfinished SET lease_until = clock_timestamp() - interval '1 second' WHERE job_id = $1`,
      [ids[0]],
    );
    await eventually(async () => (gates.length === 2 ? true : undefined), 'the second run');
    for (const open of gates) open();
    for (const id of ids) await engine.reaches(id, 'COMPLETED');
    expect(await engine.read(ids[0]!)).toMatchObject({ losses: 1, attempts: 1 });
    await worker.close();
  });
});
