import type { SqlClient } from '../../database/sql.js';
import type { Job } from '../job.js';
import { insertJobs, type JobRow } from './create-jobs.js';

/**
 * Writes, in the caller's transaction, jobs that no user asked for just now: they use no slot of the caps. Left out are
 * those whose `dedupeKey` an unfinished job has. Whoever gives the same keys at the same time must hold a common lock;
 * the unique index refuses what slips through.
 * @returns what was written
 */
export async function scheduleJobs(sql: SqlClient, rows: JobRow[]): Promise<Job[]> {
  const keys = rows.flatMap(({ dedupeKey }) => dedupeKey ?? []);
  const taken = new Set<string | undefined>();
  if (keys.length > 0) {
    const unfinished = await sql.query<{ key: string }>(
      'SELECT dedupe_key AS key FROM engine.unfinished WHERE dedupe_key = ANY ($1)',
      [keys],
    );
    for (const { key } of unfinished) taken.add(key);
  }
  const written = await insertJobs(
    sql,
    rows.filter(({ dedupeKey }) => !taken.has(dedupeKey)),
  );
  return [...written.values()];
}
