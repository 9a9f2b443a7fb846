import { JobStatus } from '../database/enums.js';

/**
 * Every change of a job's status, by the name of what does it. The statements of `repository/` apply these and no other;
 * test/integration/job-state.test.ts tries each of them from each status.
 * `null` stands for a job that is not there yet.
 */
export const transitions = {
  create: { from: null, to: [JobStatus.PENDING] },
  start: { from: JobStatus.PENDING, to: [JobStatus.RUNNING] },
  /** To CANCELLED where PENDING was asked for and a cancel request stands. */
  finish: {
    from: JobStatus.RUNNING,
    to: [JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.PENDING, JobStatus.CANCELLED],
  },
  recover: { from: JobStatus.RUNNING, to: [JobStatus.PENDING, JobStatus.FAILED, JobStatus.CANCELLED] },
  /** A running job only gets the request; its worker's outcome, or its recovery, ends it. */
  cancel: { from: JobStatus.PENDING, to: [JobStatus.CANCELLED] },
} as const satisfies Record<string, { from: JobStatus | null; to: readonly JobStatus[] }>;

/** The statuses that never change again. */
export const finalStatuses: readonly JobStatus[] = [JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED];

/** Whether a job in this status has ended for good. */
export function isFinal(status: JobStatus): boolean {
  return finalStatuses.includes(status);
}
