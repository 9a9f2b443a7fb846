import type { JobType, ScheduleMisfire, ScheduleOverlap, SlotOutcome } from '../core/database/enums.js';
import type { SqlClient } from '../core/database/sql.js';
import { roomOf } from './slot-decision.js';

/** A schedule that the caller's transaction has locked. Times are the database's. */
export interface LockedSchedule {
  id: string;
  organizationId: string;
  brandId: string | null;
  jobType: JobType;
  cron: string;
  timezone: string;
  payload: object;
  priority: number;
  overlap: ScheduleOverlap;
  misfire: ScheduleMisfire;
  nextRunAt: Date | null;
  owedSlot: Date | null;
  now: Date;
}

/** What is written of a schedule. */
export interface Move {
  id: string;
  slot: { at: Date; outcome: SlotOutcome } | null;
  nextRunAt: Date | null;
  owedSlot: Date | null;
}

/** How long it is known of a slot what became of it: no clock jumps further back unnoticed. */
const SLOTS_KEPT = '7 days';

const columns = `s.id, s.organization_id AS "organizationId", s.brand_id AS "brandId", s.job_type AS "jobType", s.cron,
  s.timezone, s.payload, s.priority, s.overlap, s.misfire, s.next_run_at AS "nextRunAt", s.owed_slot AS "owedSlot",
  clock_timestamp() AS now`;

const most = `CASE s.overlap WHEN 'SKIP' THEN ${roomOf.SKIP} ELSE ${roomOf.QUEUE} END`;

const unfinishedJobs = `(SELECT count(*)::int FROM (SELECT FROM jobs j WHERE j.schedule_id = s.id AND j.completed_at IS NULL
  LIMIT ${most}) counted)`;

/** Locks schedules whose next slot has come. Those that another scheduler holds are left to it. */
export function lockDue(sql: SqlClient, limit: number): Promise<LockedSchedule[]> {
  return sql.query<LockedSchedule>(
    `SELECT ${columns} FROM schedules s WHERE s.next_run_at <= clock_timestamp() ORDER BY s.next_run_at
     LIMIT $1 FOR NO KEY UPDATE OF s SKIP LOCKED`,
    [limit],
  );
}

/** Locks schedules that owe a slot and seem to have room for it. */
export function lockOwing(sql: SqlClient, limit: number): Promise<LockedSchedule[]> {
  return sql.query<LockedSchedule>(
    `SELECT ${columns} FROM schedules s WHERE s.owed_slot IS NOT NULL AND ${unfinishedJobs} < ${most}
     ORDER BY s.owed_slot LIMIT $1 FOR NO KEY UPDATE OF s SKIP LOCKED`,
    [limit],
  );
}

/** Locks schedules that are ahead and whose next slot was found with an older time zone database than `version`. */
export function lockOutdated(sql: SqlClient, version: string, limit: number): Promise<LockedSchedule[]> {
  return sql.query<LockedSchedule>(
    `SELECT ${columns} FROM schedules s WHERE s.tz_version COLLATE "C" < $1 AND s.next_run_at > clock_timestamp()
     LIMIT $2 FOR NO KEY UPDATE OF s SKIP LOCKED`,
    [version, limit],
  );
}

/**
 * How many jobs of each schedule have not ended, counted no further than its room. A statement of its own, after the
 * lock: one that locks and counts would count what was there before the lock.
 */
export async function countUnfinished(sql: SqlClient, ids: string[]): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; unfinished: number }>(
    `SELECT s.id, ${unfinishedJobs} AS unfinished FROM schedules s WHERE s.id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, unfinished }) => [id, unfinished]));
}

/** Notes what becomes of slots. @returns the ids of the schedules whose slot nothing was known of yet */
export async function recordSlots(sql: SqlClient, moves: readonly Move[]): Promise<Set<string>> {
  const slots = moves.flatMap(({ id, slot }) => (slot ? [{ id, ...slot }] : []));
  if (slots.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    `WITH old AS (DELETE FROM schedule_slots WHERE schedule_id = ANY ($2)
         AND slot < clock_timestamp() - interval '${SLOTS_KEPT}')
     INSERT INTO schedule_slots (schedule_id, slot, outcome, at)
     SELECT id, at, outcome, clock_timestamp() FROM jsonb_to_recordset($1) AS x (id text, at timestamptz, outcome slot_outcome)
     ON CONFLICT DO NOTHING RETURNING schedule_id AS id`,
    [JSON.stringify(slots), slots.map(({ id }) => id)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Moves schedules on. @param fired the ids of those that have just made a job */
export async function moveOn(
  sql: SqlClient,
  moves: readonly Move[],
  fired: ReadonlySet<string>,
  version: string,
): Promise<void> {
  const rows = moves.map(({ id, nextRunAt, owedSlot }) => ({ id, nextRunAt, owedSlot, fired: fired.has(id) }));
  await sql.query(
    `UPDATE schedules s SET next_run_at = x."nextRunAt", owed_slot = x."owedSlot", tz_version = $2,
       last_run_at = CASE WHEN x.fired THEN clock_timestamp() ELSE s.last_run_at END
     FROM jsonb_to_recordset($1) AS x (id text, "nextRunAt" timestamptz, "owedSlot" timestamptz, fired boolean)
     WHERE s.id = x.id`,
    [JSON.stringify(rows), version],
  );
}
