import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres, stopPostgres } from '../../../scripts/lib/embedded-postgres.mjs';
import { root } from '../../../scripts/lib/local-folder.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { eventually } from './eventually.js';
import type { Host } from './hosts.js';

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

/**
 * @param diskMb the size of a tmpfs for it; without, it is on the disk of its folder. Mounting needs root
 * @param host where it runs; without, it is on this machine's loopback
 */
export async function openPostgres(
  folder: string,
  { diskMb, host }: { diskMb?: number | undefined; host?: Host | undefined } = {},
): Promise<PostgresServer> {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  if (diskMb) {
    run('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=0755`, 'none', disk]);
  }
  const home = join(disk, 'server');
  const settings = diskMb ? [...POSTGRES_SETTINGS, ...SMALL_POSTGRES] : POSTGRES_SETTINGS;
  const start = (port: number): Promise<string> =>
    host
      ? startPostgresOn(host, home, port, settings)
      : startPostgres(home, () => freePort(port), settings).then((server) => server.url);
  const url = await start(FIRST_POSTGRES_PORT);
  const port = Number(new URL(url).port);
  const revive = async (): Promise<void> => {
    if (!isAlive(postmaster(home))) await start(port);
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

/** @returns its address */
async function startPostgresOn(host: Host, home: string, port: number, settings: string[]): Promise<string> {
  const module = join(root, 'test/chaos/processes/postgres.mjs');
  const [command, ...args] = [...host.command, process.execPath, module, home, String(port), ...settings];
  const { stdout } = await promisify(execFile)(command!, args);
  const url = new URL(stdout);
  url.hostname = host.address;
  return url.href;
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

/** @param host where it runs; without, it is on this machine's loopback */
export async function openRedis(folder: string, host?: Host): Promise<RedisServer> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort(FIRST_REDIS_PORT + Math.floor(Math.random() * 1_000));
  let child = await launchRedis(folder, port, host);
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended;
  };
  return {
    url: `redis://${host?.address ?? '127.0.0.1'}:${port}`,
    async restart() {
      await stop();
      child = await launchRedis(folder, port, host);
    },
    stop,
  };
}

async function launchRedis(folder: string, port: number, host: Host | undefined): Promise<ChildProcess> {
  const where = host ? ['--bind', host.address, '--protected-mode', 'no'] : ['--bind', '127.0.0.1'];
  const options = ['--port', String(port), ...where, '--dir', folder, '--save', '', '--appendonly', 'no'];
  const [command, ...args] = [...(host?.command ?? []), 'redis-server', ...options];
  const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'ignore'] });
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
