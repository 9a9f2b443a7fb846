import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { StepError } from './steps.mjs';

/** Nothing takes as long to stop: processes have 30 s, PostgreSQL 60 s. */
const STOP_DEADLINE_MS = 100_000;

/** An `npm start` in a terminal of its own. */
export class StartedSystem {
  #child;
  #printed = '';
  /** Of the API. */
  url = '';

  /** @param {string} folder the checkout @param {NodeJS.ProcessEnv} env */
  constructor(folder, env) {
    // A process group of its own, which Ctrl-C reaches as a whole.
    const options = { cwd: folder, env, detached: true };
    this.#child = spawn('npm', ['start'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (this.#printed += text));
  }

  /**
   * Resolves when it has printed its line of curl: the demo brand is there.
   * @throws {StepError} with what it printed, when it ends before
   */
  async ready() {
    const ended = once(this.#child, 'exit').then(() => {
      throw new StepError(`npm start has ended:\n${this.#printed}`);
    });
    for (;;) {
      const [, url] = /^curl -X POST (http:\S+)\/api\/jobs /m.exec(this.#printed) ?? [];
      if (url) {
        this.url = url;
        // It will be ended: nobody waits for that here any more.
        ended.catch(() => undefined);
        return;
      }
      await Promise.race([once(this.#child.stdout, 'data'), ended]);
    }
  }

  /** Ends it as Ctrl-C does; resolves when it is gone. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#signal('SIGKILL'), STOP_DEADLINE_MS);
    this.#signal('SIGINT');
    await ended;
    clearTimeout(timer);
  }

  /** @param {NodeJS.Signals} signal */
  #signal(signal) {
    if (this.#child.pid) process.kill(-this.#child.pid, signal);
  }
}
