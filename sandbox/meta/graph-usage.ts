import type { Clock } from '../clock.js';
import type { GraphService } from './graph.wire.js';

const HOUR_MS = 3_600_000;
/** 200 calls an hour for each user of an app (graph-api/overview/rate-limiting); the sandbox's has a hundred. */
const APP_CALLS = 200 * 100;
/** 4,800 calls a day for each engaged user, or impression, of an account; the sandbox's have ten. */
const ACCOUNT_CALLS = 4_800 * 10;
const ACCOUNT_WINDOW_MS = 24 * HOUR_MS;

/** How much of its allowance an account has used. */
export interface AccountUsage {
  readonly service: GraphService;
  readonly accountId: string;
  readonly percent: number;
  /** Minutes until calls are answered again; 0 while they are. */
  readonly minutesToRegain: number;
}

/** How the app and, where the call is about one, an account stand after a call was counted. */
export interface Usage {
  readonly appPercent: number;
  readonly accounts: readonly AccountUsage[];
}

interface Window {
  readonly endsAt: number;
  used: number;
}

/** Counts the calls of the app and of each account, in windows that begin with a first call. */
export class UsageCounters {
  readonly #windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {}

  /** Counts a call; calls that are refused for their number count too. */
  take(service: GraphService, accountId: string | undefined): Usage {
    const app = this.#count('app', HOUR_MS);
    const appPercent = Math.floor((app.used * 100) / APP_CALLS);
    if (accountId === undefined) return { appPercent, accounts: [] };
    const { used, endsAt } = this.#count(`account ${accountId}`, ACCOUNT_WINDOW_MS);
    const percent = Math.min(100, Math.floor((used * 100) / ACCOUNT_CALLS));
    const minutes = Math.ceil((endsAt - this.clock.now().getTime()) / 60_000);
    const isOver = percent === 100;
    return { appPercent, accounts: [{ service, accountId, percent, minutesToRegain: isOver ? minutes : 0 }] };
  }

  #count(name: string, lengthMs: number): Window {
    const now = this.clock.now().getTime();
    const current = this.#windows.get(name);
    const window = current && current.endsAt > now ? current : { endsAt: now + lengthMs, used: 0 };
    this.#windows.set(name, window);
    window.used++;
    return window;
  }
}

/** What a fault says is used, in place of the counts. */
export function setUsage(usage: Usage, percent: number, minutesToRegain = 0): Usage {
  return { appPercent: percent, accounts: usage.accounts.map((one) => ({ ...one, percent, minutesToRegain })) };
}

/** The usage that a batch's own answer tells: the most of what its calls used. */
export function mostOf(usages: readonly Usage[]): Usage {
  const accounts = new Map<string, AccountUsage>();
  for (const one of usages.flatMap((usage) => usage.accounts)) {
    const known = accounts.get(one.accountId);
    if (!known || known.percent <= one.percent) accounts.set(one.accountId, one);
  }
  return { appPercent: Math.max(0, ...usages.map((usage) => usage.appPercent)), accounts: [...accounts.values()] };
}

/** The limit that is reached, as its code; null while there is none (graph-api/overview/rate-limiting). */
export function limitReached({ appPercent, accounts }: Usage): 4 | 80001 | 80002 | null {
  if (appPercent >= 100) return 4;
  const over = accounts.find((one) => one.minutesToRegain > 0);
  return over ? (over.service === 'facebook' ? 80001 : 80002) : null;
}

/** The headers of every answer. */
export function usageHeaders({ appPercent, accounts }: Usage): Record<string, string> {
  const app = { call_count: appPercent, total_time: appPercent, total_cputime: appPercent };
  const byAccount = accounts.map(({ service, accountId, percent, minutesToRegain }) => [
    accountId,
    [
      {
        type: service === 'facebook' ? 'pages' : 'instagram',
        call_count: percent,
        total_cputime: percent,
        total_time: percent,
        estimated_time_to_regain_access: minutesToRegain,
      },
    ],
  ]);
  return {
    'x-app-usage': JSON.stringify(app),
    ...(accounts.length > 0 && { 'x-business-use-case-usage': JSON.stringify(Object.fromEntries(byAccount)) }),
  };
}
