import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { Job } from '../core/queue/job.js';
import type { Position } from './position.js';

/** What an event says of a job. */
export type JobState = Pick<Job, 'id' | 'type' | 'status' | 'progress' | 'attempts' | 'updatedAt'>;

/** The state of a job that has ended, and when it did. */
export interface EndedJob extends JobState {
  completedAt: Date;
}

/** How many jobs a page of a catch-up has: some 40 KB of events, less than a stream holds for a slow reader. */
export const PAGE_SIZE = 200;

/**
 * No write commits later than this after it took its time: statements are given up sooner (core/database). What ended
 * so long before a position is looked at again, by its transaction.
 */
const LONGEST_WRITE = `interval '1 minute'`;

const state = `j.id, j.type, j.status, j.progress, j.attempts, j.updated_at AS "updatedAt"`;

/** SQL: the clock and the transactions of this statement's snapshot. */
const here = `floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at,
  pg_current_snapshot()::text AS snapshot`;

/**
 * SQL: whether a row was written by a transaction that had not ended in a snapshot ($3). A row keeps the lower 32 bits of
 * its transaction's number. (A savepoint would have a number of its own, which no snapshot names: jobs are written in none.)
 */
const isNew = `(((j.xmin::text::bigint - pg_snapshot_xmax($3::pg_snapshot)::text::bigint) & 4294967295) < 2147483648
  OR j.xmin::text::bigint IN (SELECT xid::text::bigint & 4294967295 FROM pg_snapshot_xip($3::pg_snapshot) xid))`;

/** Reads what events tell, always within one organization. */
@Injectable()
export class EventsRepository {
  constructor(private readonly database: Database) {}

  async position(): Promise<Position> {
    const [position] = await this.database.query<Position>(`SELECT ${here}`);
    return position!;
  }

  async find(organizationId: string, id: string): Promise<JobState | null> {
    const [job] = await this.database.query<JobState>(
      `SELECT ${state} FROM jobs j WHERE j.id = $2 AND j.organization_id = $1 AND NOT j.system`,
      [organizationId, id],
    );
    return job ?? null;
  }

  /** Every job that was changed after a position, once, in the order of the changes, and the position to go on from. */
  async changes(organizationId: string, since: Position): Promise<{ jobs: JobState[]; position: Position }> {
    const rows = await this.database.query<JobState & Position>(
      `SELECT here.*, changed.* FROM (SELECT ${here}) here LEFT JOIN (
         SELECT ${state} FROM jobs j WHERE j.organization_id = $1 AND NOT j.system AND j.completed_at IS NULL AND ${isNew}
         UNION ALL SELECT ${state} FROM jobs j WHERE j.organization_id = $1 AND NOT j.system
           AND j.completed_at > to_timestamp($2 / 1000.0) - ${LONGEST_WRITE} AND ${isNew}) changed ON true
       ORDER BY "updatedAt", id`,
      [organizationId, since.at, since.snapshot],
    );
    const { at, snapshot } = rows[0]!;
    return { jobs: rows.filter((row) => row.id !== null), position: { at, snapshot } };
  }

  /** A page of the jobs that have not ended, by id. */
  unfinished(organizationId: string, after: JobState | null): Promise<JobState[]> {
    return this.database.query<JobState>(
      `SELECT ${state} FROM jobs j WHERE j.organization_id = $1 AND NOT j.system AND j.completed_at IS NULL AND j.id > $2
       ORDER BY j.id LIMIT ${PAGE_SIZE}`,
      [organizationId, after?.id ?? ''],
    );
  }

  /** A page of the jobs that ended after a position, oldest first. */
  endedSince(organizationId: string, since: Position, after: EndedJob | null): Promise<EndedJob[]> {
    return this.database.query<EndedJob>(
      `SELECT ${state}, j.completed_at AS "completedAt" FROM jobs j
       WHERE j.organization_id = $1 AND NOT j.system AND j.completed_at > to_timestamp($2 / 1000.0) - ${LONGEST_WRITE} AND ${isNew}
         AND ($4::timestamptz IS NULL OR (j.completed_at, j.id) > ($4, $5))
       ORDER BY j.completed_at, j.id LIMIT ${PAGE_SIZE}`,
      [organizationId, since.at, since.snapshot, after?.completedAt ?? null, after?.id ?? null],
    );
  }
}
