import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { validate } from '../validation/validate.js';
import type { JobContract } from './define-job.js';
import { PermanentJobError, TransientJobError } from './job-errors.js';
import type { JobContext, JobHandler } from './job-handler.js';
import type { Ending } from './job-outcome.js';
import { serializeResult } from './job-result.js';
import type { Lease } from './lease.js';
import { ProgressThrottle } from './progress-throttle.js';
import type { Started } from './repository/start-jobs.js';
import { ownStrayErrors, type StrayJobError } from './stray-errors.js';

/** A handler that was told to stop has this long to return before its outcome is written without it. */
export const ABORT_GRACE_MS = 10_000;

/** A handler that still holds its slot this long past its limit has it for ever (docs/architecture.md). */
const OVERDUE_MS = 60_000;

/** What one attempt runs with. */
export interface HandlerCall {
  job: Started;
  contract: JobContract;
  /** `prepare` is no part of the job's time; what it throws ends the attempt. */
  handler: JobHandler<JobContract> & { prepare?(signal: AbortSignal): Promise<void> };
  lease: Lease;
  log: Logger;
  progress(percent: number, message: string | null): void;
  /** Called when the handler will never give its slot back. */
  overdue(): void;
}

/** An attempt under way. */
export interface HandlerRun {
  /** How the attempt ended. From then on the lease allows no effect, whether the handler has returned or not. */
  ending: Promise<Ending>;
  /** When the handler has returned, and its slot is free. */
  settled: Promise<void>;
}

/** Calls a handler within its time limit. Neither promise ever rejects. */
export function runHandler(call: HandlerCall): HandlerRun {
  const { contract, lease } = call;
  const progress = new ProgressThrottle(call.progress);
  let limit: NodeJS.Timeout | undefined;
  let overdue: NodeJS.Timeout | undefined;
  let grace: NodeJS.Timeout | undefined;
  const begin = (): void => {
    limit = setTimeout(() => lease.abort('TIMEOUT'), contract.timeLimitMs);
    overdue = setTimeout(call.overdue, contract.timeLimitMs + OVERDUE_MS);
  };

  const cutOff = new Promise<Ending>((resolve) => {
    lease.signal.addEventListener('abort', () => {
      grace = setTimeout(() => resolve({ error: lease.signal.reason, abortedBy: lease.abortedBy }), ABORT_GRACE_MS);
    });
  });
  let escape: (error: StrayJobError) => void = () => undefined;
  const escaped = new Promise<Ending>((resolve) => {
    escape = (error) => {
      resolve({ error, abortedBy: null });
      lease.abort('STRAY_ERROR');
    };
  });
  const returned = ownStrayErrors({ jobId: call.job.id, fail: escape }, () => callHandler(call, progress, begin));

  const settled = returned.then(() => {
    clearTimeout(overdue);
  });
  const ending = Promise.race([returned, cutOff, escaped]).then((end) => {
    lease.endEffects();
    progress.close();
    clearTimeout(limit);
    clearTimeout(grace);
    return end;
  });
  return { ending, settled };
}

async function callHandler(call: HandlerCall, progress: ProgressThrottle, begin: () => void): Promise<Ending> {
  const { handler, lease } = call;
  try {
    const context = contextOf(call, progress);
    await handler.prepare?.(lease.signal);
    begin();
    return { result: serializeResult(await handler.handle(context)) };
  } catch (error) {
    return { error, abortedBy: lease.abortedBy };
  }
}

/** @throws {PermanentJobError} when the payload does not fit its contract any more: the row can be older than the code */
function contextOf({ job, contract, lease, log }: HandlerCall, progress: ProgressThrottle): JobContext<object> {
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
      if (!lease.allowsEffects())
        throw new TransientJobError('The lease ran out before the effect could begin', { code: 'LEASE_LOST' });
      return write();
    },
  };
}
