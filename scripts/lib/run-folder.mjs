/** Where a run that starts servers of its own keeps them, its build and its logs: `.local/<kind>-<process id>`. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stopPostgres } from './embedded-postgres.mjs';
import { localFolder, makeLocalFolder } from './local-folder.mjs';
import { isRunning } from './processes.mjs';
import { stopRedis } from './redis-server.mjs';

/**
 * Makes the folder of this process, and removes those of runs that were killed or that broke.
 * @param {'chaos' | 'bench'} kind
 * @returns {Promise<string>}
 */
export async function makeRunFolder(kind) {
  const prefix = `${kind}-`;
  makeLocalFolder();
  for (const name of readdirSync(localFolder).filter((entry) => entry.startsWith(prefix))) {
    if (!isRunning(Number(name.slice(prefix.length)))) await removeRunFolder(join(localFolder, name));
  }
  const folder = join(localFolder, `${prefix}${process.pid}`);
  mkdirSync(folder, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return folder;
}

/**
 * Stops the servers that are left in a folder, and removes it.
 * @param {string} folder
 */
export async function removeRunFolder(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((path) => path.endsWith('/data/postmaster.pid')))
    await stopPostgres(dirname(dirname(join(folder, file))));
  for (const file of files.filter((path) => path.endsWith('/redis.pid'))) await stopRedis(dirname(join(folder, file)));
  rmSync(folder, { recursive: true, force: true });
}
