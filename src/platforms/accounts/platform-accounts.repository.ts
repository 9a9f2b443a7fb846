import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database.js';
import type { AccountLogin, Platform, SocialAccountStatus } from '../../core/database/enums.js';

/** An account as it is kept, its tokens encrypted. */
export interface StoredAccount {
  readonly id: string;
  readonly organizationId: string;
  readonly platform: Platform;
  readonly platformId: string;
  readonly displayName: string | null;
  readonly username: string | null;
  readonly login: AccountLogin | null;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly tokenExpiresAt: Date | null;
  /** The version of its tokens. */
  readonly tokensAt: Date;
  /** How long its access token lives, in milliseconds by the database's clock; negative when it has ended, null when it does not. */
  readonly livesForMs: number | null;
  /** How long ago a refresh was sent whose answer is not stored, in milliseconds; null when there is none. */
  readonly refreshSentMs: number | null;
  readonly status: SocialAccountStatus;
  readonly statusReason: string | null;
}

/** One version of an account's tokens: whoever stores others, by a refresh or by connecting again, makes it a past one. */
export type TokenVersion = Pick<StoredAccount, 'id' | 'tokensAt'>;

/** New tokens, encrypted. */
export interface SealedTokens {
  readonly accessToken: string;
  /** null: as before. */
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
  /** null: as before. */
  readonly refreshExpiresAt: Date | null;
}

const COLUMNS = `id, organization_id AS "organizationId", platform, platform_id AS "platformId", display_name AS "displayName",
  username, login, access_token AS "accessToken", refresh_token AS "refreshToken", token_expires_at AS "tokenExpiresAt",
  tokens_at AS "tokensAt", (extract(epoch FROM token_expires_at - clock_timestamp()) * 1000)::float8 AS "livesForMs",
  (extract(epoch FROM clock_timestamp() - refresh_sent_at) * 1000)::float8 AS "refreshSentMs", status,
  status_reason AS "statusReason"`;

/**
 * What a platform's answers do to an account. Each method is one statement that holds for one version of the tokens, and
 * says false where there are others by now. Times are the database's.
 */
@Injectable()
export class PlatformAccountsRepository {
  constructor(private readonly database: Database) {}

  async find(organizationId: string, id: string): Promise<StoredAccount | null> {
    const [account] = await this.database.query<StoredAccount>(
      `SELECT ${COLUMNS} FROM social_accounts WHERE id = $1 AND organization_id = $2`,
      [id, organizationId],
    );
    return account ?? null;
  }

  /**
   * Takes the right to send a refresh: nobody else has it until the answer is stored, or `leaseMs` are over.
   * @param leaseMs null: nobody else has it ever, as for a refresh token that is good for one call
   */
  claimRefresh({ id, tokensAt }: TokenVersion, leaseMs: number | null): Promise<boolean> {
    return this.applies(
      `UPDATE social_accounts SET refresh_sent_at = clock_timestamp(), updated_at = now()
       WHERE id = $1 AND tokens_at = $2
         AND (refresh_sent_at IS NULL OR refresh_sent_at < clock_timestamp() - $3::float8 * interval '1 millisecond')`,
      [id, tokensAt, leaseMs],
    );
  }

  /** The platform refused the refresh, or never had it: it may be sent again. */
  releaseRefresh({ id, tokensAt }: TokenVersion): Promise<boolean> {
    return this.applies(
      `UPDATE social_accounts SET refresh_sent_at = NULL, updated_at = now() WHERE id = $1 AND tokens_at = $2`,
      [id, tokensAt],
    );
  }

  /** The refresh token may be spent: it is not kept. A late answer can still be stored. */
  dropRefreshToken({ id, tokensAt }: TokenVersion, reason: string): Promise<boolean> {
    return this.applies(
      `UPDATE social_accounts SET refresh_token = NULL, status_reason = coalesce(status_reason, $3), updated_at = now()
       WHERE id = $1 AND tokens_at = $2`,
      [id, tokensAt, reason],
    );
  }

  /** Stores what a refresh brought, and heals an account that was given up in the meantime. */
  storeTokens({ id, tokensAt }: TokenVersion, tokens: SealedTokens): Promise<boolean> {
    return this.applies(
      `UPDATE social_accounts SET access_token = $3, refresh_token = coalesce($4, refresh_token), token_expires_at = $5,
         refresh_expires_at = coalesce($6, refresh_expires_at), refresh_sent_at = NULL,
         tokens_at = greatest(clock_timestamp(), tokens_at + interval '1 millisecond'),
         status = CASE status WHEN 'NEEDS_REAUTH' THEN 'ACTIVE' ELSE status END,
         status_reason = CASE status WHEN 'RESTRICTED' THEN status_reason END, updated_at = now()
       WHERE id = $1 AND tokens_at = $2`,
      [id, tokensAt, tokens.accessToken, tokens.refreshToken, tokens.expiresAt, tokens.refreshExpiresAt],
    );
  }

  /** @returns whether it was this that changed the status */
  setStatus({ id, tokensAt }: TokenVersion, status: SocialAccountStatus, reason: string): Promise<boolean> {
    return this.applies(
      `UPDATE social_accounts SET status = $3::social_account_status, status_reason = $4, updated_at = now()
       WHERE id = $1 AND tokens_at = $2 AND status <> $3::social_account_status`,
      [id, tokensAt, status, reason],
    );
  }

  private async applies(statement: string, values: unknown[]): Promise<boolean> {
    return (await this.database.query(`${statement} RETURNING id`, values)).length > 0;
  }
}
