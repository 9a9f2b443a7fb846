import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Config } from '../config/config.js';

/** Nest's token for the process's Redis connection, null where BullMQ runs on PostgreSQL. */
export const REDIS = Symbol('REDIS');

/** BullMQ's blocking reads wait without end, so a command is never given up by the client (BullMQ refuses anything else). */
const options: RedisOptions = {
  maxRetriesPerRequest: null,
  connectTimeout: 5_000,
  retryStrategy: (times) => Math.min(times * 100, 2_000),
};

/** Connects as `REDIS_URL` says: one server, a Cluster of several comma-separated nodes, or Sentinels. */
export function createRedis(url: NonNullable<Config['REDIS_URL']>): Redis | Cluster {
  if (url.startsWith('redis-sentinel://')) return new Redis({ ...options, ...sentinels(url) });
  const nodes = url.split(',');
  if (nodes.length === 1) return new Redis(url, options);
  const { username, password, protocol } = new URL(nodes[0]!);
  return new Cluster(
    nodes.map((node) => hostAndPort(node, 6_379)),
    {
      redisOptions: {
        ...options,
        ...(username && { username: decodeURIComponent(username) }),
        ...(password && { password: decodeURIComponent(password) }),
        ...(protocol === 'rediss:' && { tls: {} }),
      },
    },
  );
}

/** Whether `REDIS_URL` names a Cluster, where a queue's keys must share a slot. */
export function isCluster(url: string | undefined): boolean {
  return url?.includes(',redis') ?? false;
}

/** `redis-sentinel://[user:password@]host:port,host:port/<master name>` */
function sentinels(url: string): RedisOptions {
  const [authority, name] = url.slice('redis-sentinel://'.length).split('/') as [string, string];
  const at = authority.lastIndexOf('@');
  const [username, password] = at < 0 ? [] : authority.slice(0, at).split(':').map(decodeURIComponent);
  const hosts = authority.slice(at + 1).split(',');
  return {
    name,
    sentinels: hosts.map((host) => hostAndPort(`redis://${host}`, 26_379)),
    ...(username && { username }),
    ...(password && { password }),
  };
}

function hostAndPort(node: string, defaultPort: number): { host: string; port: number } {
  const { hostname, port } = new URL(node);
  return { host: hostname, port: Number(port || defaultPort) };
}
