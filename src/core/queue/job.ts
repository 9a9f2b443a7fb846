import { type JobStatus, JobType } from '../database/enums.js';

/** The types that users ask for and see. A job of the system's own has another. */
export const UserJobType = omitSystemTypes(JobType);

/** 1 HIGH, 5 NORMAL, 10 LOW: what a job's `priority` holds. */
export const priorities = { HIGH: 1, NORMAL: 5, LOW: 10 } as const;

export type PriorityName = keyof typeof priorities;

/** The name of a `priority` that a row holds. */
export function nameOfPriority(priority: number): PriorityName {
  return (Object.keys(priorities) as PriorityName[]).find((name) => priorities[name] === priority) ?? 'NORMAL';
}

/** A row of `jobs`. Times are the database's. */
export interface Job {
  id: string;
  organizationId: string;
  brandId: string | null;
  type: JobType;
  queue: string;
  payload: object;
  status: JobStatus;
  priority: number;
  attempts: number;
  maxAttempts: number;
  losses: number;
  snoozedSince: Date | null;
  runAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
  progress: number;
  progressMessage: string | null;
  result: object | null;
  error: string | null;
  errorCode: string | null;
  retryOf: string | null;
  scheduleId: string | null;
  dryRun: boolean;
  cancelRequestedAt: Date | null;
  acknowledgedAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns: Record<keyof Job, string> = {
  id: 'id',
  organizationId: 'organization_id',
  brandId: 'brand_id',
  type: 'type',
  queue: 'queue',
  payload: 'payload',
  status: 'status',
  priority: 'priority',
  attempts: 'attempts',
  maxAttempts: 'max_attempts',
  losses: 'losses',
  snoozedSince: 'snoozed_since',
  runAt: 'run_at',
  startedAt: 'started_at',
  completedAt: 'completed_at',
  progress: 'progress',
  progressMessage: 'progress_message',
  result: 'result',
  error: 'error',
  errorCode: 'error_code',
  retryOf: 'retry_of',
  scheduleId: 'schedule_id',
  dryRun: 'dry_run',
  cancelRequestedAt: 'cancel_requested_at',
  acknowledgedAt: 'acknowledged_at',
  createdBy: 'created_by',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

/** The fields of a {@link Job}, in the order of {@link jobColumns}. */
export const jobFields = Object.keys(columns) as (keyof Job)[];

/** The select list that reads a {@link Job} from `jobs j`. */
export const jobColumns = Object.entries(columns)
  .map(([field, column]) => `j.${column} AS "${field}"`)
  .join(', ');

/** SQL: where a job stands within its organization, from its `run_at` and `priority`. Fixed when written, so nothing ages. */
export const rankAt = (runAt: string, priority: string): string =>
  `${runAt} + CASE ${priority} WHEN ${priorities.HIGH} THEN interval '0' WHEN ${priorities.NORMAL} THEN interval '10 minutes' ELSE interval '20 minutes' END`;

function omitSystemTypes({ DELIVER_WEBHOOK: _, ...types }: typeof JobType) {
  return types;
}
