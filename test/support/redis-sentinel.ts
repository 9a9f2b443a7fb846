import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, vi } from 'vitest';
import { type RedisServer, startRedisServer } from './redis-server.js';
import { PATIENCE } from './patience.js';

const MASTER = 'epic';
const SENTINELS = 3;
const IN_MEMORY = ['--save', '', '--appendonly', 'no', '--repl-diskless-sync-delay', '0'];

/** A master and its replica on loopback, and three Sentinels that put the replica in its place when it is gone for 500 ms. */
export interface RedisSentinel {
  /** As `REDIS_URL` names it. */
  readonly url: string;
  /** Ends the first master as a crash does. */
  killMaster(): Promise<void>;
  /** The port of the master that the Sentinels name now. */
  masterPort(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts them; `redis-server` must be installed. Resolves when the Sentinels know each other and the replica. */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-sentinel-'));
  const master = await startRedisServer(folder, IN_MEMORY);
  const replica = ['--replicaof', '127.0.0.1', String(master.port)];
  const servers = [
    master,
    await startRedisServer(folder, [...IN_MEMORY, ...replica], 'Finished with success'),
    ...(await Promise.all(Array.from({ length: SENTINELS }, (_, number) => startOne(folder, number, master.port)))),
  ];
  const ports = servers.slice(-SENTINELS).map(({ port }) => port);
  for (const port of ports) await vi.waitFor(() => expectInformed(port), PATIENCE);
  return {
    url: `redis-sentinel://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/${MASTER}`,
    killMaster: () => master.kill(),
    masterPort: async () => Number((await ask<string[]>(ports[0]!, 'GET-MASTER-ADDR-BY-NAME'))[1]),
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startOne(folder: string, number: number, masterPort: number): Promise<RedisServer> {
  const file = join(folder, `sentinel-${number}.conf`);
  const settings = [
    `monitor ${MASTER} 127.0.0.1 ${masterPort} 2`,
    `down-after-milliseconds ${MASTER} 500`,
    `failover-timeout ${MASTER} 5000`,
  ];
  await writeFile(file, settings.map((line) => `sentinel ${line}\n`).join(''));
  return startRedisServer(folder, [file, '--sentinel'], 'Sentinel ID is');
}

/** A Sentinel could do a failover now. */
async function expectInformed(port: number): Promise<void> {
  const pairs = await ask<string[]>(port, 'MASTER');
  const known = ['num-other-sentinels', 'num-slaves'].map((name) => Number(pairs[pairs.indexOf(name) + 1]));
  expect(known).toEqual([SENTINELS - 1, 1]);
}

async function ask<Answer>(port: number, subcommand: string): Promise<Answer> {
  const sentinel = new Redis(port, '127.0.0.1');
  try {
    return (await sentinel.call('SENTINEL', subcommand, MASTER)) as Answer;
  } finally {
    sentinel.disconnect();
  }
}
