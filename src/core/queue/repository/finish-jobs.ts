import type { Prepared, SqlClient } from '../../database/sql.js';
import { AttemptOutcome, JobStatus } from '../../database/enums.js';
import { rankAt } from '../job.js';
import { countEnded, countFailed } from './count-ended.js';

/** The end of one attempt, as it is to be written. */
export interface Finish {
  jobId: string;
  token: bigint;
  /** What became of the attempt. */
  outcome: Exclude<AttemptOutcome, 'LOST'>;
  /** What becomes of the job. PENDING turns into CANCELLED where a cancel request stands. */
  status: Exclude<JobStatus, 'RUNNING'>;
  /** For PENDING: when it may run again, as an absolute time, or in milliseconds from now by the database's clock. */
  runAt: { at: Date } | { inMs: number } | null;
  /** Whether the attempt is given back. */
  refund: boolean;
  /** The serialized result of a COMPLETED job. */
  result: string | null;
  error: string | null;
  errorCode: string | null;
}

/** APPLIED by this call or by an earlier one whose answer was lost; LEASE_LOST when the token is no longer the current one. */
export type Finished = 'APPLIED' | 'ALREADY_APPLIED' | 'LEASE_LOST';

/** How many jobs of each queue this worker finished in the last 250 ms: what the window is measured by. */
export type Speed = Record<string, number>;

/**
 * RUNNING → what each attempt's outcome says, guarded by the token, with its row in `job_attempts`.
 * @returns an answer an entry, in their order
 */
export async function finishJobs(
  sql: SqlClient,
  entries: readonly Finish[],
  worker: { id: string; speed: Speed },
): Promise<Finished[]> {
  const applied = await sql.query<{ job_id: string; token: bigint }>(FINISH, [
    JSON.stringify(
      entries.map(({ jobId, token, runAt, refund, ...rest }) => ({
        ...rest,
        id: jobId,
        token: String(token),
        runAt: runAt && 'at' in runAt ? runAt.at : null,
        inMs: runAt && 'inMs' in runAt ? runAt.inMs : null,
        refund: refund ? 1 : 0,
      })),
    ),
    JSON.stringify(worker.speed),
    worker.id,
  ]);
  const done = new Set(applied.map((row) => row.token));
  const rest = entries.filter((entry) => !done.has(entry.token));
  const earlier = rest.length === 0 ? [] : await findAttempts(sql, rest);
  return entries.map(({ token }) =>
    done.has(token) ? 'APPLIED' : earlier.includes(token) ? 'ALREADY_APPLIED' : 'LEASE_LOST',
  );
}

async function findAttempts(sql: SqlClient, entries: readonly Finish[]): Promise<bigint[]> {
  const rows = await sql.query<{ token: bigint }>(
    `SELECT a.token FROM job_attempts a JOIN unnest($1::text[], $2::bigint[]) x (id, token) ON a.job_id = x.id AND a.token = x.token
     WHERE a.outcome <> 'LOST'`,
    [entries.map((entry) => entry.jobId), entries.map((entry) => entry.token)],
  );
  return rows.map((row) => row.token);
}

/**
 * SQL: adds what `job` ended for good to the worker's own rows, which are locked in one order.
 * @param speed what the worker finished in the last 250 ms, for the window
 */
export const tally = (workerId: string, speed: string): string => `
     mine AS (SELECT w.id, w.queue FROM engine.workers w WHERE w.id = ${workerId} ORDER BY w.queue FOR UPDATE),
     tally AS (UPDATE engine.workers w SET finished = ${speed}, finished_at = clock_timestamp(),
         completed = w.completed + (SELECT count(*) FROM job WHERE job.queue = w.queue AND status = 'COMPLETED'),
         failed = w.failed + (SELECT count(*) FROM job WHERE job.queue = w.queue AND status = 'FAILED')
       FROM mine m WHERE w.id = m.id AND w.queue = m.queue)`;

/**
 * SQL: the end of a run, the same for an outcome that was reported and for a run that was lost.
 * @param ended the CTE of the locked rows: job_id, token, outcome, status, run_at, refund, result, error, "errorCode"
 */
