import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosClient, Wish } from './client.js';
import type { ChaosProcess } from './chaos-process.js';
import { eventually } from './eventually.js';
import type { Backend, Scale } from './engine-promise.js';
import type { Observer } from './observer.js';
import type { Random } from './random.js';
import type { ChaosSystem } from './system.js';
import type { Fault } from './verdict.js';

/** Everything is running again within this long of a fault (docs/architecture.md). */
const PATIENCE_MS = 60_000;

/** The engine looks for work every second, and mends its window every five. */
const SNARE_PATIENCE_MS = 20_000;

/** What a promise's run has at hand. */
export class Chaos {
  readonly faults: Fault[] = [];
  readonly problems: string[] = [];
  private readonly endsAt: number;
  private sent = 0;

  constructor(
    readonly system: ChaosSystem,
    readonly client: ChaosClient,
    readonly observer: Observer,
    readonly random: Random,
    readonly backend: Backend,
    readonly scale: Scale,
    readonly faultCount: number,
  ) {
    this.endsAt = Date.now() + scale.forMs;
  }

  /**
   * Notes that a fault is injected, or healed, now.
   * @param hit by what its recovery is measured: the jobs that the process ran, or the next that begins anywhere
   */
  readonly fault = (kind: string, hit?: ChaosProcess | 'system'): void => {
    this.faults.push({ kind, at: Date.now(), ...(hit && { hit: hit === 'system' ? hit : hit.pid }) });
  };

  /** Notes a problem unless the condition holds. */
  readonly expect = (condition: boolean, otherwise: string): void => {
    if (!condition) this.problems.push(otherwise);
  };

  /** Resolves when the query has a row. @throws Error when that takes longer than anything the engine promises */
  readonly seen = async (query: string, values: unknown[], what: string, patienceMs = PATIENCE_MS): Promise<void> => {
    await eventually(async () => (await this.system.query(query, values)).length > 0 || undefined, what, patienceMs);
  };

  /** Resolves when every job that there is has ended. */
  async allEnded(patienceMs = PATIENCE_MS): Promise<void> {
    await this.seen('SELECT WHERE NOT EXISTS (SELECT FROM engine.unfinished)', [], 'every job to end', patienceMs);
  }

  /** Resolves when the first of the snares has caught its statement. @throws Error when none comes by */
  async caught(snares: readonly { caught: Promise<void> }[]): Promise<void> {
    const given = new AbortController();
    const late = delay(SNARE_PATIENCE_MS, undefined, { signal: given.signal }).then(() => {
      throw new Error(`No statement came by within ${SNARE_PATIENCE_MS} ms`);
    });
    await Promise.race([...snares.map(({ caught }) => caught), late]).finally(() => given.abort());
  }

  /**
   * Spreads the load over the promise's faults: a part of the jobs, then a fault, as many as planned or as the time allows.
   * @param gapMs the least and the most time between two faults
   * @param inject one fault, from beginning to healing
   */
  async underLoad(gapMs: [number, number], inject: (index: number) => Promise<void>): Promise<void> {
    await this.times(async (index) => {
      this.sendShare(index);
      await delay(this.random.between(...gapMs));
      await inject(index);
    });
    this.sendShare(this.faultCount);
  }

  /** Sends what is due of the load before the fault of this index: by the faults there are to be, or by the time that is over. */
  sendShare(index: number, wish?: () => Wish): void {
    const { jobs, forMs } = this.scale;
    const over = Math.max((index + 1) / this.faultCount, 1 - (this.endsAt - Date.now()) / forMs);
    const due = Math.ceil(jobs * Math.min(1, over));
    this.client.send(due - this.sent, wish);
    this.sent = due;
  }

  /** Repeats something without load of its own, as many times as planned or as the time allows. */
  async times(work: (index: number) => Promise<void>): Promise<void> {
    for (let index = 0; index < this.faultCount && Date.now() < this.endsAt; index += 1) await work(index);
  }
}
