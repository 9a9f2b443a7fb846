import type { SqlClient } from '../../database/sql.js';
import { countFailed, DAYS_COUNTED, today } from './count-ended.js';

/**
 * Each of these removes up to `limit` rows in one statement and answers how many. Rows that another scheduler is removing
 * just now are passed over, so that any number of them work beside each other.
 */

/**
 * Jobs that ended more than `days` ago, with their attempts and notifications. Goes by organization, for which there is an
 * index. What it counts is locked in the order that readers of notifications and outcomes lock it in.
 */
export async function removeOldJobs(sql: SqlClient, days: number, limit: number): Promise<number> {
  const rows = await sql.query(
    `WITH old AS (SELECT j.id, j.organization_id, j.unresolved FROM organizations o CROSS JOIN LATERAL (SELECT id FROM jobs WHERE organization_id = o.id
         AND completed_at < clock_timestamp() - $1 * interval '1 day' ORDER BY completed_at LIMIT $2) found
       JOIN jobs j ON j.id = found.id LIMIT $2 FOR UPDATE OF j SKIP LOCKED),
     attempts AS (DELETE FROM job_attempts WHERE job_id IN (SELECT id FROM old)),
     told AS (DELETE FROM notifications WHERE job_id IN (SELECT id FROM old) RETURNING organization_id, false AS unresolved),
     counted AS (SELECT organization_id, unresolved FROM old UNION ALL SELECT * FROM told),
     ${countFailed('counted', '-')}
     DELETE FROM jobs WHERE id IN (SELECT id FROM old) RETURNING true`,
    [days, limit],
  );
  return rows.length;
}

/** What was counted of days that are no longer asked for. */
export async function removeOldDays(sql: SqlClient, limit: number): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM engine.job_days WHERE (organization_id, day, shard) IN (SELECT d.organization_id, d.day, d.shard
       FROM organizations o JOIN engine.job_days d ON d.organization_id = o.id AND d.day <= ${today} - ${DAYS_COUNTED}
       LIMIT $1 FOR UPDATE OF d SKIP LOCKED) RETURNING true`,
    [limit],
  );
  return rows.length;
}

/** Idempotency keys that are no longer kept (24 hours). */
export async function removeOldKeys(sql: SqlClient, limit: number): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM idempotency_keys WHERE (organization_id, key) IN (SELECT organization_id, key FROM idempotency_keys
       WHERE created_at < clock_timestamp() - interval '24 hours' LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING true`,
    [limit],
  );
  return rows.length;
}

/** Counts of throttles that have run out. Their times are written by the API's clocks: an hour is left between. */
export async function removeOldRateLimits(sql: SqlClient, limit: number): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM rate_limits WHERE key IN (SELECT key FROM rate_limits
       WHERE expire < extract(epoch FROM clock_timestamp() - interval '1 hour') * 1000 LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING true`,
    [limit],
  );
  return rows.length;
}

/** Stands in `engine.workers` for all that were removed, so that what a queue has completed and failed never shrinks. */
const FORMER = 'former workers';

/** Workers that neither showed themselves nor finished anything for a day. */
export async function removeOldWorkers(sql: SqlClient, limit: number): Promise<number> {
  const [removed] = await sql.query<{ count: number }>(
    `WITH old AS (SELECT id, queue FROM engine.workers WHERE id <> $1 AND seen_at < clock_timestamp() - interval '1 day'
         AND finished_at < clock_timestamp() - interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
     removed AS (DELETE FROM engine.workers w USING old WHERE w.id = old.id AND w.queue = old.queue
       RETURNING w.queue, w.completed, w.failed),
     added AS (INSERT INTO engine.workers AS former (id, queue, concurrency, seen_at, completed, failed)
       SELECT $1, queue, 0, '-infinity', sum(completed), sum(failed) FROM removed GROUP BY queue ORDER BY queue
       ON CONFLICT (id, queue) DO UPDATE
         SET completed = former.completed + excluded.completed, failed = former.failed + excluded.failed)
     SELECT count(*)::int AS count FROM removed`,
    [FORMER, limit],
  );
  return removed!.count;
}
