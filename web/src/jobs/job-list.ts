import type { Schema } from '../../../client/client.js';
import type { JobEvent } from '../../../client/follow-jobs.js';

export type Job = Schema<'Job'>;

/** Which jobs a list shows; nothing means all. */
export interface JobFilter {
  status: Schema<'JobStatus'>[];
  type: Schema<'JobType'>[];
  brandId: string | null;
}

/** A page of the API's list. */
export type JobPageBody = Schema<'JobPage'>;

/** Newest first, as the API sorts. */
export function isBefore(a: Pick<Job, 'createdAt' | 'id'>, b: Pick<Job, 'createdAt' | 'id'>): boolean {
  return a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt;
}

/** Whether a change makes the list other than it is, beyond what the change tells of its row: an end has its time, and an error. */
export function needsLook(event: JobEvent, { status, type }: JobFilter, rows: readonly Job[]): boolean {
  if (type.length > 0 && !type.includes(event.type)) return false;
  const known = rows.find(({ id }) => id === event.id);
  const fits = status.length === 0 || status.includes(event.status);
  return known ? !fits || known.status !== event.status : fits;
}

/** The rows with a change in its place; the same array where none of them changed. An older change changes nothing. */
export function withEvent(
  rows: readonly Job[],
  { id, status, progress, attempts, updatedAt }: JobEvent,
): readonly Job[] {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (!row || row.updatedAt > updatedAt) return rows;
  return rows.with(index, { ...row, status, progress, attempts, updatedAt });
}

/**
 * What was read of the list, with its first page read anew. Rows further down stay; where the new page does not reach down
 * to them, or says that none follow, it is all there is.
 */
export function withHead(known: JobPageBody, head: JobPageBody): JobPageBody {
  const last = head.jobs.at(-1);
  const ids = new Set(head.jobs.map(({ id }) => id));
  const overlaps = known.jobs.some(({ id }) => ids.has(id));
  if (!last || head.nextCursor === null || !overlaps) return head;
  const below = known.jobs.filter((job) => isBefore(last, job));
  return { ...head, jobs: [...head.jobs, ...below], nextCursor: below.length > 0 ? known.nextCursor : head.nextCursor };
}
