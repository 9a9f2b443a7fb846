import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import { JobStatus } from '../core/database/enums.js';
import type { Position } from '../core/http/page.js';
import { type Job, jobColumns } from '../core/queue/job.js';
import { JobEvents } from '../core/queue/job-events.js';
import { acknowledgeJob } from '../core/queue/repository/acknowledge-job.js';
import { cancelJob } from '../core/queue/repository/cancel-job.js';
import { cancelJobs } from '../core/queue/repository/cancel-jobs.js';
import {
  isListed,
  isSelected,
  type JobSelection,
  selectionValues,
  splitByEnd,
} from '../core/queue/repository/select-jobs.js';
import type { JobAttemptView } from './job.dto.js';

/** Which of an organization's jobs. */
export type Selection = Omit<JobSelection, 'organizationId'>;

/** The statuses from which a job can be run again. */
export const retryable: readonly JobStatus[] = [JobStatus.FAILED, JobStatus.CANCELLED];

/** A list's total is counted up to here; an exact one would read the whole history. */
const MAX_TOTAL = 10_000;

/** How many jobs one statement cancels: workers and dispatchers wait for no more than its milliseconds. */
const CANCELLED_AT_ONCE = 100;

/** The record for the API, always within one organization; every change is told to the event streams. */
@Injectable()
export class JobsRepository {
  constructor(
    private readonly database: Database,
    private readonly events: JobEvents,
  ) {}

  async find(organizationId: string, id: string): Promise<Job | null> {
    const [job] = await this.database.query<Job>(
      `SELECT ${jobColumns} FROM jobs j WHERE j.id = $2 AND j.organization_id = $1 AND NOT j.system`,
      [organizationId, id],
    );
    return job ?? null;
  }

  /** The runs of a job that have ended, oldest first, and the one that is under way. */
  async findAttempts(jobId: string): Promise<JobAttemptView[]> {
    return this.database.query<JobAttemptView>(
      `SELECT number, worker_id AS "workerId", started_at AS "startedAt", finished_at AS "finishedAt",
         (extract(epoch FROM finished_at - started_at) * 1000)::float8 AS "durationMs", outcome, error, error_code AS "errorCode"
       FROM (SELECT token, number, worker_id, started_at, finished_at, outcome::text, error, error_code
           FROM job_attempts WHERE job_id = $1
         UNION ALL SELECT token, attempts, worker_id, started_at, NULL, 'RUNNING', NULL, NULL
           FROM jobs WHERE id = $1 AND status = 'RUNNING') runs
       ORDER BY token`,
      [jobId],
    );
  }

  /** Newest first, one more than `limit` where there are more. */
  async list(organizationId: string, selection: Selection, after: Position | null, limit: number): Promise<Job[]> {
    return this.database.query<Job>(
      `SELECT ${jobColumns} FROM jobs j WHERE ${isListed(selection)}
         AND ($6::timestamptz IS NULL OR (j.created_at, j.id) < ($6, $7))
       ORDER BY j.created_at DESC, j.id DESC LIMIT $8`,
      [...selectionValues({ organizationId, ...selection }), after?.createdAt ?? null, after?.id ?? null, limit + 1],
    );
  }

  /** How many jobs are selected, counted up to 10 000. */
  async count(organizationId: string, selection: Selection): Promise<number> {
    const counts = splitByEnd(selection).map(async (part) => {
      const [row] = await this.database.query<{ count: bigint }>(
        // The order keeps the planner on an index, where it would read the table for so many rows.
        `SELECT count(*) FROM (SELECT FROM jobs j WHERE ${isListed(part)}
           ORDER BY j.created_at DESC, j.id DESC LIMIT ${MAX_TOTAL}) counted`,
        selectionValues({ organizationId, ...part }),
      );
      return Number(row!.count);
    });
    return Math.min(
      (await Promise.all(counts)).reduce((sum, count) => sum + count, 0),
      MAX_TOTAL,
    );
  }

  /** The selected jobs that can be run again and have not been, newest first. */
  async findRetryable(organizationId: string, selection: Selection, limit: number): Promise<Job[]> {
    return this.database.query<Job>(
      `SELECT ${jobColumns} FROM jobs j WHERE ${isSelected()} AND j.status = ANY ($6)
         AND NOT EXISTS (SELECT FROM jobs retry WHERE retry.retry_of = j.id)
       ORDER BY j.created_at DESC, j.id DESC LIMIT $7`,
      [...selectionValues({ organizationId, ...selection }), retryable, limit],
    );
  }

  /** Cancels, or asks the running worker to; null where the organization has no unfinished job of this id. */
  async cancel(organizationId: string, id: string): Promise<Job | null> {
    return this.tell(await cancelJob(this.database, organizationId, id));
  }

  /** Cancels the selected jobs, or asks their workers to, up to `limit` of them; answers how many. */
  async cancelSelected(organizationId: string, selection: Selection, limit: number): Promise<number> {
    let affected = 0;
    while (affected < limit) {
      const most = Math.min(CANCELLED_AT_ONCE, limit - affected);
      const cancelled = await cancelJobs(this.database, { organizationId, ...selection }, most);
      if (cancelled.length === 0) break;
      this.events.changed(cancelled);
      affected += cancelled.length;
    }
    return affected;
  }

  /** Takes a FAILED job off the list of what needs attention; null where the organization has no such job. */
  async acknowledge(organizationId: string, id: string): Promise<Job | null> {
    return this.tell(await acknowledgeJob(this.database, organizationId, id));
  }

  private tell(job: Job | null): Job | null {
    if (job) this.events.changed([job]);
    return job;
  }
}
