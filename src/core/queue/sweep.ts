import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ScheduledWish } from './job-creator.js';

/** One run of a sweep: the jobs that it makes begin within `intervalMs` of `startedAt`. */
export interface SweepRound {
  readonly startedAt: Date;
  /** From one run of the sweep to the next. */
  readonly intervalMs: number;
}

/** What a part of a round found. */
export interface SweepPage {
  wishes: ScheduledWish[];
  /** Where the next part begins; null when this was the last. */
  after: string | null;
}

/** Looks for what is due at fixed times, and makes one job each. */
export interface Sweep {
  readonly name: string;
  /** When it looks, in UTC. */
  readonly cron: string;
  /**
   * A part of what is due, in the order of ids.
   * @param after where the part before ended, null for the first
   * @param limit how many rows it looks at
   */
  findDue(round: SweepRound, after: string | null, limit: number): Promise<SweepPage>;
}

/** Every sweep of this process; a feature adds its own. Only the scheduler runs them. */
@Injectable()
export class SweepRegistry {
  private readonly sweeps = new Map<string, Sweep>();

  /** @throws Error when there is one of that name */
  add(sweep: Sweep): void {
    if (this.sweeps.has(sweep.name)) throw new Error(`Two sweeps are called ${sweep.name}: rename one of them`);
    this.sweeps.set(sweep.name, sweep);
  }

  get all(): Sweep[] {
    return [...this.sweeps.values()];
  }
}

/** When something has its turn in a round: always at the same place, and evenly spread whatever the ids look like. */
export function turnOf(id: string, { startedAt, intervalMs }: SweepRound): Date {
  const place = createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32;
  return new Date(startedAt.getTime() + place * intervalMs);
}
