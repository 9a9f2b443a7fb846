import type { SqlClient } from '../../database/sql.js';
import { type Job, jobColumns } from '../job.js';
import { countFailed } from './count-ended.js';

/**
 * Marks a FAILED job as seen; one that is marked stays as it is.
 * @returns the job, or null where the organization has no FAILED job of this id
 */
export async function acknowledgeJob(sql: SqlClient, organizationId: string, jobId: string): Promise<Job | null> {
  const [job] = await sql.query<Job>(
    `WITH locked AS (SELECT id, organization_id, unresolved FROM jobs
       WHERE id = $1 AND organization_id = $2 AND status = 'FAILED' AND NOT system FOR UPDATE),
     job AS (UPDATE jobs j SET acknowledged_at = coalesce(acknowledged_at, clock_timestamp()), unresolved = false,
         updated_at = CASE WHEN acknowledged_at IS NULL THEN clock_timestamp() ELSE updated_at END
       FROM locked l WHERE j.id = l.id RETURNING j.*),
     ${countFailed('locked WHERE unresolved', '-')}
     SELECT ${jobColumns} FROM job j`,
    [jobId, organizationId],
  );
  return job ?? null;
}
