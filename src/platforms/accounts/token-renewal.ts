import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Platform } from '../../core/database/enums.js';
import { PermanentJobError } from '../../core/queue/job-errors.js';
import { PlatformError } from '../platform-error.js';
import type { RefreshedTokens, SocialPlatform } from '../social-platform.js';
import { SocialPlatforms } from '../social-platforms.js';
import { PlatformAccountsRepository, type SealedTokens, type StoredAccount } from './platform-accounts.repository.js';
import { StoredTokens } from './stored-tokens.js';

/** What became of a renewal; the account as it is stored now. */
export type Renewal =
  /** It has newer tokens, whoever got them. */
  | { readonly kind: 'RENEWED'; readonly account: StoredAccount }
  /** There is nothing to refresh it with: no refresh token, or one that may be spent. */
  | { readonly kind: 'NOT_POSSIBLE'; readonly account: StoredAccount }
  /** The platform wants the account to be connected again. */
  | { readonly kind: 'REFUSED'; readonly account: StoredAccount; readonly error: PlatformError };

/** A platform answers a refresh within seconds; what takes longer counts as not answered. */
const REFRESH_TIMEOUT_MS = 20_000;

/** How long whoever sends a refresh has to store its answer: the call, and one statement of the database (15 s). */
const LEASE_MS = 40_000;

/** How often those who wait for another's refresh look whether it has ended. */
const POLL_MS = 200;

/** New tokens that the database does not take at once are offered again, this often and far apart. */
const STORE_TRIES = 10;
const STORE_PAUSE_MS = 1_000;

/** These renew by a refresh token only; the others renew or check the access token itself. */
const NEEDS_REFRESH_TOKEN: readonly Platform[] = ['TWITTER', 'LINKEDIN'];

const LOST = 'The answer to the last refresh was lost: connect the account again before its access token ends.';

/**
 * Refreshes tokens, one call at a time an account over all workers. The right to call is a time in the account's row, set by
 * one statement and cleared with the answer, so that it ends with its holder and no transaction or connection waits for the
 * platform (docs/security.md). A refresh token that is good for one call is never sent twice.
 */
@Injectable()
export class TokenRenewal {
  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly platforms: SocialPlatforms,
    private readonly tokens: StoredTokens,
  ) {}

  /**
   * @param since tokens that were stored after it will do; without any the platform is asked
   * @throws {PlatformError} when the platform could not be asked, or refuses for another reason than the token
   * @throws {PermanentJobError} ACCOUNT_NOT_FOUND, TOKEN_UNREADABLE
   */
  async renew(organizationId: string, id: string, since: Date, signal: AbortSignal): Promise<Renewal> {
    for (let older = since; ;) {
      signal.throwIfAborted();
      const account = await this.accounts.find(organizationId, id);
      if (!account) throw new PermanentJobError('The account no longer exists', { code: 'ACCOUNT_NOT_FOUND' });
      if (account.tokensAt > older) return { kind: 'RENEWED', account };
      older = account.tokensAt;
      const platform = this.platforms.of(account.platform);
      switch (stateOf(account, platform)) {
        case 'NOT_POSSIBLE':
          return { kind: 'NOT_POSSIBLE', account };
        case 'LOST':
          await this.accounts.dropRefreshToken(account, LOST);
          break;
        case 'UNDER_WAY':
          await delay(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
          break;
        case 'POSSIBLE': {
          const error = await this.refresh(account, platform, signal);
          if (error) return { kind: 'REFUSED', account, error };
        }
      }
    }
  }

  /** Whether there is anything to refresh its tokens with, or somebody is at it. */
  isPossible(account: StoredAccount): boolean {
    const state = stateOf(account, this.platforms.of(account.platform));
    return state === 'POSSIBLE' || state === 'UNDER_WAY';
  }

  /**
   * Sends a refresh and stores its answer, unless another is quicker; the caller looks at what is stored then.
   * @returns the platform's refusal where the account must be connected again, else null
   */
  private async refresh(
    account: StoredAccount,
    platform: SocialPlatform,
    signal: AbortSignal,
  ): Promise<PlatformError | null> {
    const tokens = this.tokens.open(account);
    const plain = this.tokens.openAccount(account);
    const once = platform.refreshesOnce;
    if (!(await this.accounts.claimRefresh(account, once ? null : LEASE_MS))) return null;
    const deadline = AbortSignal.timeout(REFRESH_TIMEOUT_MS);
    let answer: RefreshedTokens;
    try {
      // An answer that holds the only valid tokens is awaited even where the job has been told to stop.
      answer = await platform.refresh(tokens, plain, once ? deadline : AbortSignal.any([deadline, signal]));
    } catch (error) {
      if (once && !isAnswered(error)) {
        await this.accounts.dropRefreshToken(account, LOST);
        if (isLost(error, deadline)) return null;
        throw error;
      }
      await this.accounts.releaseRefresh(account);
      if (error instanceof PlatformError && error.kind === 'TOKEN_DEAD') return error;
      if (isLost(error, deadline) && !signal.aborted) throw notAnswered(error);
      throw error;
    }
    await this.store(account, this.tokens.seal(account.id, answer));
    return null;
  }

  /** Nobody else has these tokens: a moment without the database must not lose them. A repeat after a lost answer matches nothing. */
  private async store(account: StoredAccount, tokens: SealedTokens): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.accounts.storeTokens(account, tokens);
        return;
      } catch (error) {
        if (tries === STORE_TRIES) throw error;
        await delay(STORE_PAUSE_MS);
      }
    }
  }
}

function stateOf(
  { platform: name, refreshToken, refreshSentMs }: StoredAccount,
  { refreshesOnce }: SocialPlatform,
): 'POSSIBLE' | 'NOT_POSSIBLE' | 'UNDER_WAY' | 'LOST' {
  if (refreshToken === null && NEEDS_REFRESH_TOKEN.includes(name)) return 'NOT_POSSIBLE';
  if (refreshSentMs === null) return 'POSSIBLE';
  if (refreshSentMs < LEASE_MS) return 'UNDER_WAY';
  return refreshesOnce ? 'LOST' : 'POSSIBLE';
}

/** Whether the platform has surely not taken the refresh. */
function isAnswered(error: unknown): boolean {
  return error instanceof PlatformError && error.kind !== 'OUTCOME_UNKNOWN';
}

function isLost(error: unknown, deadline: AbortSignal): boolean {
  return error instanceof PlatformError ? error.kind === 'OUTCOME_UNKNOWN' : deadline.aborted;
}

function notAnswered(cause: unknown): PlatformError {
  return new PlatformError('TEMPORARY', 'The platform did not answer the refresh', { cause });
}
