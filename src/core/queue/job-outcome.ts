import { JobCancelledError, JobError, PermanentJobError, RateLimitedJobError } from './job-errors.js';
import type { AbortCause } from './lease.js';
import type { Finish } from './repository/finish-jobs.js';
import type { Started } from './repository/start-jobs.js';

/** How a run ended: with its serialized result, or with what was thrown and what had told it to stop. */
export type Ending = { result: string } | { error: unknown; abortedBy: AbortCause | null };

/** When to try again. */
export interface RetryPolicy {
  /** Milliseconds before the second, third, … attempt. */
  backoffMs: readonly number[];
  /** A number of [0, 1) that spreads retries, so that those that failed together do not come back together. */
  random: () => number;
}

/** A rate-limited job is put off for at most this long in all (docs/architecture.md). */
const LONGEST_SNOOZE_MS = 24 * 3_600_000;

/** Delays vary by ± this share. */
const JITTER = 0.1;

const LONGEST_ERROR = 2_000;

type Verdict = Pick<Finish, 'outcome' | 'status' | 'runAt' | 'refund'>;

/**
 * What a run's end means for its job: the closed set of docs/architecture.md.
 * @param timeLimitMs named in the sentence of a time-out
 */
export function conclude(job: Started, ending: Ending, timeLimitMs: number, policy: RetryPolicy): Finish {
  const fence = { jobId: job.id, token: job.token };
  if ('result' in ending) {
    const verdict: Verdict = { outcome: 'COMPLETED', status: 'COMPLETED', runAt: null, refund: false };
    return { ...fence, ...verdict, result: ending.result, error: null, errorCode: null };
  }
  const error = toJobError(ending, timeLimitMs);
  return {
    ...fence,
    ...judge(job, error, ending.abortedBy, policy),
    result: null,
    error: error.message.replaceAll('\0', '').slice(0, LONGEST_ERROR).toWellFormed(),
    errorCode: error.code,
  };
}

function judge(job: Started, error: JobError, abortedBy: AbortCause | null, policy: RetryPolicy): Verdict {
  if (error instanceof PermanentJobError) return failed;
  if (error instanceof JobCancelledError) return { ...failed, outcome: 'CANCELLED', status: 'CANCELLED' };
  if (abortedBy === 'SHUTDOWN') return { outcome: 'INTERRUPTED', status: 'PENDING', runAt: { inMs: 0 }, refund: true };
  if (error instanceof RateLimitedJobError) {
    const since = job.snoozedSince ?? job.startedAt!;
    if (error.until.getTime() - since.getTime() > LONGEST_SNOOZE_MS) return failed;
    return { outcome: 'SNOOZED', status: 'PENDING', runAt: { at: error.until }, refund: true };
  }
  const delay = policy.backoffMs[job.attempts - 1];
  if (delay === undefined || job.attempts >= job.maxAttempts) return failed;
  const spread = 1 + JITTER * (2 * policy.random() - 1);
  return { outcome: 'RETRIED', status: 'PENDING', runAt: { inMs: Math.round(delay * spread) }, refund: false };
}

const failed: Verdict = { outcome: 'FAILED', status: 'FAILED', runAt: null, refund: false };

/** Anything that is not one of the words is transient, and its text is for the log only. */
function toJobError(ending: { error: unknown; abortedBy: AbortCause | null }, timeLimitMs: number): JobError {
  const { error, abortedBy } = ending;
  if (error instanceof PermanentJobError || error instanceof JobCancelledError) return error;
  if (abortedBy === 'CANCELLED') return new JobCancelledError();
  if (abortedBy === 'TIMEOUT') {
    return new UnexpectedJobError(`It did not finish within its ${timeLimitMs / 1000} s`, {
      code: 'TIMEOUT',
      cause: error,
    });
  }
  if (abortedBy === 'SHUTDOWN') {
    return new UnexpectedJobError('Its worker was shut down; it runs again', { code: 'INTERRUPTED', cause: error });
  }
  if (error instanceof JobError) return error;
  return new UnexpectedJobError('It met an unexpected error, which is in the worker’s log under this job’s id', {
    code: 'INTERNAL_ERROR',
    cause: error,
  });
}

/** What stands in for an error whose own text is not for users. */
class UnexpectedJobError extends JobError {}
