import type { PlatformAnswer } from '../platform-http.js';
import type { QuotaReading } from '../platform-quotas.js';

/** The windows that X counts in (docs.x.com/x-api/fundamentals/rate-limits), by what their headers begin with. */
const WINDOWS = ['x-rate-limit', 'x-user-limit-24hour', 'x-app-limit-24hour'];

/** The longest window is a day; a time further ahead is not believed. */
const LONGEST_WINDOW_MS = 25 * 3_600_000;

/** What an answer says of one window. */
interface Window {
  readonly remaining: number;
  /** 0…100. */
  readonly usedPercent: number;
  /** null when the answer does not say, or says what cannot be. */
  readonly resetsAt: Date | null;
}

/**
 * What an answer says of the limits of its endpoint: of the window that is used up most.
 * @param blockedUntil when the answer is a refusal for that: until when
 * @returns none where it says nothing
 */
export function readLimits(
  scope: string,
  { headers }: Pick<PlatformAnswer, 'headers'>,
  blockedUntil: Date | null,
  now = Date.now(),
): QuotaReading[] {
  const [fullest] = readWindows(headers, now).sort((a, b) => b.usedPercent - a.usedPercent);
  if (blockedUntil) return [{ scope, usedPercent: 100, resetsAt: blockedUntil, blockedUntil }];
  return fullest ? [{ scope, usedPercent: fullest.usedPercent, resetsAt: fullest.resetsAt, blockedUntil: null }] : [];
}

/** When an endpoint that refuses answers again: once every window that is used up has begun anew; null when not told. */
export function readReset({ headers }: Pick<PlatformAnswer, 'headers'>, now = Date.now()): Date | null {
  const usedUp = readWindows(headers, now).filter(({ remaining, resetsAt }) => remaining === 0 && resetsAt);
  const times = usedUp.map(({ resetsAt }) => resetsAt!.getTime());
  return times.length > 0 ? new Date(Math.max(...times)) : readTime(headers.get('x-rate-limit-reset'), now);
}

function readWindows(headers: PlatformAnswer['headers'], now: number): Window[] {
  return WINDOWS.flatMap((window) => {
    const limit = readCount(headers.get(`${window}-limit`));
    const remaining = readCount(headers.get(`${window}-remaining`));
    if (limit === null || remaining === null || limit === 0) return [];
    const usedPercent = Math.max(0, Math.floor(((limit - remaining) * 100) / limit));
    return [{ remaining, usedPercent, resetsAt: readTime(headers.get(`${window}-reset`), now) }];
  });
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** Unix seconds. */
function readTime(text: string | undefined, now: number): Date | null {
  const seconds = readCount(text);
  if (seconds === null) return null;
  const time = seconds * 1_000;
  return time > now && time <= now + LONGEST_WINDOW_MS ? new Date(time) : null;
}
