import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres, stopPostgres } from '../../../scripts/lib/embedded-postgres.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { eventually } from './eventually.js';

const FIRST_POSTGRES_PORT = 57432;
const FIRST_REDIS_PORT = 58379;

/** What is committed outlives the server, not the machine: the suite never ends that. */
const POSTGRES_SETTINGS = ['fsync=off', 'full_page_writes=off'];

/** Leaves room for a cluster on 64 MB. */
const SMALL_POSTGRES = ['min_wal_size=32MB', 'max_wal_size=32MB'];

/** A PostgreSQL of the suite's own, which it may restart. */
export interface PostgresServer {
  readonly url: string;
  /** Where its files are. */
  readonly folder: string;
  /** Ends as in a crash, and starts again on the same port: recovery replays what was committed. */
  crash(): Promise<void>;
  /** Starts it again where it has ended by itself, as its supervisor does. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** @param diskMb the size of a tmpfs for it; without, it is on the disk of its folder. Mounting needs root */
export async function openPostgres(folder: string, diskMb?: number): Promise<PostgresServer> {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  if (diskMb) {
    run('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=0755`, 'none', disk]);
  }
  const home = join(disk, 'server');
  const settings = diskMb ? [...POSTGRES_SETTINGS, ...SMALL_POSTGRES] : POSTGRES_SETTINGS;
  const { url } = await startPostgres(home, () => freePort(FIRST_POSTGRES_PORT), settings);
  const port = Number(new URL(url).port);
  const revive = async (): Promise<void> => {
    if (!isAlive(postmaster(home))) await startPostgres(home, () => freePort(port), settings);
  };
  return {
    url,
    folder: home,
    async crash() {
      const pid = postmaster(home);
      process.kill(pid, 'SIGQUIT');
      await eventually(async () => !isAlive(pid) || undefined, 'PostgreSQL to stop', 30_000);
      await revive();
    },
    revive,
    async stop() {
      await stopPostgres(home);
      if (diskMb) run('umount', [disk]);
    },
  };
}

/** The id of the server's first process, 0 where there is none. */
function postmaster(home: string): number {
  const lock = join(home, 'data/postmaster.pid');
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : 0;
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr.trim()}`);
}

/** A Redis of the suite's own, without persistence. */
export interface RedisServer {
  readonly url: string;
  /** Ends and starts again, empty, on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function openRedis(folder: string): Promise<RedisServer> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort(FIRST_REDIS_PORT + Math.floor(Math.random() * 1_000));
  let child = await launchRedis(folder, port);
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await stop();
      child = await launchRedis(folder, port);
    },
    stop,
  };
}

async function launchRedis(folder: string, port: number): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('Ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`redis-server did not start:\n${log.trim()}`)));
  });
  child.removeAllListeners('exit');
  return child;
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
