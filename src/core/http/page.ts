import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Optional } from '../validation/decorators.js';
import { ApiError } from './api-error.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Where a row stands in a list that is sorted by `createdAt`, then `id`, newest first. */
export interface Position {
  createdAt: Date;
  id: string;
}

/** The query of every list; one with filters extends it. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  limit: number = DEFAULT_LIMIT;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @Optional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

/** Milliseconds in base 36, a dot, the id. */
const CURSOR = /^([0-9a-z]{1,9})\.([A-Za-z0-9_-]{1,64})$/;

/** @returns text that is opaque to clients */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt.getTime().toString(36)}.${id}`).toString('base64url');
}

/**
 * @returns null without a cursor
 * @throws {ApiError} 400 for anything that `encodeCursor` did not make
 */
export function decodeCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const [, time, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const createdAt = new Date(Number.parseInt(time ?? '', 36));
  if (id === undefined || Number.isNaN(createdAt.getTime()) || encodeCursor({ createdAt, id }) !== cursor) {
    throw ApiError.validation([{ path: ['cursor'], message: 'must be the nextCursor of an earlier answer' }]);
  }
  return { createdAt, id };
}

/** The condition, as Prisma takes it, of the rows after a position. */
export function olderThan(position: Position | null) {
  if (!position) return {};
  const { createdAt, id } = position;
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** The order that {@link olderThan} goes with, as Prisma takes it. */
export const newestFirst = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];

/**
 * Cuts a page from rows that were read with one more than `limit`, the sign that there is another page.
 * @param limit as in the query
 */
export function cutPage<Row extends Position>(rows: Row[], limit: number): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: last && rows.length > limit ? encodeCursor(last) : null };
}
