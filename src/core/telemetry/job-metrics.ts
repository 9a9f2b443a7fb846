import { metrics } from './metrics.js';

/** Counts jobs whose transaction is committed. */
export function countCreated(jobs: readonly { type: string }[]): void {
  for (const { type } of jobs) metrics.jobsCreated.inc({ type });
}

/** Takes down how long a job that has just started had been due. */
export function measureStart({
  queue,
  runAt,
  startedAt,
}: {
  queue: string;
  runAt: Date;
  startedAt: Date | null;
}): void {
  const lagMs = (startedAt?.getTime() ?? runAt.getTime()) - runAt.getTime();
  metrics.dispatchLagSeconds.observe({ queue }, Math.max(lagMs, 0) / 1_000);
}

/** What is counted of a run's end. */
export interface RunEnd {
  outcome: string;
  /** What becomes of the job. */
  status: string;
  errorCode: string | null;
}

/** Counts a run whose outcome was written. */
export function countRun(type: string, { outcome, status, errorCode }: RunEnd, durationMs: number): void {
  metrics.jobRuns.inc({ type, outcome });
  metrics.jobRunSeconds.observe({ type }, durationMs / 1_000);
  if (status === 'FAILED') metrics.jobFailures.inc({ type, code: errorCode ?? 'NONE' });
}

/** Counts runs whose lease ran out. */
export function countLost(runs: readonly { type: string; queue: string; status: string }[]): void {
  for (const { type, queue, status } of runs) {
    metrics.leaseExpiries.inc({ queue });
    metrics.jobRuns.inc({ type, outcome: 'LOST' });
    if (status === 'FAILED') metrics.jobFailures.inc({ type, code: 'WORKER_LOST' });
  }
}
