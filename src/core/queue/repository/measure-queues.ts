import type { SqlClient } from '../../database/sql.js';

/** How a queue stands, for the metrics. */
export interface QueueMeasures {
  queue: string;
  paused: boolean;
  /** Due, in the window or not; at most {@link MOST}. */
  waiting: number;
  /** Of these, in the window. */
  window: number;
  /** At most {@link MOST}. */
  delayed: number;
  active: number;
  /** Since when the job that is due longest has been due, of those next in their organization, in seconds; 0 without one. */
  oldestDueSeconds: number;
  /** Alive. */
  workers: number;
}

/** What is counted and looked at is bounded, so that a scrape costs the same beside a million jobs. */
const MOST = 100_000;
const MOST_LANES = 10_000;

/** Measures every queue from index entries alone, or few rows. */
export async function measureQueues(sql: SqlClient): Promise<QueueMeasures[]> {
  const bounded = (phase: string): string =>
    `(SELECT count(*)::int AS n FROM (SELECT FROM engine.unfinished WHERE queue = q.queue AND ${phase} LIMIT ${MOST}) c)`;
  return sql.query<QueueMeasures>(
    `SELECT q.queue, q.paused, least(ready.n + late.n + flight.window, ${MOST}) AS waiting, flight.window, delayed.n AS delayed,
       flight.active, greatest(coalesce(extract(epoch FROM clock_timestamp() - least(flight.due, later.due, next.due)), 0), 0)::float8
         AS "oldestDueSeconds",
       (SELECT count(*)::int FROM engine.workers w
         WHERE w.queue = q.queue AND w.seen_at > clock_timestamp() - interval '15 seconds') AS workers
     FROM engine.queues q
     CROSS JOIN LATERAL ${bounded(`place = 'r'`)} ready
     CROSS JOIN LATERAL ${bounded(`place = 'l' AND run_at <= now()`)} late
     CROSS JOIN LATERAL ${bounded(`place = 'l' AND run_at > now()`)} delayed
     CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE phase = 'w')::int AS window, count(*) FILTER (WHERE phase = 'x')::int AS active,
       min(run_at) FILTER (WHERE phase = 'w') AS due FROM engine.unfinished WHERE queue = q.queue AND place = 'f') flight
     CROSS JOIN LATERAL (SELECT min(run_at) AS due FROM engine.unfinished
       WHERE queue = q.queue AND place = 'l' AND run_at <= now()) later
     CROSS JOIN LATERAL (SELECT min(first.run_at) AS due
       FROM (SELECT organization_id FROM engine.lanes l WHERE l.queue = q.queue AND l.waiting ORDER BY served_at LIMIT ${MOST_LANES}) lane
       CROSS JOIN LATERAL (SELECT run_at FROM engine.unfinished u WHERE u.queue = q.queue AND u.organization_id = lane.organization_id
         AND u.place = 'r' ORDER BY rank_at LIMIT 1) first) next
     ORDER BY q.queue`,
  );
}
