import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { isRowError } from '../database/sql.js';
import { LOGGER } from '../logging/logger.js';
import { Coalescer } from './coalescer.js';
import { FinishRate } from './finish-rate.js';
import type { Job } from './job.js';
import { JobEvents } from './job-events.js';
import type { Lease } from './lease.js';
import { LeaseKeeper, WORKER_ID } from './lease-keeper.js';
import { monotonicMs } from './monotonic.js';
import type { Dispatched } from './repository/dispatch-jobs.js';
import { type Finish, finishJobs, type Finished } from './repository/finish-jobs.js';
import { type Progress, reportProgress } from './repository/report-progress.js';
import { type Started, startJobs } from './repository/start-jobs.js';

/** One statement at a time, and rows enough for what gathers while it runs. Two would lock the same rows of `workers`. */
const batching = { slots: 1, maxBatch: 500 };

/** The wait before a start or an outcome is written again, doubling up to the longest. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;

/** A run that was started, and its lease, which is kept from then on. */
export interface Claim {
  job: Started;
  lease: Lease;
}

/** What a worker writes of its runs: starts, progress, outcomes. Runs of one moment share a statement. */
@Injectable()
export class RunJournal {
  private readonly rates = new Map<string, FinishRate>();
  private readonly starts: Coalescer<Dispatched, Claim | null>;
  private readonly finishes: Coalescer<Finish, Finished>;
  private readonly progresses: Coalescer<Progress, undefined>;

  constructor(
    database: Database,
    leases: LeaseKeeper,
    private readonly events: JobEvents,
    @Inject(CONFIG) config: Config,
    @Inject(WORKER_ID) workerId: string,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.starts = new Coalescer(async (entries) => {
      const sentAt = monotonicMs();
      const jobs = await startJobs(database, entries, workerId, config.JOB_LEASE_MS);
      events.changed(jobs);
      const held = leases.hold(jobs, sentAt);
      const byToken = new Map(jobs.map((job, index) => [job.token, { job, lease: held[index]! }]));
      return entries.map((entry) => byToken.get(entry.token) ?? null);
    }, batching);
    this.finishes = new Coalescer(
      (entries) => finishJobs(database, entries, { id: workerId, speed: this.speed() }),
      batching,
    );
    this.progresses = new Coalescer(async (entries) => {
      events.changed(await reportProgress(database, entries));
      return entries.map(() => undefined);
    }, batching);
  }

  /** Starts a run. Null: its dispatch is no longer the current one (cancelled, dispatched anew, run elsewhere). */
  start(entry: Dispatched): Promise<Claim | null> {
    return this.untilAnswered(entry, () => this.starts.submit(entry));
  }

  /**
   * Reports an outcome until the database has answered. However long that takes, the token keeps a late one out.
   * @throws what the database says of a row that it refuses
   */
  async finish(finish: Finish, { id, organizationId, queue }: Job): Promise<Finished> {
    this.rate(queue).add();
    const finished = await this.untilAnswered(finish, () => this.finishes.submit(finish));
    if (finished !== 'LEASE_LOST') this.events.changed([{ id, organizationId }]);
    return finished;
  }

  /** Writes how far a run is. Progress that cannot be written is lost. */
  async progress(progress: Progress): Promise<void> {
    try {
      await this.progresses.submit(progress);
    } catch (error) {
      this.log.debug({ err: error, jobId: progress.jobId }, 'Progress could not be written');
    }
  }

  /** Both statements may be repeated: an answer that was lost after COMMIT comes again. */
  private async untilAnswered<T>({ jobId }: Dispatched, ask: () => Promise<T>): Promise<T> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        return await ask();
      } catch (error) {
        if (isRowError(error)) throw error;
        this.log.warn({ err: error, jobId }, 'The record could not be written; trying again');
        await delay(wait);
      }
    }
  }

  private rate(queue: string): FinishRate {
    const rate = this.rates.get(queue) ?? new FinishRate();
    this.rates.set(queue, rate);
    return rate;
  }

  private speed(): Record<string, number> {
    return Object.fromEntries([...this.rates].map(([queue, rate]) => [queue, rate.recent]));
  }
}
