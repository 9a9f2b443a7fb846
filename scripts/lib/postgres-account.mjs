/**
 * As whom PostgreSQL runs. It refuses root, so root hands it to "nobody" (65534); where nobody cannot reach the binaries
 * or the folder (a checkout below /root), it runs as root in a user namespace that shows it uid 65534.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StepError } from './steps.mjs';

const NOBODY = 65_534;
const UNSHARE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

/**
 * @typedef {object} Account
 * @property {string[]} prefix words before the command
 * @property {{ uid?: number, gid?: number }} identity for `spawn`
 * @property {number} owner uid that the folder must belong to
 */

/**
 * @param {string} binary that must be runnable
 * @param {string} folder that must be reachable
 * @returns {Account}
 * @throws {StepError} when there is no way to run it here
 */
export function postgresAccount(binary, folder) {
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) {
    requireUserName(uid);
    return { prefix: [], identity: {}, owner: uid };
  }
  const identity = { uid: NOBODY, gid: NOBODY };
  if (runs(['sh', '-c', 'test -x "$1" && exec "$0" --version', binary, folder], identity)) {
    return { prefix: [], identity, owner: NOBODY };
  }
  if (runs([...UNSHARE, binary, '--version'], {})) return { prefix: UNSHARE, identity: {}, owner: 0 };
  throw new StepError(
    `PostgreSQL refuses to run as root, uid ${NOBODY} cannot reach ${binary}, and user namespaces are not allowed here. ` +
      'Move the checkout to a folder that others may pass through, start as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * Gives the folder and what is in it to the account.
 * @param {string} folder
 * @param {Account} account
 */
export function giveFolder(folder, { owner }) {
  if (statSync(folder).uid === owner) return;
  if (spawnSync('chown', ['-R', `${owner}:${owner}`, folder]).status !== 0) chownSync(folder, owner, owner);
}

/**
 * @param {string[]} command
 * @param {{ uid?: number, gid?: number }} identity
 */
function runs([command, ...args], identity) {
  return spawnSync(String(command), args, { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** @param {number} uid */
function requireUserName(uid) {
  try {
    userInfo();
  } catch {
    throw new StepError(
      `The user id ${uid} has no entry in /etc/passwd, which PostgreSQL needs. ` +
        `Add one (echo "me:x:${uid}:${uid}::/tmp:/bin/sh" >> /etc/passwd), or set DATABASE_URL.`,
    );
  }
}
