/** What is kept between runs on this machine: `.local/` of the checkout. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export const localFolder = join(root, '.local');

/** Makes the folder. Root lets others pass through it (not list it): PostgreSQL runs as another user then. */
export function makeLocalFolder() {
  mkdirSync(localFolder, { recursive: true });
  chmodSync(localFolder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/**
 * @param {string} name
 * @returns {string | undefined} undefined when there is no such file
 */
export function readLocal(name) {
  try {
    return readFileSync(join(localFolder, name), 'utf8').trim();
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes a file that only its owner can read.
 * @param {string} name
 * @param {string} text
 */
export function writeLocal(name, text) {
  makeLocalFolder();
  rmSync(join(localFolder, name), { force: true });
  writeFileSync(join(localFolder, name), `${text}\n`, { mode: 0o600 });
}

/** @param {string} name */
export function removeLocal(name) {
  rmSync(join(localFolder, name), { force: true });
}

/**
 * A secret that is made once and kept.
 * @param {string} name
 * @param {() => string} make
 */
export function keepLocal(name, make) {
  const kept = readLocal(name);
  if (kept !== undefined) return kept;
  const made = make().trim();
  writeLocal(name, made);
  return made;
}
