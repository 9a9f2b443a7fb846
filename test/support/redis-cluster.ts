import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, type RedisServer, startRedisServer } from './redis-server.js';

const run = promisify(execFile);

/** A Redis Cluster of three masters on loopback. */
export interface RedisCluster {
  /** As `REDIS_URL` names it. */
  readonly url: string;
  readonly ports: number[];
  stop(): Promise<void>;
}

/** Starts it; `redis-server` and `redis-cli` must be installed. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-cluster-'));
  const servers = await Promise.all([1, 2, 3].map((number) => startNode(folder, number)));
  const nodes = servers.map(({ port }) => `127.0.0.1:${port}`);
  await run('redis-cli', ['--cluster', 'create', ...nodes, '--cluster-yes']);
  return {
    url: nodes.map((node) => `redis://${node}`).join(','),
    ports: servers.map(({ port }) => port),
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startNode(folder: string, number: number): Promise<RedisServer> {
  const inMemory = ['--save', '', '--appendonly', 'no'];
  const cluster = ['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${number}.conf`];
  return startRedisServer(folder, [...inMemory, ...cluster, '--cluster-port', String(await freePort())]);
}
