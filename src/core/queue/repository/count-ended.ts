/** For how many days, today's (UTC) among them, ended jobs are counted. */
export const DAYS_COUNTED = 30;

/** SQL: the day (UTC) by the database's clock. */
export const today = `(clock_timestamp() AT TIME ZONE 'UTC')::date`;

/**
 * SQL: which row of an organization's counter a connection adds to. There are 16, so that outcomes of one organization that
 * are written at the same time seldom wait for each other.
 */
export const shard = `(pg_backend_pid() % 16)::smallint`;

/**
 * SQL: counts the COMPLETED and CANCELLED of the CTE `job` (organization_id, status, system, completed_at) in the statement that
 * ends them, and so exactly. Rows are locked in one order.
 */
export const countEnded = `
     days AS (INSERT INTO engine.job_days AS d (organization_id, day, shard, completed, cancelled)
       SELECT organization_id, (completed_at AT TIME ZONE 'UTC')::date, ${shard},
         count(*) FILTER (WHERE status = 'COMPLETED'), count(*) FILTER (WHERE status = 'CANCELLED')
       FROM job WHERE status IN ('COMPLETED', 'CANCELLED') AND NOT system GROUP BY 1, 2 ORDER BY 1, 2
       ON CONFLICT (organization_id, day, shard) DO UPDATE
         SET completed = d.completed + excluded.completed, cancelled = d.cancelled + excluded.cancelled)`;

/**
 * SQL: counts the unresolved jobs, FAILED ones that were neither acknowledged nor retried, in the statement that makes them so
 * or ends it. Rows are locked in one order.
 * @param rows what follows FROM: rows with organization_id, unresolved. The counters of all their organizations are locked
 * @param sign whether those that are unresolved became so now, or were until now
 */
export const countFailed = (rows: string, sign: '+' | '-'): string => `
     attention AS (INSERT INTO engine.attention AS a (organization_id, shard, failed)
       SELECT organization_id, ${shard}, ${sign}count(*) FILTER (WHERE unresolved) FROM ${rows} GROUP BY 1 ORDER BY 1
       ON CONFLICT (organization_id, shard) DO UPDATE SET failed = a.failed + excluded.failed)`;
