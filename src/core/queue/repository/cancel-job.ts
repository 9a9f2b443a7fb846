import type { SqlClient } from '../../database/sql.js';
import { type Job, jobColumns } from '../job.js';
import { countEnded } from './count-ended.js';

/** SQL: cancels the unfinished jobs of the CTE `locked` (job_id, phase); the CTE `job` has what became of them. */
export const writeCancellation = `
     deleted AS (DELETE FROM engine.unfinished u USING locked l WHERE u.job_id = l.job_id AND l.phase <> 'x'),
     flagged AS (UPDATE engine.unfinished u SET cancel = true FROM locked l WHERE u.job_id = l.job_id AND l.phase = 'x'),
     job AS (UPDATE jobs j SET cancel_requested_at = coalesce(j.cancel_requested_at, clock_timestamp()), updated_at = clock_timestamp(),
       status = CASE l.phase WHEN 'x' THEN j.status ELSE 'CANCELLED' END,
       completed_at = CASE l.phase WHEN 'x' THEN NULL ELSE clock_timestamp() END
     FROM locked l WHERE j.id = l.job_id RETURNING j.*),
     ${countEnded}`;

/**
 * PENDING → CANCELLED at once; a RUNNING job gets the request, which its worker and every later write heed.
 * @returns the job, or null where it has no unfinished job of this id in the organization
 */
export async function cancelJob(sql: SqlClient, organizationId: string, jobId: string): Promise<Job | null> {
  const [job] = await sql.query<Job>(
    `WITH locked AS (SELECT u.job_id, u.phase FROM engine.unfinished u JOIN jobs j ON j.id = u.job_id
       WHERE u.job_id = $1 AND u.organization_id = $2 AND NOT j.system FOR UPDATE OF u),
     ${writeCancellation}
     SELECT ${jobColumns} FROM job j`,
    [jobId, organizationId],
  );
  return job ?? null;
}
