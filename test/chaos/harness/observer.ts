import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosSystem } from './system.js';

const EVERY_MS = 50;

/** Looks at the engine's rows from outside, again and again: what they show at a moment is not in them at the end. */
export class Observer {
  /** Until when each token's lease held, as last seen, ms since 1970. */
  readonly leaseEnds = new Map<string, number>();
  /** The most jobs that waited in the window at one time. */
  largestWindow = 0;
  private stopped = false;
  private readonly looking: Promise<void>;

  constructor(private readonly system: ChaosSystem) {
    this.looking = this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    while (!this.stopped) {
      try {
        const rows = await this.system.query<{ phase: string; token: string; leaseUntil: Date | null }>(
          `SELECT phase, token, lease_until AS "leaseUntil" FROM engine.unfinished WHERE phase IN ('w', 'x')`,
        );
        this.largestWindow = Math.max(this.largestWindow, rows.filter(({ phase }) => phase === 'w').length);
        for (const { token, leaseUntil } of rows) if (leaseUntil) this.leaseEnds.set(token, leaseUntil.getTime());
      } catch {
        // PostgreSQL is down, which is one of the faults.
      }
      await delay(EVERY_MS);
    }
  }
}
