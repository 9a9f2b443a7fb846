/** A Redis of the tests' own, where a `redis-server` is on the PATH: on loopback, in memory, never evicting. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.mjs';
import { endProcess, isRunning } from './processes.mjs';
import { StepError } from './steps.mjs';

const FIRST_PORT = 56379;
const STOP_DEADLINE_MS = 10_000;

/** @returns {boolean} */
export const isRedisInstalled = () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * @param {string} folder for its files
 * @returns {Promise<string>} its address
 */
export async function startRedis(folder) {
  for (;;) {
    const port = await freePort(FIRST_PORT);
    const log = await launch(folder, port);
    if (log === undefined) return `redis://127.0.0.1:${port}`;
    // Another run took the port meanwhile.
    if (!log.includes('Address already in use')) throw new StepError(`redis-server did not start:\n${log.trim()}`);
  }
}

/**
 * @param {string} folder
 * @param {number} port
 * @returns {Promise<string | undefined>} what it printed when it did not start
 */
function launch(folder, port) {
  const files = ['--dir', folder, '--pidfile', join(folder, 'redis.pid')];
  const inMemory = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const options = ['--port', String(port), '--bind', '127.0.0.1', ...files, ...inMemory];
  const child = spawn('redis-server', options, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  child.unref();
  return new Promise((resolve) => {
    let log = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      log += text;
      if (log.includes('Ready to accept connections')) resolve(undefined);
    });
    child.once('close', () => resolve(log));
  });
}

/**
 * Stops the server of a folder, if one runs.
 * @param {string} folder
 */
export async function stopRedis(folder) {
  const file = join(folder, 'redis.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  if (isRunning(pid, 'redis-server')) await endProcess(pid, 'SIGTERM', STOP_DEADLINE_MS);
}
