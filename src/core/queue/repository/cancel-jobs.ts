import type { SqlClient } from '../../database/sql.js';
import type { Job } from '../job.js';
import { writeCancellation } from './cancel-job.js';
import { isSelected, type JobSelection, selectionValues } from './select-jobs.js';

/** What a row's phase says of the job's status: taken from the row that is locked, and so never out of date. */
const statusNow = `(CASE u.phase WHEN 'x' THEN 'RUNNING' ELSE 'PENDING' END)::job_status`;

/**
 * Cancels unfinished jobs that are selected, up to `limit` of them, as `cancelJob` does each. Those that were asked to stop
 * already are passed over, so that repeating this comes to an end.
 * @returns the jobs that were cancelled or asked to stop
 */
export async function cancelJobs(
  sql: SqlClient,
  selection: JobSelection,
  limit: number,
): Promise<Pick<Job, 'id' | 'organizationId'>[]> {
  return sql.query(
    `WITH locked AS (SELECT u.job_id, u.phase FROM engine.unfinished u JOIN jobs j ON j.id = u.job_id
       WHERE u.organization_id = $1 AND NOT u.cancel AND ${isSelected(statusNow)}
       ORDER BY u.job_id LIMIT $6 FOR UPDATE OF u),
     ${writeCancellation}
     SELECT id, organization_id AS "organizationId" FROM job`,
    [...selectionValues(selection), limit],
  );
}
