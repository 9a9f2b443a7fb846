import { z } from 'zod';
import type { QuotaReading } from '../platform-quotas.js';

/**
 * What Meta counts together: all calls of the app, those about a Page or an Instagram account (the types of business use cases),
 * those with a Page's token; and what is posted, of which only refusals tell.
 */
export type MetaScope = 'app' | 'pages' | 'instagram' | 'page' | 'publishing';

/** Everything that limits a read. */
export const READ_SCOPES: readonly MetaScope[] = ['app', 'pages', 'instagram', 'page'];
/** Everything that limits a post. */
export const PUBLISH_SCOPES: readonly MetaScope[] = [...READ_SCOPES, 'publishing'];

/** No limit of Meta's lasts longer than its day. */
const LONGEST_BLOCK_MINUTES = 24 * 60;
const MOST_PERCENT = 1_000;

const percent = z
  .number()
  .catch(0)
  .default(0)
  .transform((value) => Math.ceil(Math.min(Math.max(value, 0), MOST_PERCENT)));

const usage = z.object({ call_count: percent, total_time: percent, total_cputime: percent });

const businessUsage = z.record(
  z.string(),
  z.array(
    usage.extend({ type: z.string().catch(''), estimated_time_to_regain_access: z.number().catch(0).default(0) }),
  ),
);

/** The headers in which Meta tells the usage; the first two in graph-api/overview/rate-limiting, the third in older material. */
const APP = 'x-app-usage';
const BUSINESS = 'x-business-use-case-usage';
const PAGE = 'x-page-usage';

/**
 * What an answer's headers say of the limits. Headers that are missing or not what is documented say nothing.
 * @param headers by lower-case name
 * @param now milliseconds, from which `estimated_time_to_regain_access` (minutes) counts
 * @returns at most one reading a scope
 */
export function readUsage(headers: ReadonlyMap<string, string>, now = Date.now()): QuotaReading[] {
  const readings: QuotaReading[] = [];
  for (const [scope, header] of [
    ['app', APP],
    ['page', PAGE],
  ] as const) {
    const parsed = usage.safeParse(parse(headers.get(header)));
    if (parsed.success) readings.push(reading(scope, parsed.data, 0, now));
  }
  const businesses = businessUsage.safeParse(parse(headers.get(BUSINESS)));
  for (const entry of Object.values(businesses.data ?? {}).flat()) {
    if (entry.type !== 'pages' && entry.type !== 'instagram') continue;
    readings.push(reading(entry.type, entry, entry.estimated_time_to_regain_access, now));
  }
  return strictest(readings);
}

/** Of several readings of a scope, the one with the most usage and the latest end. */
export function strictest(readings: readonly QuotaReading[]): QuotaReading[] {
  const byScope = new Map<string, QuotaReading>();
  for (const next of readings) {
    const known = byScope.get(next.scope) ?? next;
    byScope.set(next.scope, {
      scope: next.scope,
      usedPercent: Math.max(known.usedPercent, next.usedPercent),
      resetsAt: later(known.resetsAt, next.resetsAt),
      blockedUntil: later(known.blockedUntil, next.blockedUntil),
    });
  }
  return [...byScope.values()];
}

/** The time until which the readings let nobody call; null when they do. */
export function regainsAt(readings: readonly QuotaReading[]): Date | null {
  return readings.reduce<Date | null>((latest, { blockedUntil }) => later(latest, blockedUntil), null);
}

/** The reading of a limit that refused a call. */
export function blocked(scope: MetaScope, until: Date): QuotaReading {
  return { scope, usedPercent: 100, resetsAt: until, blockedUntil: until };
}

function reading(scope: MetaScope, used: z.infer<typeof usage>, minutes: number, now: number): QuotaReading {
  const usedPercent = Math.max(used.call_count, used.total_time, used.total_cputime);
  const until = minutes > 0 ? new Date(now + Math.min(minutes, LONGEST_BLOCK_MINUTES) * 60_000) : null;
  return { scope, usedPercent, resetsAt: until, blockedUntil: until };
}

function later(one: Date | null, other: Date | null): Date | null {
  return !one || (other && other > one) ? other : one;
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
