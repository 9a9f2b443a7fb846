import type { SqlClient } from '../../database/sql.js';
import type { Job } from '../job.js';

/** How far a running job is. */
export interface Progress {
  jobId: string;
  token: bigint;
  percent: number;
  message: string | null;
}

/**
 * Writes progress of jobs that still run under these tokens. A row that is just being finished is passed over.
 * @returns the jobs whose progress was written
 */
export async function reportProgress(
  sql: SqlClient,
  entries: readonly Progress[],
): Promise<Pick<Job, 'id' | 'organizationId'>[]> {
  return sql.query(
    `WITH x AS (SELECT * FROM unnest($1::text[], $2::bigint[], $3::int[], $4::text[]) x (id, token, percent, message)),
     locked AS (SELECT x.id, x.percent, x.message FROM engine.unfinished u JOIN x ON u.job_id = x.id AND u.token = x.token
       WHERE u.phase = 'x' FOR UPDATE OF u SKIP LOCKED)
     UPDATE jobs j SET progress = l.percent, progress_message = l.message, updated_at = clock_timestamp()
     FROM locked l WHERE j.id = l.id RETURNING j.id, j.organization_id AS "organizationId"`,
    [
      entries.map((entry) => entry.jobId),
      entries.map((entry) => entry.token),
      entries.map((entry) => entry.percent),
      entries.map((entry) => entry.message),
    ],
  );
}
