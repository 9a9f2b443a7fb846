import type { SqlClient } from '../../database/sql.js';
import type { Dispatched } from './dispatch-jobs.js';
import { wakeLanes } from './wake-lanes.js';

/**
 * When a dispatch would next find something to do, in milliseconds from now by the database's clock: 0 for a queue with work
 * that is due. Paused queues and those without work are left out.
 */
export async function findDueQueues(sql: SqlClient): Promise<{ queue: string; dueInMs: number }[]> {
  return sql.query(
    `SELECT queue, "dueInMs" FROM (SELECT q.queue,
       CASE WHEN EXISTS (SELECT FROM engine.lanes l WHERE l.queue = q.queue AND l.waiting) THEN 0
         ELSE (SELECT greatest(extract(epoch FROM u.run_at - clock_timestamp()) * 1000, 0)::float8
           FROM engine.unfinished u WHERE u.queue = q.queue AND u.place = 'l' ORDER BY u.run_at LIMIT 1) END AS "dueInMs"
       FROM engine.queues q WHERE NOT q.paused) due WHERE "dueInMs" IS NOT NULL`,
  );
}

/** A window entry that has waited, unstarted, for `ageMs`; `alive` says whether any worker serves its queue. */
export type Waiting = Dispatched & { ageMs: number; alive: boolean };

/** The entries of a queue's window that were dispatched longer ago than `olderThanMs`, at most as many as a window holds. */
export async function findWaiting(sql: SqlClient, queue: string, olderThanMs: number): Promise<Waiting[]> {
  return sql.query<Waiting>(
    `SELECT job_id AS "jobId", token, extract(epoch FROM clock_timestamp() - dispatched_at)::float8 * 1000 AS "ageMs",
       EXISTS (SELECT FROM engine.workers w WHERE w.queue = $1 AND w.seen_at > clock_timestamp() - interval '15 seconds') AS alive
     FROM engine.unfinished WHERE queue = $1 AND place = 'f' AND phase = 'w' AND dispatched_at < clock_timestamp() - $2 * interval '1 millisecond'
     ORDER BY dispatched_at LIMIT 1000`,
    [queue, olderThanMs],
  );
}

/**
 * Takes entries out of the window, to be dispatched again under a new token. Those started meanwhile stay.
 * Serial with the dispatchers of the queue, so that no lane is cleared while its job is put back.
 */
export async function returnToReady(
  sql: SqlClient,
  queue: string,
  entries: readonly Dispatched[],
): Promise<Dispatched[]> {
  await sql.query('SELECT FROM engine.queues WHERE queue = $1 FOR UPDATE', [queue]);
  return sql.query<Dispatched>(
    `WITH x AS (SELECT * FROM unnest($2::text[], $3::bigint[]) x (id, token)),
     locked AS (SELECT u.job_id FROM engine.unfinished u JOIN x ON u.job_id = x.id AND u.token = x.token
       WHERE u.phase = 'w' ORDER BY u.job_id FOR UPDATE OF u),
     put_back AS (UPDATE engine.unfinished u SET phase = 'r' FROM locked l WHERE u.job_id = l.job_id
       RETURNING u.job_id, u.token, u.organization_id),
     ${wakeLanes('put_back')}
     SELECT job_id AS "jobId", token FROM put_back`,
    [queue, entries.map((entry) => entry.jobId), entries.map((entry) => entry.token)],
  );
}

/** Makes the rows that dispatchers lock. */
export async function addQueues(sql: SqlClient, queues: readonly string[]): Promise<void> {
  await sql.query('INSERT INTO engine.queues (queue) SELECT unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING', [
    queues,
  ]);
}
