/** A Redis of the tests' own, where a `redis-server` is on the PATH: on loopback, in memory, never evicting. */
import { join } from 'node:path';
import { isInstalled, startInBackground, stopInBackground } from './background-server.mjs';

const NAME = 'redis-server';
const FIRST_PORT = 56379;

/** @param {string} folder */
const pidFile = (folder) => join(folder, 'redis.pid');

/** @returns {boolean} */
export const isRedisInstalled = () => isInstalled(NAME);

/**
 * @param {string} folder for its files
 * @returns {Promise<string>} its address
 */
export async function startRedis(folder) {
  const files = ['--dir', folder, '--pidfile', pidFile(folder)];
  const inMemory = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const port = await startInBackground({
    firstPort: FIRST_PORT,
    command: (free) => [NAME, '--port', String(free), '--bind', '127.0.0.1', ...files, ...inMemory],
    readyText: 'Ready to accept connections',
  });
  return `redis://127.0.0.1:${port}`;
}

/**
 * Stops the server of a folder, if one runs.
 * @param {string} folder
 */
export const stopRedis = (folder) => stopInBackground(NAME, pidFile(folder));
