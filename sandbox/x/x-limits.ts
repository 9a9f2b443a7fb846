import type { Clock } from '../clock.js';
import type { Account } from '../social/accounts.js';

const WINDOW_MS = 15 * 60_000;

/** Calls of one account in 15 minutes (docs.x.com, rate limits, "per user"). */
export const LIMITS = {
  'GET /2/tweets': 5_000,
  'POST /2/tweets': 100,
  'DELETE /2/tweets/:id': 50,
  'GET /2/users/:id/tweets': 900,
  'GET /2/users/me': 75,
  'POST /2/media/upload': 500,
  'GET /2/media/upload': 1_000,
  'POST /2/media/upload/initialize': 1_875,
  'POST /2/media/upload/:id/append': 1_875,
  'POST /2/media/upload/:id/finalize': 1_875,
} as const;

export type LimitedEndpoint = keyof typeof LIMITS;

/** How an account stands with an endpoint after a call was counted. */
export interface Standing {
  readonly isExceeded: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, in seconds of Unix time as the caller counts it, which the sandbox's clock does not move. */
  readonly reset: number;
}

/** Counts the calls of each account by endpoint, in windows that begin with a first call. */
export class RateLimits {
  readonly #windows = new WeakMap<Account, Map<LimitedEndpoint, { endsAt: number; used: number }>>();

  constructor(private readonly clock: Clock) {}

  /** Counts a call. */
  take(account: Account, endpoint: LimitedEndpoint): Standing {
    const now = this.clock.now().getTime();
    const windows = this.#windows.get(account.self) ?? new Map();
    this.#windows.set(account.self, windows);
    const current = windows.get(endpoint);
    const window = current && current.endsAt > now ? current : { endsAt: now + WINDOW_MS, used: 0 };
    windows.set(endpoint, window);
    window.used++;
    const limit = LIMITS[endpoint];
    return {
      isExceeded: window.used > limit,
      limit,
      remaining: Math.max(0, limit - window.used),
      reset: Math.ceil((window.endsAt - this.clock.offsetMs) / 1_000),
    };
  }
}

/** @param usagePercent what a fault says is used, in place of the count */
export function headersOf({ limit, remaining, reset }: Standing, usagePercent?: number): Record<string, string> {
  const left = usagePercent === undefined ? remaining : Math.floor((limit * (100 - usagePercent)) / 100);
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(left),
    'x-rate-limit-reset': String(reset),
  };
}
