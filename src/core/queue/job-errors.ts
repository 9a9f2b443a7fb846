/**
 * The words with which a handler ends an attempt other than by returning. Anything else that it throws counts as transient.
 * Messages are shown to users (`error` of the job): no token, no payload text, no SQL.
 */
export abstract class JobError extends Error {
  /** A stable SCREAMING_SNAKE code for machines, `errorCode` of the job. */
  readonly code: string;

  constructor(message: string, options: { code: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.name = new.target.name;
  }
}

/** It may work next time: retried after the configured delays, then FAILED. */
export class TransientJobError extends JobError {
  constructor(message: string, options: { code?: string; cause?: unknown } = {}) {
    super(message, { code: options.code ?? 'TRANSIENT', cause: options.cause });
  }
}

/** It can never work as it stands (bad payload, missing key, content refused): FAILED at once. */
export class PermanentJobError extends JobError {
  constructor(message: string, options: { code?: string; cause?: unknown } = {}) {
    super(message, { code: options.code ?? 'PERMANENT', cause: options.cause });
  }
}

/** Someone asked us to wait: PENDING until then, the attempt given back; at most 24 hours in all. */
export class RateLimitedJobError extends JobError {
  /** The moment from which it may run again. */
  readonly until: Date;

  constructor(message: string, options: { until: Date; code?: string; cause?: unknown }) {
    super(message, { code: options.code ?? 'RATE_LIMITED', cause: options.cause });
    this.until = options.until;
  }
}

/** The work stopped because the job was cancelled. */
export class JobCancelledError extends JobError {
  constructor(message = 'The job was cancelled', options: { cause?: unknown } = {}) {
    super(message, { code: 'CANCELLED', cause: options.cause });
  }
}
