import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { LOGGER } from '../core/logging/logger.js';
import { ScheduleFiring } from './schedule-firing.js';
import { SweepRounds } from './sweep-rounds.js';

/** How often due schedules are looked for: a slot is fired well within a second of its time. */
const SCHEDULES_MS = 250;
const SWEEPS_MS = 1_000;
const RENEWAL_MS = 60_000;

/** What is done again and again. */
type Duty = 'schedules' | 'sweeps' | 'renewal';

/** The scheduler's clock: looks again and again for what is due. Whether it is, the database's clock says. */
@Injectable()
export class SchedulerClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running = new Map<Duty, Promise<void>>();
  private readonly failing = new Set<Duty>();
  private stopped = false;

  constructor(
    private readonly firing: ScheduleFiring,
    private readonly rounds: SweepRounds,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.rounds.prepare();
    this.renew();
  }

  @Interval(SCHEDULES_MS)
  fire(): void {
    this.perform('schedules', () => this.firing.fire(this.isStopped));
  }

  @Interval(SWEEPS_MS)
  sweep(): void {
    this.perform('sweeps', () => this.rounds.run(this.isStopped));
  }

  @Interval(RENEWAL_MS)
  renew(): void {
    this.perform('renewal', () => this.firing.renew(this.isStopped));
  }

  /** Ends with the transactions that are under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running.values());
  }

  private readonly isStopped = (): boolean => this.stopped;

  /** Does it unless it is being done; what goes wrong is tried again the next time, and said once. */
  private perform(duty: Duty, work: () => Promise<void>): void {
    if (this.stopped || this.running.has(duty)) return;
    const run = work()
      .then(
        () => void this.failing.delete(duty),
        (error: unknown) => {
          if (!this.failing.has(duty))
            this.log.warn({ err: error, duty }, 'What is due could not be done; trying again');
          this.failing.add(duty);
        },
      )
      .finally(() => this.running.delete(duty));
    this.running.set(duty, run);
  }
}
