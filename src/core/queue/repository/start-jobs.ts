import type { Prepared, SqlClient } from '../../database/sql.js';
import { type Job, jobColumns } from '../job.js';
import type { Dispatched } from './dispatch-jobs.js';

/** A job that this worker now runs, under the token of its dispatch. */
export type Started = Job & { token: bigint; traceparent: string | null };

/**
 * PENDING → RUNNING for those whose dispatch is still the current one; the others are simply not in the answer.
 * May be repeated for the same tokens and worker (an answer lost after COMMIT does no harm).
 * @param leaseMs how long the lease holds from now, by the database's clock
 */
export async function startJobs(
  sql: SqlClient,
  entries: readonly Dispatched[],
  workerId: string,
  leaseMs: number,
): Promise<Started[]> {
  return sql.query<Started>(START, [
    entries.map((entry) => entry.jobId),
    entries.map((entry) => entry.token),
    workerId,
    leaseMs,
  ]);
}

const START: Prepared = {
  name: 'start jobs',
  text: `WITH x AS (SELECT * FROM unnest($1::text[], $2::bigint[]) x (id, token)),
     locked AS (SELECT u.job_id FROM engine.unfinished u JOIN x ON u.job_id = x.id AND u.token = x.token
       WHERE NOT u.cancel AND (u.phase = 'w' OR u.phase = 'x' AND u.worker_id = $3)
       ORDER BY u.job_id FOR UPDATE OF u),
     claimed AS (UPDATE engine.unfinished u SET phase = 'x', worker_id = $3,
         lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       FROM locked l WHERE u.job_id = l.job_id RETURNING u.job_id, u.token)
     UPDATE jobs j SET status = 'RUNNING', token = c.token, worker_id = $3, updated_at = clock_timestamp(),
       attempts = attempts + CASE WHEN j.token IS DISTINCT FROM c.token THEN 1 ELSE 0 END,
       started_at = CASE WHEN j.token IS DISTINCT FROM c.token THEN clock_timestamp() ELSE started_at END,
       progress = 0, progress_message = NULL
     FROM claimed c WHERE j.id = c.job_id
     RETURNING ${jobColumns}, j.token, j.traceparent`,
};
