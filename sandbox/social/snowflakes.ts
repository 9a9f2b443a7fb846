import { randomInt } from 'node:crypto';
import type { Clock } from '../clock.js';

const SEQUENCE_BITS = 22n;

/** Ids that hold their time, as X and LinkedIn make them: later ones are greater, and a restart repeats none. */
export class Snowflakes {
  #sequence = randomInt(2 ** 22);

  /** @param epochMs the Unix time in milliseconds that the ids count from */
  constructor(
    private readonly clock: Clock,
    private readonly epochMs = 0,
  ) {}

  next(): string {
    this.#sequence = (this.#sequence + 1) % 2 ** 22;
    return String((BigInt(this.clock.now().getTime() - this.epochMs) << SEQUENCE_BITS) | BigInt(this.#sequence));
  }
}
