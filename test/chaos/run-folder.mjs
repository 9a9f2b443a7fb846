/** Where a run of the suite keeps its build, servers and logs: `.local/chaos-<process id>`. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stopPostgres } from '../../scripts/lib/embedded-postgres.mjs';
import { localFolder, makeLocalFolder } from '../../scripts/lib/local-folder.mjs';
import { isRunning } from '../../scripts/lib/processes.mjs';

const PREFIX = 'chaos-';

/**
 * Makes the folder of this process, and removes those of runs that were killed or that broke.
 * @returns {Promise<string>}
 */
export async function makeRunFolder() {
  makeLocalFolder();
  for (const name of readdirSync(localFolder).filter((entry) => entry.startsWith(PREFIX))) {
    if (!isRunning(Number(name.slice(PREFIX.length)))) await removeRunFolder(join(localFolder, name));
  }
  const folder = join(localFolder, `${PREFIX}${process.pid}`);
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
  rmSync(folder, { recursive: true, force: true });
}
