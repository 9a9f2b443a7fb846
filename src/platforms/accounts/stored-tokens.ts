import { Injectable } from '@nestjs/common';
import { PermanentJobError } from '../../core/queue/job-errors.js';
import type { SealedTable } from '../../core/vault/token-rotation.repository.js';
import { TokenVault, TokenVaultError } from '../../core/vault/token-vault.js';
import type { AccountTokens, PlatformAccount, RefreshedTokens } from '../social-platform.js';
import type { SealedTokens, StoredAccount } from './platform-accounts.repository.js';

/** Where the tokens are kept. */
export const accountTokens: SealedTable = {
  name: 'social_accounts',
  contents: 'tokens',
  rows: 'accounts',
  columns: { access_token: 'access', refresh_token: 'refresh' },
};

/** Opens what is stored of an account for the calls of a job, and closes what they bring. */
@Injectable()
export class StoredTokens {
  constructor(private readonly vault: TokenVault) {}

  /** @throws {PermanentJobError} TOKEN_UNREADABLE where no key opens it, or none is set */
  openAccount({ id, platform, platformId, login, accessToken }: StoredAccount): PlatformAccount {
    const place = { rowId: id, kind: 'access' } as const;
    return { platform, platformId, login, accessToken: orFail(() => this.vault.decrypt(accessToken, place)) };
  }

  /** @throws {PermanentJobError} TOKEN_UNREADABLE */
  open(account: StoredAccount): AccountTokens {
    const place = { rowId: account.id, kind: 'refresh' } as const;
    const { accessToken } = this.openAccount(account);
    const { refreshToken } = account;
    return { accessToken, refreshToken: refreshToken && orFail(() => this.vault.decrypt(refreshToken, place)) };
  }

  seal(accountId: string, { accessToken, refreshToken, expiresAt, refreshExpiresAt }: RefreshedTokens): SealedTokens {
    return {
      accessToken: this.vault.encrypt(accessToken, { rowId: accountId, kind: 'access' }),
      refreshToken: refreshToken && this.vault.encrypt(refreshToken, { rowId: accountId, kind: 'refresh' }),
      expiresAt,
      refreshExpiresAt,
    };
  }
}

/** Trying again changes neither a setting nor a row. */
function orFail<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof TokenVaultError)) throw error;
    throw new PermanentJobError(error.message, { code: 'TOKEN_UNREADABLE', cause: error });
  }
}
