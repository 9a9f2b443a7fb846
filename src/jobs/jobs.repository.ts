import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { JobStatus, JobType } from '../core/database/enums.js';
import type { Position } from '../core/http/page.js';
import { cancelJob } from '../core/queue/repository/cancel-job.js';
import { type Job, jobColumns } from '../core/queue/job.js';
import type { JobAttemptView } from './job.dto.js';

/** Which jobs of an organization. */
export interface JobFilter {
  organizationId: string;
  status: JobStatus[] | undefined;
  type: JobType[] | undefined;
  brandId: string | undefined;
}

/** A list's total is counted up to here; an exact one would read the whole history (api.md, "Jobs"). */
const MAX_TOTAL = 10_000;

const matches = `j.organization_id = $1 AND ($2::job_status[] IS NULL OR j.status = ANY ($2))
  AND ($3::job_type[] IS NULL OR j.type = ANY ($3)) AND ($4::text IS NULL OR j.brand_id = $4)`;

const valuesOf = ({ organizationId, status, type, brandId }: JobFilter): unknown[] => [
  organizationId,
  status ?? null,
  type ?? null,
  brandId ?? null,
];

/** Reads the record for the API, always within one organization. */
@Injectable()
export class JobsRepository {
  constructor(private readonly database: Database) {}

  async find(organizationId: string, id: string): Promise<Job | null> {
    const [job] = await this.database.query<Job>(
      `SELECT ${jobColumns} FROM jobs j WHERE j.id = $2 AND j.organization_id = $1`,
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
  async list(filter: JobFilter, after: Position | null, limit: number): Promise<Job[]> {
    return this.database.query<Job>(
      `SELECT ${jobColumns} FROM jobs j WHERE ${matches}
         AND ($5::timestamptz IS NULL OR (j.created_at, j.id) < ($5, $6))
       ORDER BY j.created_at DESC, j.id DESC LIMIT $7`,
      [...valuesOf(filter), after?.createdAt ?? null, after?.id ?? null, limit + 1],
    );
  }

  /** How many jobs match, counted up to 10 000. */
  async count(filter: JobFilter): Promise<number> {
    const [row] = await this.database.query<{ count: bigint }>(
      `SELECT count(*) FROM (SELECT FROM jobs j WHERE ${matches} LIMIT ${MAX_TOTAL}) counted`,
      valuesOf(filter),
    );
    return Number(row!.count);
  }

  /** Cancels, or asks the running worker to; null where the organization has no unfinished job of this id. */
  cancel(organizationId: string, id: string): Promise<Job | null> {
    return cancelJob(this.database, organizationId, id);
  }
}
