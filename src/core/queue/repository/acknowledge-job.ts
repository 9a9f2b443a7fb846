import type { SqlClient } from '../../database/sql.js';
import { type Job, jobColumns } from '../job.js';

/**
 * Marks a FAILED job as seen; one that is marked stays as it is.
 * @returns the job, or null where the organization has no FAILED job of this id
 */
export async function acknowledgeJob(sql: SqlClient, organizationId: string, jobId: string): Promise<Job | null> {
  const [job] = await sql.query<Job>(
    `UPDATE jobs j SET acknowledged_at = coalesce(acknowledged_at, clock_timestamp()),
       updated_at = CASE WHEN acknowledged_at IS NULL THEN clock_timestamp() ELSE updated_at END
     WHERE id = $1 AND organization_id = $2 AND status = 'FAILED' AND NOT system RETURNING ${jobColumns}`,
    [jobId, organizationId],
  );
  return job ?? null;
}
