import { startRedisCluster } from './redis-cluster.js';
import { startRedisSentinel } from './redis-sentinel.js';

/** A Redis of a system's own. */
export interface TestRedis {
  /** As `REDIS_URL` names it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What `--through` names. A Cluster has no databases to choose from, so each system has one of its own. */
const own: Record<string, () => Promise<TestRedis>> = { cluster: startRedisCluster, sentinel: startRedisSentinel };

/** A Redis server has 16 databases (its documentation, SELECT). All systems name their queues alike: each takes one. */
const DATABASES = 16;

const givenRedis = process.env.TEST_REDIS_URL;

/** What a system runs on whose test does not say it: what the run goes through, else BullMQ on PostgreSQL. */
export const usualRedis = givenRedis !== undefined && givenRedis in own ? givenRedis : null;

/** @param redis `cluster` or `sentinel`, which are started, or an address: of one server, a database there is taken */
export async function openRedis(redis: string): Promise<TestRedis> {
  const start = own[redis];
  return start ? start() : { url: isOneServer(redis) ? anyDatabaseOf(redis) : redis, stop: () => Promise.resolve() };
}

const isOneServer = (url: string): boolean => /^rediss?:[^,]+$/.test(url);

function anyDatabaseOf(redisUrl: string): string {
  const url = new URL(redisUrl);
  url.pathname = `/${1 + Math.floor(Math.random() * (DATABASES - 1))}`;
  return url.href;
}
