import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.js';

/** Something that a stand-in did for an account, as the real service would have. */
export interface Effect {
  readonly service: string;
  readonly account: string;
  readonly kind: string;
  readonly id: string;
  readonly text: string;
}

/** The append-only log of everything the stand-ins did, also what a fault kept the caller from hearing of. */
export class Effects {
  readonly #file: string;

  /** @param dir where `sandbox-effects.jsonl` is kept; made if it does not exist */
  constructor(
    dir: string,
    private readonly clock: Clock,
  ) {
    mkdirSync(dir, { recursive: true });
    this.#file = join(dir, 'sandbox-effects.jsonl');
  }

  /** Written before the answer goes out, so the log is never behind what a caller knows. */
  record(effect: Effect): void {
    appendFileSync(this.#file, `${JSON.stringify({ at: this.clock.now().toISOString(), ...effect })}\n`);
  }

  /** JSON lines, oldest first. */
  read(): string {
    return existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : '';
  }
}
