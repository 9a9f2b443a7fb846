import type { SqlClient } from '../../database/sql.js';
import { JobStatus } from '../../database/enums.js';
import { tally, writeOutcome } from './finish-jobs.js';

/** A run that was lost with its worker, and what became of its job. */
export interface Recovered {
  jobId: string;
  organizationId: string;
  type: string;
  queue: string;
  status: JobStatus;
}

/** A lost attempt that began longer ago than this is not run again (docs/architecture.md). */
const TOO_OLD = `interval '30 minutes'`;

const AT_ONCE = 200;

/**
 * Ends the runs whose lease ran out: the attempt is given back and a loss counted. The job runs again after the delay of
 * that loss, unless it has had one more loss than there are delays, or began too long ago: FAILED `WORKER_LOST`.
 * A cancel-requested one is CANCELLED.
 * @param workerId the worker that finds them
 * @param delaysMs by the number of earlier losses
 */
export async function recoverJobs(sql: SqlClient, workerId: string, delaysMs: readonly number[]): Promise<Recovered[]> {
  return sql.query<Recovered>(
    `WITH lost AS (SELECT u.job_id, u.organization_id, u.token, u.cancel, j.losses, j.started_at, j.type, j.queue
       FROM engine.unfinished u JOIN jobs j ON j.id = u.job_id
       WHERE u.place = 'f' AND u.phase = 'x' AND u.lease_until < clock_timestamp()
       ORDER BY u.job_id LIMIT ${AT_ONCE} FOR UPDATE OF u SKIP LOCKED),
     judged AS (SELECT *, CASE WHEN cancel THEN 'CANCELLED'
         WHEN losses >= cardinality($1::float8[]) OR started_at < clock_timestamp() - ${TOO_OLD} THEN 'FAILED'
         ELSE 'PENDING' END::job_status AS status FROM lost),
     ended AS (SELECT job_id, organization_id, token, type, queue, status, 'LOST'::attempt_outcome AS outcome, 1 AS refund, NULL::jsonb AS result,
         clock_timestamp() + ($1::float8[])[losses + 1] * interval '1 millisecond' AS run_at,
         CASE WHEN status <> 'FAILED' THEN 'The worker that ran it stopped answering'
           WHEN losses >= cardinality($1::float8[]) THEN format('Its worker stopped answering %s times; it is not run again', losses + 1)
           ELSE 'Its worker stopped answering more than 30 minutes after it began; it is not run again' END AS error,
         'WORKER_LOST' AS "errorCode" FROM judged),
     ${writeOutcome('ended', '1')},
     ${tally('$2', 'w.finished')}
     SELECT e.job_id AS "jobId", e.organization_id AS "organizationId", e.type, e.queue, e.status FROM ended e JOIN attempt a ON a.job_id = e.job_id`,
    [delaysMs, workerId],
  );
}
