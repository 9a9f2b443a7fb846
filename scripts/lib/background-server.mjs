/** Servers of the tests' own that run in the background. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { freePort } from './ports.mjs';
import { endProcess, isRunning } from './processes.mjs';
import { StepError } from './steps.mjs';

const STOP_DEADLINE_MS = 10_000;

/** Debian keeps some servers where only root's PATH leads. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

/** @param {string} program @returns {boolean} */
export const isInstalled = (program) => spawnSync(program, ['--version'], { stdio: 'ignore', env }).status === 0;

/**
 * @typedef {object} BackgroundServer
 * @property {number} firstPort where it listens, or on the next port that is free
 * @property {(port: number) => string[]} command
 * @property {string} readyText what it prints once it serves
 * @property {{ uid?: number, gid?: number }} [identity] as whom it runs
 */

/**
 * @param {BackgroundServer} server
 * @returns {Promise<number>} its port
 */
export async function startInBackground(server) {
  for (;;) {
    const port = await freePort(server.firstPort);
    const log = await launch(server, port);
    if (log === undefined) return port;
    // Another run took the port meanwhile.
    if (!log.includes('Address already in use'))
      throw new StepError(`"${server.command(port).join(' ')}" did not start:\n${log.trim()}`);
  }
}

/**
 * @param {BackgroundServer} server
 * @param {number} port
 * @returns {Promise<string | undefined>} what it printed when it did not start
 */
function launch({ command, readyText, identity }, port) {
  const [first, ...args] = command(port);
  const stdio = /** @type {['ignore', 'pipe', 'pipe']} */ (['ignore', 'pipe', 'pipe']);
  const child = spawn(String(first), args, { ...identity, env, cwd: '/', detached: true, stdio });
  child.unref();
  return new Promise((resolve) => {
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        log += text;
        if (log.includes(readyText)) resolve(undefined);
      });
    }
    child.once('close', () => resolve(log));
  });
}

/**
 * Stops the server that wrote this file, if it runs.
 * @param {string} program
 * @param {string} pidFile
 */
export async function stopInBackground(program, pidFile) {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (isRunning(pid, program)) await endProcess(pid, 'SIGTERM', STOP_DEADLINE_MS);
}
