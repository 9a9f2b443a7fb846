import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { validate } from '../validation/validate.js';
import type { JobContract } from './define-job.js';
import { Dispatcher } from './dispatcher.js';
import { PermanentJobError, TransientJobError } from './job-errors.js';
import type { JobContext, JobHandler } from './job-handler.js';
import { JobHandlers } from './job-handlers.js';
import { conclude, type Ending } from './job-outcome.js';
import { JobRegistry } from './job-registry.js';
import { serializeResult } from './job-result.js';
import type { Lease } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import { ProgressThrottle } from './progress-throttle.js';
import type { Dispatched } from './repository/dispatch-jobs.js';
import type { Finish, Finished } from './repository/finish-jobs.js';
import type { Started } from './repository/start-jobs.js';
import { returnToReady } from './repository/window.js';
import { RunJournal } from './run-journal.js';

/** A handler that was told to stop has this long to return before its lease is revoked and the outcome written without it. */
const ABORT_GRACE_MS = 10_000;

/** A handler that still holds its slot this long past its limit has it for ever: the process drains and exits. */
const OVERDUE_MS = 60_000;

/** A run in this process. `settled` is when its handler has returned, which may be after its outcome was written. */
interface Run {
  lease: Lease;
  settled: Promise<void>;
}

/** Runs jobs: start → validate → handle → conclude → report → free the slot. */
@Injectable()
export class JobRunner {
  private readonly runs = new Set<Run>();
  private accepting = true;
  private lastEndedAt: Date | null = null;
  private onOverdue: () => void = () => undefined;

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

  /** @param exit called when a handler will never give its slot back */
  start(exit: () => void): void {
    this.onOverdue = exit;
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
    const { job, sentAt } = claim;
    const contract = this.registry.find(job.type);
    const handler = this.handlers.find(job.type);
    const lease = this.leases.hold(job, sentAt, contract?.timeLimitMs ?? 0);
    const log = this.log.child({ jobId: job.id, jobType: job.type, attempt: job.attempts });
    log.info({ event: 'started', queue }, 'Job started');

    const work =
      contract && handler
        ? this.work(job, contract, handler, lease, log)
        : Promise.resolve<Ending>({ error: unknownType(job.type), abortedBy: null });
    const run: Run = { lease, settled: work.then(() => undefined) };
    this.runs.add(run);
    try {
      const ending = await this.endOf(work, lease);
      await this.report(job, ending, contract?.timeLimitMs ?? 0, lease, log);
    } finally {
      this.leases.release(lease);
      await run.settled;
      this.runs.delete(run);
      this.dispatcher.wake(queue);
    }
  }

  /**
   * Takes no more jobs, lets those that run finish for `timeoutMs`, then interrupts them and writes their outcomes.
   * Resolves when all have ended or have had their time.
   */
  async drain(timeoutMs: number): Promise<void> {
    this.accepting = false;
    if (await this.settle(timeoutMs)) return;
    this.log.warn({ running: this.runs.size }, 'Jobs still run; interrupting them');
    for (const run of this.runs) run.lease.abort('SHUTDOWN');
    await this.settle(ABORT_GRACE_MS / 2);
  }

  private async settle(timeoutMs: number): Promise<boolean> {
    const given = new AbortController();
    const all = async (): Promise<boolean> => {
      while (this.runs.size > 0) await Promise.race([...this.runs].map((run) => run.settled.then(() => delay(1))));
      return true;
    };
    const late = delay(timeoutMs, false, { signal: given.signal }).catch(() => false);
    const settled = await Promise.race([all(), late]);
    given.abort();
    return settled;
  }

