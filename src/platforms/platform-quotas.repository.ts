import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { PlatformQuota } from '../core/database/generated/client.js';
import { PrismaService } from '../core/database/prisma.service.js';
import type { LimitedAccount } from './platform-quotas.js';

/** What an answer said of one limit. */
export interface QuotaReading {
  /** The calls that the platform counts together. */
  readonly scope: string;
  /** 0…100 and beyond. */
  readonly usedPercent: number;
  /** When the allowance begins anew; null when the answer does not say. */
  readonly resetsAt: Date | null;
  /** Until when such calls are refused; null when they are not. */
  readonly blockedUntil: Date | null;
}

export type Quota = Pick<PlatformQuota, 'usedPercent' | 'resetsAt' | 'blockedUntil' | 'updatedAt'>;

/** What platforms last said of accounts' limits. */
@Injectable()
export class PlatformQuotasRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  async find({ platform, platformId }: LimitedAccount, scopes: readonly string[]): Promise<Quota[]> {
    return this.prisma.platformQuota.findMany({ where: { platform, platformId, scope: { in: [...scopes] } } });
  }

  /** One statement; the rows are written in one order, so that two workers do not wait for each other in a circle. */
  async save({ platform, platformId }: LimitedAccount, readings: readonly QuotaReading[]): Promise<void> {
    await this.database.query(
      `INSERT INTO platform_quotas (platform, platform_id, scope, used_percent, resets_at, blocked_until, updated_at)
       SELECT $1::platform, $2, scope, "usedPercent", "resetsAt", "blockedUntil", now()
       FROM jsonb_to_recordset($3) AS q(scope text, "usedPercent" int, "resetsAt" timestamptz, "blockedUntil" timestamptz)
       ORDER BY scope
       ON CONFLICT (platform, platform_id, scope) DO UPDATE SET used_percent = excluded.used_percent,
         resets_at = excluded.resets_at, blocked_until = excluded.blocked_until, updated_at = excluded.updated_at`,
      [platform, platformId, JSON.stringify(readings)],
    );
  }
}
