import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from './steps.mjs';

/** PostgreSQL has 60 s to write its memory to disk. */
const END_DEADLINE_MS = 90_000;

/** A bash that keeps its variables and functions from one command to the next, as a terminal does. */
export class Shell {
  #child;
  #printed = '';
  /** Rejects when the shell has ended. */
  #ended;

  /** @param {string} cwd @param {NodeJS.ProcessEnv} env */
  constructor(cwd, env) {
    // A process group of its own: what a command has started ends with it.
    this.#child = spawn('bash', ['--norc', '--noprofile'], { cwd, env, detached: true, stdio: 'pipe' });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (this.#printed += text));
    this.#ended = once(this.#child, 'exit').then(() => {
      throw new StepError(`The shell has ended:\n${this.#printed}`);
    });
    // Who runs a command hears of it; an end that nobody waits for is as it should be.
    this.#ended.catch(() => undefined);
    this.#child.stdin.write('exec 2>&1\n');
  }

  /**
   * Runs one command, which has no standard input.
   * @param {string} command
   * @returns {Promise<{ code: number, printed: string }>}
   */
  async run(command) {
    const end = `end-${randomUUID()}`;
    this.#printed = '';
    this.#child.stdin.write(`{\n${command}\n} </dev/null; printf '%s %s\\n' ${end} $?\n`);
    for (;;) {
      const [printed = '', code] = this.#printed.split(`${end} `);
      if (code?.endsWith('\n')) return { code: Number(code), printed };
      await Promise.race([once(this.#child.stdout, 'data'), this.#ended]);
    }
  }

  /** Ends it with whatever it runs, which may clean up; resolves when all of that is gone. */
  async end() {
    const killAt = Date.now() + END_DEADLINE_MS;
    for (let signal = 'SIGTERM'; this.#signal(signal); signal = Date.now() > killAt ? 'SIGKILL' : '0') await sleep(50);
  }

  /** @param {string} signal `0` only asks @returns whether there was a process that could get it */
  #signal(signal) {
    try {
      return process.kill(-Number(this.#child.pid), signal === '0' ? 0 : signal);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') return false;
      throw error;
    }
  }
}
