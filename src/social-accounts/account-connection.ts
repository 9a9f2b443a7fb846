import { Injectable } from '@nestjs/common';
import { AccountLogin, Platform } from '../core/database/enums.js';
import { createId } from '../core/database/id.js';
import { ApiError } from '../core/http/api-error.js';
import { TokenVault, TokenVaultError } from '../core/vault/token-vault.js';
import type { ConnectSocialAccount } from './social-account.dto.js';
import { type ConnectedFields, SocialAccountsRepository } from './social-accounts.repository.js';

/** Connects accounts: their tokens are encrypted for the row that they are stored in. */
@Injectable()
export class AccountConnection {
  constructor(
    private readonly accounts: SocialAccountsRepository,
    private readonly vault: TokenVault,
  ) {}

  /**
   * Adds an account to a brand of the organization, or gives the one that it has new tokens.
   * @throws {ApiError} 503 where nothing is set to encrypt with
   */
  async connect(organizationId: string, body: ConnectSocialAccount): Promise<{ id: string; isNew: boolean }> {
    const { brandId, platform, platformId } = body;
    const identity = { brandId, platform, platformId };
    // Whoever connects or removes the same account at this moment sends this round the loop once more.
    for (;;) {
      const known = await this.accounts.findId(organizationId, identity);
      const id = known ?? createId();
      const fields = this.seal(id, body);
      const isDone = known
        ? await this.accounts.reconnect(organizationId, id, fields)
        : await this.accounts.add(organizationId, id, identity, fields);
      if (isDone) return { id, isNew: !known };
    }
  }

  private seal(id: string, body: ConnectSocialAccount): ConnectedFields {
    const { accessToken, refreshToken = null, platform, login = AccountLogin.INSTAGRAM } = body;
    try {
      return {
        accessToken: this.vault.encrypt(accessToken, { rowId: id, kind: 'access' }),
        refreshToken: refreshToken && this.vault.encrypt(refreshToken, { rowId: id, kind: 'refresh' }),
        tokenExpiresAt: toDate(body.tokenExpiresAt),
        refreshExpiresAt: toDate(body.refreshExpiresAt),
        login: platform === Platform.INSTAGRAM ? login : null,
        displayName: body.displayName,
        username: body.username,
      };
    } catch (error) {
      throw error instanceof TokenVaultError ? ApiError.unavailable(`${error.message}.`, { cause: error }) : error;
    }
  }
}

/** PostgreSQL has no year 0; any time as old means that it has ended. */
function toDate(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(Math.max(new Date(text).getTime(), 0));
}
