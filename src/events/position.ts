import { ApiError } from '../core/http/api-error.js';

/**
 * Up to where a reader knows the record. A time alone would not do: a row takes its time before its transaction commits,
 * so one with an earlier time may appear later.
 */
export interface Position {
  /** The database's clock, in milliseconds since 1970. */
  at: number;
  /** Which transactions had ended, as PostgreSQL writes a `pg_snapshot`: `xmin:xmax:running,…` */
  snapshot: string;
}

/** 999999999999999 milliseconds are the year 33658; a transaction's number has 64 bits. */
const POSITION = /^(\d{1,15})-([1-9]\d{0,18})$/;

/** As an event's `id`: of the snapshot only the number below which every transaction had ended, so that it stays short. */
export function encodePosition({ at, snapshot }: Position): string {
  return `${at}-${snapshot.slice(0, snapshot.indexOf(':'))}`;
}

/**
 * Reads a `Last-Event-ID`; null without one.
 * @throws {ApiError} 400 for what no event had
 */
export function decodePosition(lastEventId: string | undefined): Position | null {
  if (lastEventId === undefined) return null;
  const [, at, xmin] = POSITION.exec(lastEventId) ?? [];
  if (at === undefined || xmin === undefined || BigInt(xmin) >= 2n ** 63n)
    throw ApiError.validation([{ path: ['Last-Event-ID'], message: 'must be the id of an earlier event' }]);
  return { at: Number(at), snapshot: `${xmin}:${xmin}:` };
}
