import type { Logger } from 'pino';
import type { JobContract, PayloadOf, ResultOf } from './define-job.js';

/** What a handler is given for one attempt. */
export interface JobContext<Payload extends object> {
  readonly jobId: string;
  readonly organizationId: string;
  readonly payload: Payload;
  /** 1 for the first; snoozed, interrupted and lost attempts are not counted. */
  readonly attempt: number;
  /** True when nothing may be published, saved or paid; the result says what would have happened. */
  readonly dryRun: boolean;
  /** The dispatch's fence: a save that must happen once locks the `unfinished` row by it. */
  readonly token: bigint;
  /** Aborts on the time limit, on cancellation, at shutdown and when the lease is lost. Every I/O call gets it. */
  readonly signal: AbortSignal;
  /** Runs an outside write only while the lease is known to hold, else throws. */
  effect<T>(write: () => Promise<T>): Promise<T>;
  /** Shows how far it is: percent 0…100 and a sentence. Written at most once a second. */
  progress(percent: number, message?: string): void;
  /** Carries jobId, jobType and attempt in every line. */
  readonly log: Logger;
}

/** A job that has failed for good. */
export interface FailedJob<Payload extends object> {
  readonly jobId: string;
  readonly organizationId: string;
  readonly payload: Payload;
  /** The sentence that users see. */
  readonly error: string;
}

/** The work of one job type: one method. It returns the result or throws one of the words of job-errors.ts. */
export interface JobHandler<Contract extends JobContract> {
  handle(context: JobContext<PayloadOf<Contract>>): Promise<ResultOf<Contract>>;
  /** Told after a job of this type has failed for good, unless it was a dry run or its worker was lost. What it throws is logged. */
  failed?(job: FailedJob<PayloadOf<Contract>>): Promise<void>;
}
