import type { SqlClient } from '../../database/sql.js';
import type { Dispatched } from './dispatch-jobs.js';

/** Says that a worker serves these queues; it counts as alive for 15 s. */
export async function announceWorker(
  sql: SqlClient,
  workerId: string,
  queues: readonly { name: string; concurrency: number }[],
): Promise<void> {
  await sql.query(
    `WITH mine AS (SELECT id, queue FROM engine.workers WHERE id = $1 ORDER BY queue FOR UPDATE)
     INSERT INTO engine.workers (id, queue, concurrency)
     SELECT $1, x.queue, x.concurrency FROM unnest($2::text[], $3::int[]) x (queue, concurrency)
     LEFT JOIN mine USING (queue) ORDER BY x.queue
     ON CONFLICT (id, queue) DO UPDATE SET seen_at = clock_timestamp()`,
    [workerId, queues.map((queue) => queue.name), queues.map((queue) => queue.concurrency)],
  );
}

/** Says that a worker takes no more jobs; what it counted stays. */
export async function retireWorker(sql: SqlClient, workerId: string): Promise<void> {
  await sql.query(`UPDATE engine.workers SET seen_at = '-infinity' WHERE id = $1`, [workerId]);
}

/**
 * Renews the leases that still hold. A token that is not in the answer has lost its lease.
 * @param leaseMs from now, by the database's clock
 */
export async function renewLeases(
  sql: SqlClient,
  entries: readonly Dispatched[],
  workerId: string,
  leaseMs: number,
): Promise<Set<bigint>> {
  const rows = await sql.query<{ token: bigint }>(
    `WITH x AS (SELECT * FROM unnest($1::text[], $2::bigint[]) x (id, token)),
     locked AS (SELECT u.job_id FROM engine.unfinished u JOIN x ON u.job_id = x.id AND u.token = x.token
       WHERE u.phase = 'x' AND u.worker_id = $3 ORDER BY u.job_id FOR UPDATE OF u)
     UPDATE engine.unfinished u SET lease_until = clock_timestamp() + $4 * interval '1 millisecond'
     FROM locked l WHERE u.job_id = l.job_id AND u.lease_until > clock_timestamp() RETURNING u.token`,
    [entries.map((entry) => entry.jobId), entries.map((entry) => entry.token), workerId, leaseMs],
  );
  return new Set(rows.map((row) => row.token));
}

/** The tokens of this worker's runs whose cancellation was asked for. */
export async function findCancelRequests(sql: SqlClient, workerId: string): Promise<bigint[]> {
  const rows = await sql.query<{ token: bigint }>(
    `SELECT token FROM engine.unfinished WHERE worker_id = $1 AND cancel AND phase = 'x'`,
    [workerId],
  );
  return rows.map((row) => row.token);
}

/** What is recorded of a queue: `waiting` is due, `delayed` has its time ahead, `active` is RUNNING. */
export interface QueueCounts {
  name: string;
  waiting: number;
  active: number;
  completed: number;
  failed: number;
  delayed: number;
  paused: boolean;
}

/** Counts every queue from the record, and not from BullMQ. */
export async function countQueues(sql: SqlClient): Promise<QueueCounts[]> {
  return sql.query<QueueCounts>(
    `SELECT q.queue AS name, q.paused, u.waiting, u.delayed, u.active, w.completed, w.failed
     FROM engine.queues q
     CROSS JOIN LATERAL (SELECT
       count(*) FILTER (WHERE phase IN ('r', 'w') OR phase = 'l' AND run_at <= clock_timestamp())::int AS waiting,
       count(*) FILTER (WHERE phase = 'l' AND run_at > clock_timestamp())::int AS delayed,
       count(*) FILTER (WHERE phase = 'x')::int AS active FROM engine.unfinished WHERE queue = q.queue) u
     CROSS JOIN LATERAL (SELECT coalesce(sum(completed), 0)::float8 AS completed, coalesce(sum(failed), 0)::float8 AS failed
       FROM engine.workers WHERE queue = q.queue) w
     ORDER BY q.queue`,
  );
}
