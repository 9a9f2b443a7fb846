import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { countRun, measureStart } from '../telemetry/job-metrics.js';
import { noteOutcome, traceRun } from '../telemetry/job-spans.js';
import type { JobContract } from './define-job.js';
import { Dispatcher } from './dispatcher.js';
import { TransientJobError } from './job-errors.js';
import { runHandler } from './handler-run.js';
import { JobHandlers } from './job-handlers.js';
import { conclude, type Ending } from './job-outcome.js';
import { JobRegistry } from './job-registry.js';
import type { Lease } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { Dispatched } from './repository/dispatch-jobs.js';
import type { Finish, Finished } from './repository/finish-jobs.js';
import type { Started } from './repository/start-jobs.js';
import { returnToReady } from './repository/window.js';
import { monotonicMs } from './monotonic.js';
import { RunJournal } from './run-journal.js';
import { runsSolo, SoloHandler } from './solo-handler.js';

/** What handlers have to end in once they are interrupted at shutdown. */
const INTERRUPTION_MS = 5_000;

/** Runs jobs: start → validate → handle → conclude → report → free the slot. */
@Injectable()
export class JobRunner {
  private readonly runs = new Map<Promise<void>, Lease>();
  private accepting = true;
  private lastEndedAt: Date | null = null;
  private exit: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly registry: JobRegistry,
    private readonly handlers: JobHandlers,
    private readonly leases: LeaseKeeper,
    private readonly journal: RunJournal,
    private readonly dispatcher: Dispatcher,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** When this process last wrote an outcome. */
  get lastProcessedAt(): Date | null {
    return this.lastEndedAt;
  }

  /** How many handlers hold a slot of a queue. */
  running(queue: string): number {
    return [...this.runs.values()].filter((lease) => lease.queue === queue).length;
  }

  /** @param exit drains and ends the process, for when a handler will never give its slot back */
  start(exit: () => void): void {
    this.exit = exit;
  }

  /** Runs what a delivery names; resolves when its slot is free. A delivery whose dispatch is no longer current just ends. */
  async run(entry: Dispatched, queue: string): Promise<void> {
    if (!this.accepting) {
      await this.database.transaction((sql) => returnToReady(sql, queue, [entry]));
      return;
    }
    const claim = await this.journal.start(entry);
    this.dispatcher.wake(queue);
    if (!claim) return;
    const { job, lease } = claim;
    measureStart(job);
    const run = traceRun(job, () => this.attempt(job, this.registry.find(job.type), lease)).finally(() =>
      this.runs.delete(run),
    );
    this.runs.set(run, lease);
    await run;
  }

  /**
   * Takes no more jobs, lets those that run finish for `timeoutMs`, then interrupts them and writes their outcomes.
   * Resolves when all have ended or have had their time.
   */
  async drain(timeoutMs: number): Promise<void> {
    this.accepting = false;
    await this.settle(timeoutMs);
    if (this.runs.size === 0) return;
    this.log.warn({ running: this.runs.size }, 'Jobs still run; interrupting them');
    for (const lease of this.runs.values()) lease.abort('SHUTDOWN');
    await this.settle(INTERRUPTION_MS);
  }

  private async settle(timeoutMs: number): Promise<void> {
    const ended = new AbortController();
    const timedOut = delay(timeoutMs, undefined, { signal: ended.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.runs.keys()), timedOut]);
    ended.abort();
  }

  private async attempt(job: Started, contract: JobContract | undefined, lease: Lease): Promise<void> {
    const log = this.log.child({ jobId: job.id, jobType: job.type, attempt: job.attempts });
    log.info({ event: 'started', queue: job.queue }, 'Job started');
    const handler = this.handlers.find(job.type);
    if (!contract || !handler) {
      await this.report(job, { error: unknownType(job.type), abortedBy: null }, 0, lease, log);
      return;
    }
    const { ending, settled } = runHandler({
      job,
      contract,
      handler: runsSolo(job) ? new SoloHandler(job.type, job.losses) : handler,
      lease,
      log,
      progress: (percent, message) => {
        log.debug({ event: 'progress', percent }, 'Job progress');
        void this.journal.progress({ jobId: job.id, token: job.token, percent, message });
      },
      overdue: () => {
        log.fatal('A handler ignores that its time is over; this process drains and exits');
        this.exit();
      },
    });
    await this.report(job, await ending, contract.timeLimitMs, lease, log);
    await settled;
  }

  private async report(job: Started, ending: Ending, timeLimitMs: number, lease: Lease, log: Logger): Promise<void> {
    const policy = { backoffMs: this.config.JOB_BACKOFF_MS, random: Math.random };
    const finish = conclude(job, ending, timeLimitMs, policy);
    const written = await this.write(finish, job, log);
    this.leases.release(lease);
    if (finish.runAt) this.dispatcher.wakeIn(job.queue, msUntil(finish.runAt));
    this.lastEndedAt = new Date();
    const durationMs = Math.round(monotonicMs() - lease.startedAt);
    if (written !== 'LEASE_LOST') countRun(job.type, finish, durationMs);
    noteOutcome(written === 'LEASE_LOST' ? 'REFUSED' : finish.outcome, finish.errorCode);
    const line = {
      event: events[finish.outcome],
      durationMs,
      ...(finish.error && { error: finish.error, errorCode: finish.errorCode }),
      ...('error' in ending && { err: ending.error }),
    };
    if (written === 'LEASE_LOST')
      log.warn({ ...line, event: 'refused' }, 'The outcome came under a lease that is lost; it is not written');
    else if (finish.status === 'FAILED') {
      log.error(line, 'Job failed');
      if (!job.dryRun) await this.tellHandler(job, finish, log);
    } else log.info(line, `Job ${events[finish.outcome]}`);
  }

  private async tellHandler(job: Started, { error }: Finish, log: Logger): Promise<void> {
    const { id: jobId, type, organizationId, payload } = job;
    try {
      await this.handlers.find(type)?.failed?.({ jobId, organizationId, payload, error: error ?? '' });
    } catch (thrown) {
      log.error({ err: thrown }, 'The handler could not take note that the job failed');
    }
  }

  private async write(finish: Finish, job: Started, log: Logger): Promise<Finished> {
    try {
      return await this.journal.finish(finish, job);
    } catch (error) {
      log.error({ err: error }, 'The database refuses this outcome; the job fails without its result');
      const refused = {
        ...finish,
        outcome: 'FAILED',
        status: 'FAILED',
        result: null,
        runAt: null,
        refund: false,
      } as const;
      return this.journal.finish(
        { ...refused, error: 'Its result cannot be stored', errorCode: 'RESULT_INVALID' },
        job,
      );
    }
  }
}

const events: Record<Finish['outcome'], string> = {
  COMPLETED: 'completed',
  RETRIED: 'retrying',
  FAILED: 'failed',
  SNOOZED: 'snoozed',
  INTERRUPTED: 'interrupted',
  CANCELLED: 'cancelled',
};

/** A millisecond more than asked for: the database's clock decides, and was read a moment later than ours. */
function msUntil(runAt: NonNullable<Finish['runAt']>): number {
  return Math.max('at' in runAt ? runAt.at.getTime() - Date.now() : runAt.inMs, 0) + 1;
}

function unknownType(type: string): TransientJobError {
  return new TransientJobError(`This worker has no handler for ${type}; one that has may take it`, {
    code: 'NO_HANDLER',
  });
}
