import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  const servers = await Promise.all(ports.map((port) => startNode(folder, port)));
  const nodes = ports.map((port) => `127.0.0.1:${port}`);
  await run('redis-cli', ['--cluster', 'create', ...nodes, '--cluster-yes']);
  return {
    url: nodes.map((node) => `redis://${node}`).join(','),
    ports,
    async stop() {
      await Promise.all(
        servers.map(async (server) => {
          const ended = once(server, 'exit');
          server.kill('SIGKILL');
          await ended;
        }),
      );
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startNode(folder: string, port: number): Promise<ChildProcess> {
  const settings = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const cluster = [
    '--cluster-enabled',
    'yes',
    '--cluster-config-file',
    `nodes-${port}.conf`,
    '--cluster-port',
    await freePort(),
  ];
  const server = spawn('redis-server', [...settings, ...cluster].map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of server.stdout) if (String(line).includes('Ready to accept connections')) break;
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