export const writeOutcome = (ended: string, losses = '0'): string => `
     deleted AS (DELETE FROM engine.unfinished u USING ${ended} e WHERE u.job_id = e.job_id AND e.status <> 'PENDING'),
     put_back AS (UPDATE engine.unfinished u SET phase = 'l', run_at = e.run_at, rank_at = ${rankAt('e.run_at', 'j.priority')},
         worker_id = NULL, lease_until = NULL
       FROM ${ended} e JOIN jobs j ON j.id = e.job_id WHERE u.job_id = e.job_id AND e.status = 'PENDING'),
     job AS (UPDATE jobs j SET status = e.status, attempts = j.attempts - e.refund, losses = j.losses + ${losses},
         result = e.result, error = e.error, error_code = e."errorCode", updated_at = clock_timestamp(),
         progress = CASE WHEN e.status = 'COMPLETED' THEN 100 ELSE j.progress END,
         progress_message = CASE WHEN e.status <> 'COMPLETED' THEN j.progress_message END,
         run_at = CASE WHEN e.status = 'PENDING' THEN e.run_at ELSE j.run_at END,
         unresolved = e.status = 'FAILED' AND NOT j.system,
         snoozed_since = CASE WHEN e.outcome = 'SNOOZED' THEN coalesce(j.snoozed_since, clock_timestamp()) ELSE j.snoozed_since END,
         completed_at = CASE WHEN e.status = 'PENDING' THEN NULL ELSE clock_timestamp() END
       FROM ${ended} e WHERE j.id = e.job_id
       RETURNING j.id, j.organization_id, j.type, j.queue, j.status, j.system, j.unresolved, j.completed_at, e.token, j.attempts + e.refund AS number, j.worker_id, j.started_at,
         CASE WHEN e.status = 'CANCELLED' AND e.outcome <> 'LOST' THEN 'CANCELLED' ELSE e.outcome END AS outcome, e.error, e."errorCode"),
     attempt AS (INSERT INTO job_attempts (job_id, token, number, worker_id, started_at, finished_at, outcome, error, error_code)
       SELECT id, token, number, worker_id, started_at, clock_timestamp(), outcome, error, "errorCode" FROM job
       RETURNING job_id, token),
     notification AS (INSERT INTO notifications (id, organization_id, kind, sentence, job_id, resource, created_at)
       SELECT 'n' || left(replace(gen_random_uuid()::text, '-', ''), 24), organization_id, 'JOB_FAILED',
         format('%s%s failed: %s', left(type::text, 1), lower(replace(substr(type::text, 2), '_', ' ')), error),
         id, format('/api/jobs/%s/retry', id), clock_timestamp()
       FROM job WHERE status = 'FAILED' AND NOT system ON CONFLICT (job_id, kind) DO NOTHING),
     ${countEnded},
     ${countFailed('job WHERE unresolved', '+')}`;

const FINISH: Prepared = {
  name: 'finish jobs',
  text: `WITH x AS (SELECT * FROM jsonb_to_recordset($1) AS x (id text, token bigint, outcome attempt_outcome, status job_status,
         "runAt" timestamptz, "inMs" float8, refund int, result text, error text, "errorCode" text)),
     locked AS (SELECT u.job_id, u.token, x.outcome, x.refund, x.result::jsonb AS result, x.error, x."errorCode",
         CASE WHEN x.status = 'PENDING' AND u.cancel THEN 'CANCELLED' ELSE x.status END AS status,
         coalesce(x."runAt", clock_timestamp() + x."inMs" * interval '1 millisecond') AS run_at
       FROM engine.unfinished u JOIN x ON u.job_id = x.id AND u.token = x.token
       WHERE u.phase = 'x' ORDER BY u.job_id FOR UPDATE OF u),
     ${writeOutcome('locked')},
     ${tally('$3', `coalesce(($2::jsonb ->> w.queue)::int, 0)`)}
     SELECT job_id, token FROM attempt`,
};
