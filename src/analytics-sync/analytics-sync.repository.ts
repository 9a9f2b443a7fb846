import { Injectable } from '@nestjs/common';
import { type Platform, SocialAccountStatus } from '../core/database/enums.js';
import { PrismaService } from '../core/database/prisma.service.js';

/** An account whose token ends. */
export interface ExpiringAccount {
  id: string;
  organizationId: string;
  brandId: string;
  platform: Platform;
  tokenExpiresAt: Date;
}

/** What this feature reads of the record. */
@Injectable()
export class AnalyticsSyncRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Active accounts of all organizations whose tokens end by then, in the order of their ids.
   * @param after an id that they come behind, null for the first
   */
  async findExpiring(by: Date, after: string | null, limit: number): Promise<ExpiringAccount[]> {
    const accounts = await this.prisma.socialAccount.findMany({
      where: { id: { gt: after ?? '' }, status: SocialAccountStatus.ACTIVE, tokenExpiresAt: { lte: by } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true, organizationId: true, brandId: true, platform: true, tokenExpiresAt: true },
    });
    return accounts.map(({ tokenExpiresAt, ...account }) => ({ ...account, tokenExpiresAt: tokenExpiresAt! }));
  }

  /** When a job was asked for; null for one that is not on record. */
  async findJobCreation(id: string): Promise<Date | null> {
    return (await this.prisma.job.findUnique({ where: { id }, select: { createdAt: true } }))?.createdAt ?? null;
  }
}
