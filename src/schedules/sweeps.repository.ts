import type { SqlClient } from '../core/database/sql.js';

/** A sweep's row, which the caller's transaction has locked. Times are the database's. */
export interface LockedSweep {
  nextRunAt: Date;
  /** When the round under way began; null between two rounds. */
  startedAt: Date | null;
  /** Where its last part ended. */
  after: string | null;
  now: Date;
}

/** Makes the row of a sweep that has none. */
export async function addSweep(sql: SqlClient, name: string, nextRunAt: Date): Promise<void> {
  await sql.query('INSERT INTO engine.sweeps (name, next_run_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    name,
    nextRunAt,
  ]);
}

/** Locks the sweep if it is due or under way; null where it is not, or another scheduler holds it. */
export async function lockSweep(sql: SqlClient, name: string): Promise<LockedSweep | null> {
  const [row] = await sql.query<LockedSweep>(
    `SELECT next_run_at AS "nextRunAt", started_at AS "startedAt", after, clock_timestamp() AS now FROM engine.sweeps
     WHERE name = $1 AND (started_at IS NOT NULL OR next_run_at <= clock_timestamp()) FOR UPDATE SKIP LOCKED`,
    [name],
  );
  return row ?? null;
}

/** Keeps how far the round has come. */
export async function continueSweep(sql: SqlClient, name: string, startedAt: Date, after: string): Promise<void> {
  await sql.query('UPDATE engine.sweeps SET started_at = $2, after = $3 WHERE name = $1', [name, startedAt, after]);
}

/** Ends the round. */
export async function endSweep(sql: SqlClient, name: string, nextRunAt: Date): Promise<void> {
  await sql.query('UPDATE engine.sweeps SET started_at = NULL, after = NULL, next_run_at = $2 WHERE name = $1', [
    name,
    nextRunAt,
  ]);
}

/** The database's clock. */
export async function readClock(sql: SqlClient): Promise<Date> {
  const [row] = await sql.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return row!.now;
}