  private async work(
    job: Started,
    contract: JobContract,
    handler: JobHandler<JobContract>,
    lease: Lease,
    log: Logger,
  ): Promise<Ending> {
    const limit = setTimeout(() => lease.abort('TIMEOUT'), contract.timeLimitMs);
    const overdue = setTimeout(() => {
      log.fatal('A handler ignores that its time is over; this process drains and exits');
      this.onOverdue();
    }, contract.timeLimitMs + OVERDUE_MS);
    const progress = new ProgressThrottle((percent, message) => {
      log.debug({ event: 'progress', percent }, 'Job progress');
      void this.journal.progress({ jobId: job.id, token: job.token, percent, message });
    });
    try {
      const result = await handler.handle(contextOf(job, contract, lease, progress, log));
      return { result: serializeResult(result) };
    } catch (error) {
      return { error, abortedBy: lease.abortedBy };
    } finally {
      progress.close();
      clearTimeout(limit);
      clearTimeout(overdue);
    }
  }

  /** The end of the work, or, where it does not heed being stopped, an end without it: then it may begin no effect any more. */
  private async endOf(work: Promise<Ending>, lease: Lease): Promise<Ending> {
    let grace: NodeJS.Timeout | undefined;
    let stop = (): void => undefined;
    const ignored = new Promise<Ending>((resolve) => {
      stop = () => {
        grace = setTimeout(() => {
          lease.revoke();
          resolve({ error: lease.signal.reason, abortedBy: lease.abortedBy });
        }, ABORT_GRACE_MS);
      };
    });
    lease.signal.addEventListener('abort', stop, { once: true });
    const ending = await Promise.race([work, ignored]);
    lease.signal.removeEventListener('abort', stop);
    clearTimeout(grace);
    return ending;
  }

  private async report(job: Started, ending: Ending, timeLimitMs: number, lease: Lease, log: Logger): Promise<void> {
    const policy = { backoffMs: this.config.JOB_BACKOFF_MS, random: Math.random };
    const finish = conclude(job, ending, timeLimitMs, policy);
    const written = await this.write(finish, job.queue, lease, log);
    this.lastEndedAt = new Date();
    const line = {
      event: events[finish.outcome],
      durationMs: Date.now() - job.startedAt!.getTime(),
      ...(finish.error && { error: finish.error, errorCode: finish.errorCode }),
      ...('error' in ending && { err: ending.error }),
    };
    if (written === 'LEASE_LOST')
      log.warn({ ...line, event: 'refused' }, 'The outcome came under a lease that is lost; it is not written');
    else if (finish.status === 'FAILED') log.error(line, 'Job failed');
    else log.info(line, `Job ${events[finish.outcome]}`);
  }

  private async write(finish: Finish, queue: string, lease: Lease, log: Logger): Promise<Finished> {
    try {
      return await this.journal.finish(finish, queue, lease);
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
        queue,
        lease,
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

function unknownType(type: string): TransientJobError {
  return new TransientJobError(`This worker has no handler for ${type}; one that has may take it`, {
    code: 'NO_HANDLER',
  });
}

/** @throws {PermanentJobError} when the payload does not fit its contract any more: the row can be older than the code */
function contextOf(
  job: Started,
  contract: JobContract,
  lease: Lease,
  progress: ProgressThrottle,
  log: Logger,
): JobContext<object> {
  const checked = validate(contract.payload, job.payload);
  if ('issues' in checked) {
    const [issue] = checked.issues;
    throw new PermanentJobError(
      `Its payload does not fit ${contract.type}: ${issue?.path.join('.')} ${issue?.message}`,
      {
        code: 'INVALID_PAYLOAD',
      },
    );
  }
  return {
    jobId: job.id,
    organizationId: job.organizationId,
    payload: checked.value,
    attempt: job.attempts,
    dryRun: job.dryRun,
    token: job.token,
    signal: lease.signal,
    log,
    progress: (percent, message) => progress.report(percent, message),
    async effect(write) {
      // The thread's latest word on the lease is heard first, also after a block of the event loop.
      await setImmediate();
      lease.signal.throwIfAborted();
      if (!lease.holds())
        throw new TransientJobError('The lease ran out before the effect could begin', { code: 'LEASE_LOST' });
      return write();
    },
  };
}
