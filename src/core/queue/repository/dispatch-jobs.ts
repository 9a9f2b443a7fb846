import type { Database } from '../../database/database.js';
import { wakeLanes } from './wake-lanes.js';

/** One entry of the window: the job and the token under which a worker may start it. */
export interface Dispatched {
  jobId: string;
  token: bigint;
}

/** The least and the most that may wait in a queue's window (simulated: a larger one is unfair; docs/architecture.md). */
const SMALLEST_WINDOW = 2;
const LARGEST_WINDOW = 500;

/** How many jobs whose time has come one dispatch makes ready. */
const PROMOTED_AT_ONCE = 500;

/**
 * Moves due jobs of a queue into its window, organizations taking turns, and commits. One dispatcher at a time a queue: the
 * row lock on `queues`. Each statement is a snapshot of its own, so what is counted is counted after the lock.
 * @returns what is now in the window and must be handed to BullMQ; `more` when another dispatch would find work at once
 */
export async function dispatchJobs(database: Database, queue: string): Promise<{ jobs: Dispatched[]; more: boolean }> {
  return database.transaction(async (sql) => {
    const open = await sql.query('SELECT FROM engine.queues WHERE queue = $1 AND NOT paused FOR UPDATE', [queue]);
    if (open.length === 0) return { jobs: [], more: false };

    const promoted = await sql.query(
      `WITH due AS (UPDATE engine.unfinished SET phase = 'r' WHERE job_id IN (
           SELECT job_id FROM engine.unfinished WHERE queue = $1 AND phase = 'l' AND run_at <= clock_timestamp()
           ORDER BY run_at LIMIT ${PROMOTED_AT_ONCE})
         RETURNING organization_id),
       ${wakeLanes('due')}
       SELECT FROM due`,
      [queue],
    );

    const [window] = await sql.query<{ room: number; busy: number }>(
      `WITH flight AS (SELECT count(*) FILTER (WHERE phase = 'w') AS waiting, count(DISTINCT organization_id) AS busy
         FROM engine.unfinished WHERE queue = $1 AND phase IN ('w', 'x')),
       speed AS (SELECT count(*) AS workers,
           coalesce(sum(finished) FILTER (WHERE finished_at > clock_timestamp() - interval '1 second'), 0) AS finished
         FROM engine.workers WHERE queue = $1 AND seen_at > clock_timestamp() - interval '15 seconds')
       SELECT (CASE WHEN workers = 0 THEN 0
           ELSE least(greatest(finished, ${SMALLEST_WINDOW}), ${LARGEST_WINDOW}) END - waiting)::int AS room, busy::int AS busy
       FROM flight, speed`,
      [queue],
    );
    const { room, busy } = window!;
    if (room <= 0) return { jobs: [], more: false };

    const jobs = await sql.query<Dispatched>(
      `WITH flight AS (SELECT organization_id, count(*) AS n FROM engine.unfinished
         WHERE queue = $1 AND phase IN ('w', 'x') GROUP BY 1),
       lane AS MATERIALIZED (SELECT l.organization_id, l.served_at, coalesce(f.n, 0) AS n
         FROM (SELECT organization_id, served_at FROM engine.lanes WHERE queue = $1 AND waiting ORDER BY served_at LIMIT $2::int + $3::int) l
         LEFT JOIN flight f USING (organization_id) ORDER BY n, l.served_at LIMIT $2::int),
       pick AS (SELECT p.job_id, row_number() OVER (ORDER BY p.turn, lane.served_at) AS place FROM lane CROSS JOIN LATERAL (
           SELECT job_id, lane.n + row_number() OVER (ORDER BY rank_at) AS turn FROM engine.unfinished u
           WHERE u.queue = $1 AND u.organization_id = lane.organization_id AND u.phase = 'r'
           ORDER BY rank_at LIMIT ceil(2.0 * $2::int / (SELECT count(*) FROM lane))) p
         ORDER BY place LIMIT $2::int),
       moved AS (UPDATE engine.unfinished u SET phase = 'w', token = nextval('engine.token_seq'), dispatched_at = clock_timestamp()
         FROM pick p WHERE u.job_id = p.job_id AND u.phase = 'r' RETURNING u.job_id, u.organization_id, u.token, p.place),
       turn AS (UPDATE engine.lanes SET served_at = clock_timestamp()
         WHERE queue = $1 AND organization_id IN (SELECT organization_id FROM moved))
       SELECT job_id AS "jobId", token FROM moved ORDER BY place`,
      [queue, room, busy],
    );

    const emptied = jobs.length < room ? await clearLanes(sql.query.bind(sql), queue, room + busy) : 0;
    return { jobs, more: promoted.length === PROMOTED_AT_ONCE || (emptied > 0 && jobs.length < room) };
  });
}

/**
 * Takes lanes without ready jobs out of the turn. A lane is locked before it is looked at again: a creator holds it shared
 * from before it adds a job until its commit, and one whose creator is at work is left for the next time.
 */
async function clearLanes(query: Database['query'], queue: string, most: number): Promise<number> {
  const ready = `EXISTS (SELECT FROM engine.unfinished u WHERE u.queue = l.queue AND u.organization_id = l.organization_id AND u.phase = 'r')`;
  const locked = await query<{ organization_id: string }>(
    `SELECT organization_id FROM engine.lanes l WHERE queue = $1 AND waiting AND NOT ${ready}
     ORDER BY served_at LIMIT $2::int FOR UPDATE SKIP LOCKED`,
    [queue, most],
  );
  if (locked.length === 0) return 0;
  const cleared = await query(
    `UPDATE engine.lanes l SET waiting = false WHERE queue = $1 AND organization_id = ANY($2) AND NOT ${ready} RETURNING true`,
    [queue, locked.map((lane) => lane.organization_id)],
  );
  return cleared.length;
}
