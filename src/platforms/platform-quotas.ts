import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../core/logging/logger.js';
import { PlatformError } from './platform-error.js';
import { PlatformQuotasRepository, type Quota, type QuotaReading } from './platform-quotas.repository.js';
import type { PlatformAccount } from './social-platform.js';

export type { QuotaReading };

/** From this usage on nothing is read, so that publishing keeps headroom (docs/architecture.md). */
const READING_STOPS_AT_PERCENT = 80;

/** How long a usage counts that came without a time at which it ends, and how long readers wait then. */
const USAGE_HOLDS_MS = 15 * 60_000;

/** Whose limits: the account's on the platform, the same for every row of ours that names it. */
export type LimitedAccount = Pick<PlatformAccount, 'platform' | 'platformId'>;

/** The one record of what platforms let accounts do, shared by publishing and reading, over all workers. */
@Injectable()
export class PlatformQuotas {
  constructor(
    private readonly quotas: PlatformQuotasRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Keeps what an answer said of the limits; what it did not speak of stays. What cannot be kept is logged: the answer may
   * hold a post's id or a new token, which must not be lost for it.
   */
  async note(account: LimitedAccount, readings: readonly QuotaReading[]): Promise<void> {
    if (readings.length === 0) return;
    try {
      await this.quotas.save(account, readings);
    } catch (err) {
      this.logger.warn({ err, platform: account.platform }, 'What a platform said of its limits could not be kept');
    }
  }

  /**
   * @param scopes the calls that are about to be made
   * @throws {PlatformError} RATE_LIMITED while the platform refuses them, or while too little is left for reading
   */
  async require(account: LimitedAccount, scopes: readonly string[], purpose: 'READ' | 'PUBLISH'): Promise<void> {
    const now = Date.now();
    const times = (await this.quotas.find(account, scopes)).map((quota) => endOf(quota, purpose, now));
    const until = Math.max(...times, 0);
    if (until <= now) return;
    const sentence =
      purpose === 'READ'
        ? 'The platform asked to wait, or little of its allowance is left, which is kept for publishing'
        : 'The platform asked to wait';
    throw new PlatformError('RATE_LIMITED', sentence, { until: new Date(until) });
  }
}

/** The time until which such calls are not made; 0 when they may be. */
function endOf({ usedPercent, resetsAt, blockedUntil, updatedAt }: Quota, purpose: 'READ' | 'PUBLISH', now: number) {
  const blocked = blockedUntil?.getTime() ?? 0;
  if (purpose === 'PUBLISH' || usedPercent < READING_STOPS_AT_PERCENT) return blocked;
  const usageEnds = resetsAt?.getTime() ?? updatedAt.getTime() + USAGE_HOLDS_MS;
  return Math.max(blocked, usageEnds > now ? usageEnds : 0);
}
