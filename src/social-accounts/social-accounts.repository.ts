import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { Platform } from '../core/database/enums.js';
import type { Prisma, SocialAccount } from '../core/database/generated/client.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';

/** What is read of an account: never its tokens. */
const SHOWN = {
  id: true,
  brandId: true,
  platform: true,
  platformId: true,
  displayName: true,
  username: true,
  status: true,
  statusReason: true,
  tokenExpiresAt: true,
  lastSyncAt: true,
  createdAt: true,
} satisfies Prisma.SocialAccountSelect;

/** An account without its tokens. */
export type ShownAccount = Pick<SocialAccount, keyof typeof SHOWN>;

/** What tells accounts apart. */
export type AccountIdentity = Pick<SocialAccount, 'brandId' | 'platform' | 'platformId'>;

/** What a connection sets anew, the tokens encrypted. A name that is undefined stays. */
export type ConnectedFields = Pick<
  SocialAccount,
  'login' | 'accessToken' | 'refreshToken' | 'tokenExpiresAt' | 'refreshExpiresAt'
> & { displayName?: string | undefined; username?: string | undefined };

/** Which accounts to list. */
export interface AccountFilter {
  brandId?: string | undefined;
  platform?: Platform | undefined;
}

/** The accounts of an organization's brands. Every method sees one organization's only. */
@Injectable()
export class SocialAccountsRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  list(
    organizationId: string,
    { brandId, platform }: AccountFilter,
    position: Position | null,
    count: number,
  ): Promise<ShownAccount[]> {
    return this.prisma.socialAccount.findMany({
      where: { organizationId, ...(brandId && { brandId }), ...(platform && { platform }), ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
      select: SHOWN,
    });
  }

  find(organizationId: string, id: string): Promise<ShownAccount | null> {
    return this.prisma.socialAccount.findFirst({ where: { id, organizationId }, select: SHOWN });
  }

  /** @returns the platforms of those ids that are accounts of the organization */
  async findPlatforms(organizationId: string, ids: string[]): Promise<Map<string, Platform>> {
    const accounts = await this.prisma.socialAccount.findMany({
      where: { organizationId, id: { in: ids } },
      select: { id: true, platform: true },
    });
    return new Map(accounts.map(({ id, platform }) => [id, platform]));
  }

  async findId(organizationId: string, { brandId, platform, platformId }: AccountIdentity): Promise<string | null> {
    const where = { organizationId, brandId, platform, platformId };
    return (await this.prisma.socialAccount.findFirst({ where, select: { id: true } }))?.id ?? null;
  }

  /** @returns false when the brand has that account already */
  async add(organizationId: string, id: string, identity: AccountIdentity, fields: ConnectedFields): Promise<boolean> {
    const { count } = await this.prisma.socialAccount.createMany({
      data: [{ id, organizationId, ...identity, ...fields }],
      skipDuplicates: true,
    });
    return count > 0;
  }

  /**
   * Gives an account other tokens, which heals it. A refresh that is under way no longer counts.
   * @returns false when there is no such account
   */
  async reconnect(organizationId: string, id: string, fields: ConnectedFields): Promise<boolean> {
    const replaced = await this.database.query(
      `UPDATE social_accounts SET access_token = $3, refresh_token = $4, token_expires_at = $5, refresh_expires_at = $6,
         login = $7::account_login, display_name = coalesce($8, display_name), username = coalesce($9, username),
         tokens_at = greatest(clock_timestamp(), tokens_at + interval '1 millisecond'), refresh_sent_at = NULL,
         status = 'ACTIVE', status_reason = NULL, updated_at = now()
       WHERE id = $1 AND organization_id = $2 RETURNING id`,
      [
        id,
        organizationId,
        fields.accessToken,
        fields.refreshToken,
        fields.tokenExpiresAt,
        fields.refreshExpiresAt,
        fields.login,
        fields.displayName ?? null,
        fields.username ?? null,
      ],
    );
    return replaced.length > 0;
  }

  /** Removes an account with its tokens; what was published with it stays on record. */
  async delete(organizationId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.socialAccount.deleteMany({ where: { id, organizationId } });
    return count > 0;
  }
}
