import { type GraphCall, limitIn, timeIn } from './graph-call.js';
import { badParameter } from './graph.wire.js';

interface Listed {
  readonly id: string;
  readonly publishedAt: Date;
}

/**
 * The page of a list that a call asks for by `limit`, `since`, `until`, `after` and `before`, with the cursors to the others
 * (developers.facebook.com, graph-api/results).
 * @param rows newest first
 */
export function pageOf<T extends Listed>(rows: readonly T[], call: GraphCall, show: (row: T) => unknown) {
  const [since, until] = [timeIn(call.params, 'since'), timeIn(call.params, 'until')];
  const within = rows.filter(({ publishedAt }) => {
    const second = Math.floor(publishedAt.getTime() / 1_000) * 1_000;
    return (since === undefined || second >= since) && (until === undefined || second <= until);
  });
  const limit = limitIn(call.params);
  const { after, before } = call.params;
  const start = after ? placeOf(within, after) + 1 : before ? Math.max(0, placeOf(within, before) - limit) : 0;
  const end = before && !after ? placeOf(within, before) : start + limit;
  const shown = within.slice(start, end);
  if (shown.length === 0) return { data: [] };
  const cursors = { before: cursorOf(shown[0]!), after: cursorOf(shown.at(-1)!) };
  const next = end < within.length && { next: linkTo(call, 'after', cursors.after) };
  const previous = start > 0 && { previous: linkTo(call, 'before', cursors.before) };
  return { data: shown.map(show), paging: { cursors, ...next, ...previous } };
}

function placeOf(rows: readonly Listed[], cursor: string): number {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  const place = rows.findIndex((row) => row.id === id);
  if (place < 0) throw badParameter('Invalid cursors values');
  return place;
}

function cursorOf({ id }: Listed): string {
  return Buffer.from(id).toString('base64url');
}

/** As Graph's, with the token in it. */
function linkTo(call: GraphCall, direction: 'after' | 'before', cursor: string): string {
  const rest = Object.entries(call.params).filter(([name]) => name !== 'after' && name !== 'before');
  const path = call.version === null ? call.path : `${call.version}/${call.path}`;
  const query = new URLSearchParams({
    ...Object.fromEntries(rest),
    access_token: call.token ?? '',
    [direction]: cursor,
  });
  return `${call.origin}/${path}?${query.toString()}`;
}
