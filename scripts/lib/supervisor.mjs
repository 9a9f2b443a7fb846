/** Keeps processes running: waits until each is ready, restarts one that dies, and ends all of them in order. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from './local-folder.mjs';
import { StepError } from './steps.mjs';

/** Restarts in a row wait twice as long each, from the first to the last of these. */
const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 30_000;

/** A process that lived this long did not die at once. */
const SETTLED_MS = 60_000;

/** Nothing here takes as long to start, on a slow machine either. */
const READY_DEADLINE_MS = 60_000;

/**
 * @typedef {object} ProcessSpec
 * @property {string} name for people
 * @property {string} module path within the checkout; it calls `process.send('ready')` once it serves
 * @property {string[]} [args]
 * @property {NodeJS.ProcessEnv} env
 */

export class Supervisor {
  /** @type {Map<string, import('node:child_process').ChildProcess>} */
  #running = new Map();
  /** @type {Set<NodeJS.Timeout>} */
  #restarts = new Set();
  #stopping = false;
  #killAfterMs;

  /** @param {number} killAfterMs how long a process may take to end after SIGTERM */
  constructor(killAfterMs) {
    this.#killAfterMs = killAfterMs;
  }

  /**
   * Starts a process; from when it is ready on it is restarted whenever it ends.
   * @param {ProcessSpec} spec
   * @throws {StepError} when it ends before it is ready, or is not ready in time
   */
  async start(spec) {
    const child = this.#spawn(spec);
    const failure = await new Promise((resolve) => {
      child.once('message', () => resolve(undefined));
      child.once('exit', (code, signal) => resolve(`ended before it was ready (${signal ?? `code ${code}`})`));
      setTimeout(resolve, READY_DEADLINE_MS, `was not ready in ${READY_DEADLINE_MS / 1000} s`).unref();
    });
    if (failure !== undefined) throw new StepError(`The ${spec.name} ${failure}.`);
    this.#restartWhenItEnds(spec, child, 0);
  }

  /**
   * Ends these processes, or all: SIGTERM, and SIGKILL for one that outstays its time.
   * @param {string[]} [names]
   */
  async stop(names = [...this.#running.keys()]) {
    this.#stopping = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    await Promise.all(names.map((name) => this.#end(name)));
  }

  /** @param {ProcessSpec} spec */
  #spawn({ name, module, args = [], env }) {
    const child = fork(join(root, module), args, {
      cwd: root,
      env,
      // In a process group of its own, or Ctrl-C in a terminal would signal it beside the launcher.
      detached: true,
      execArgv: ['--enable-source-maps', '--import', new URL('leave-with-launcher.mjs', import.meta.url).href],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#running.set(name, child);
    child.once('exit', () => {
      if (this.#running.get(name) === child) this.#running.delete(name);
    });
    return child;
  }

  /**
   * @param {ProcessSpec} spec
   * @param {import('node:child_process').ChildProcess} child
   * @param {number} failures in a row before this one
   */
  #restartWhenItEnds(spec, child, failures) {
    const since = performance.now();
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      const inARow = performance.now() - since > SETTLED_MS ? 0 : failures;
      const delayMs = inARow === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (inARow - 1), LAST_DELAY_MS);
      console.log(
        `The ${spec.name} ended (${signal ?? `code ${code}`}); starting it again${delayMs ? ` in ${delayMs / 1000} s` : ''}.`,
      );
      const timer = setTimeout(() => {
        this.#restarts.delete(timer);
        this.#restartWhenItEnds(spec, this.#spawn(spec), inARow + 1);
      }, delayMs);
      this.#restarts.add(timer);
    });
  }

  /** @param {string} name */
  async #end(name) {
    const child = this.#running.get(name);
    if (!child) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const deadline = setTimeout(() => {
      console.log(`The ${name} did not end in ${this.#killAfterMs / 1000} s; killing it.`);
      child.kill('SIGKILL');
    }, this.#killAfterMs);
    await exited;
    clearTimeout(deadline);
  }
}
