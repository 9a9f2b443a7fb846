import { Injectable } from '@nestjs/common';
import type { SocialAccountStatus } from '../../core/database/enums.js';
import { type JobError, PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import { NotificationsProducer } from '../../notifications/notifications.producer.js';
import { PlatformError, toJobError } from '../platform-error.js';
import type { PlatformAccount } from '../social-platform.js';
import { TEXT_RULES } from '../text-rules.js';
import { PlatformAccountsRepository, type StoredAccount } from './platform-accounts.repository.js';
import { StoredTokens } from './stored-tokens.js';
import { type Renewal, TokenRenewal } from './token-renewal.js';

/** When tokens are wanted anew. */
export interface RefreshOptions {
  /** Also when the access token lives long enough. */
  readonly force: boolean;
  /** Tokens that were stored after this will do; without it, those that another stores while this waits. */
  readonly since?: Date;
}

/** How an account stands after a refresh. */
export interface RefreshReport {
  /** Whether it has newer tokens, whoever got them, or, without force, does not need any. */
  readonly success: boolean;
  /** When its access token ends; null when it does not, or the platform did not tell. */
  readonly expiresAt: Date | null;
  /** Whether it works till then only, and somebody must connect it again. */
  readonly requiresReauth: boolean;
}

/** A token that ends within this is refreshed before it is used: longer than any job works with it. */
const ENDS_SOON_MS = 10 * 60_000;

const ENDED = 'its access token has ended and cannot be refreshed.';

/** The accounts on social platforms, for handlers: fresh tokens, and what a platform's answer means for the account. */
@Injectable()
export class PlatformAccounts {
  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly tokens: StoredTokens,
    private readonly renewal: TokenRenewal,
    private readonly notifications: NotificationsProducer,
  ) {}

  /**
   * Calls `work` with the account and a token that lives. Where `work` throws a {@link PlatformError} TOKEN_DEAD, by which it
   * says that nothing was done, the token is refreshed and `work` called once more.
   * @throws {PermanentJobError} ACCOUNT_NOT_FOUND, ACCOUNT_NEEDS_REAUTH, ACCOUNT_RESTRICTED or TOKEN_UNREADABLE
   * @throws {JobError} what a refresh that `work` cannot do without failed with
   * @throws whatever else `work` does, as it is
   */
  async use<T>(
    organizationId: string,
    accountId: string,
    signal: AbortSignal,
    work: (account: PlatformAccount) => Promise<T>,
  ): Promise<T> {
    const found = requireActive(await this.load(organizationId, accountId));
    const account = endsSoon(found) ? await this.prolong(found, signal) : found;
    try {
      return await work(this.tokens.openAccount(account));
    } catch (error) {
      if (!isDead(error)) throw await this.takeNote(account, error);
      const renewed = await this.replace(account, error, signal);
      return work(this.tokens.openAccount(renewed)).catch(async (again: unknown) => {
        throw isDead(again) ? await this.giveUp(renewed, again.message) : await this.takeNote(renewed, again);
      });
    }
  }

  /**
   * Gets new tokens. Calls at the same time, in any worker, make one call to the platform.
   * @throws {PermanentJobError} ACCOUNT_NOT_FOUND, ACCOUNT_NEEDS_REAUTH or TOKEN_UNREADABLE
   * @throws {JobError} what the platform answered; nothing but a dead token or a restriction changes the account
   */
  async refresh(
    organizationId: string,
    accountId: string,
    signal: AbortSignal,
    { force, since }: RefreshOptions,
  ): Promise<RefreshReport> {
    const account = requireConnected(await this.load(organizationId, accountId));
    if (!force && !endsSoon(account)) return reportOf(account, true);
    const renewal = await this.renew(account, since ?? account.tokensAt, signal);
    if (renewal.kind === 'RENEWED') return reportOf(renewal.account, true);
    if (renewal.kind === 'NOT_POSSIBLE' && lives(renewal.account)) return reportOf(renewal.account, false);
    throw await this.giveUp(renewal.account, reasonOf(renewal));
  }

  /**
   * What {@link refresh} could do, without asking the platform.
   * @throws {PermanentJobError} ACCOUNT_NOT_FOUND, ACCOUNT_NEEDS_REAUTH
   */
  async foresee(organizationId: string, accountId: string): Promise<RefreshReport> {
    const account = requireConnected(await this.load(organizationId, accountId));
    const possible = this.renewal.isPossible(account);
    if (!possible && !lives(account))
      throw new PermanentJobError(`The account must be connected again: ${ENDED}`, {
        code: 'ACCOUNT_NEEDS_REAUTH',
      });
    return reportOf(account, possible);
  }

  private async load(organizationId: string, accountId: string): Promise<StoredAccount> {
    const account = await this.accounts.find(organizationId, accountId);
    if (!account) throw new PermanentJobError('The account no longer exists', { code: 'ACCOUNT_NOT_FOUND' });
    return account;
  }

  /** Before the token's end: what cannot be refreshed just now is used as long as it lives. */
  private async prolong(account: StoredAccount, signal: AbortSignal): Promise<StoredAccount> {
    const renewal = await this.renew(account, account.tokensAt, signal).catch((error: unknown) => {
      if (
        lives(account) &&
        error instanceof Error &&
        error.cause instanceof PlatformError &&
        !isRestriction(error.cause)
      )
        return { kind: 'NOT_POSSIBLE', account } as const;
      throw error;
    });
    if (renewal.kind === 'RENEWED') return requireActive(renewal.account);
    if (renewal.kind === 'NOT_POSSIBLE' && lives(renewal.account)) return requireActive(renewal.account);
    throw await this.giveUp(renewal.account, reasonOf(renewal));
  }

  /** After the platform's refusal of the token. */
  private async replace(account: StoredAccount, dead: PlatformError, signal: AbortSignal): Promise<StoredAccount> {
    const renewal = await this.renew(account, account.tokensAt, signal);
    if (renewal.kind === 'RENEWED') return requireActive(renewal.account);
    throw await this.giveUp(renewal.account, renewal.kind === 'REFUSED' ? renewal.error.message : dead.message);
  }

  private async renew(account: StoredAccount, since: Date, signal: AbortSignal): Promise<Renewal> {
    try {
      return await this.renewal.renew(account.organizationId, account.id, since, signal);
    } catch (error) {
      const noted = await this.takeNote(account, error);
      throw noted instanceof PlatformError ? toJobError(noted) : noted;
    }
  }

  /** @returns the error, once the account stands as it says */
  private async takeNote(account: StoredAccount, error: unknown): Promise<unknown> {
    if (error instanceof PlatformError && isRestriction(error))
      await this.turn(account, 'RESTRICTED', error.message, 'is restricted by the platform');
    return error;
  }

  /** @returns with what the job ends: for good, or for now where somebody has just connected the account again */
  private async giveUp(account: StoredAccount, reason: string): Promise<JobError> {
    await this.turn(account, 'NEEDS_REAUTH', reason, 'must be connected again');
    const now = await this.load(account.organizationId, account.id);
    if (now.tokensAt > account.tokensAt)
      return new TransientJobError('The account was connected again meanwhile', { code: 'ACCOUNT_CHANGED' });
    return new PermanentJobError(`The account must be connected again: ${reason}`, { code: 'ACCOUNT_NEEDS_REAUTH' });
  }

  /** Told once a turn, and not at all where newer tokens are stored by now. */
  private async turn(account: StoredAccount, status: SocialAccountStatus, reason: string, what: string): Promise<void> {
    if (!(await this.accounts.setStatus(account, status, reason))) return;
    const { id, organizationId, platform, platformId, username, displayName } = account;
    const name = username ? `@${username.replace(/^@/, '')}` : (displayName ?? platformId);
    await this.notifications.notify({
      organizationId,
      kind: 'ACCOUNT_NEEDS_REAUTH',
      sentence: `The account ${name} on ${TEXT_RULES[platform].name} ${what}: ${reason}`,
      resource: `/api/social-accounts/${id}`,
    });
  }
}

function requireConnected(account: StoredAccount): StoredAccount {
  if (account.status !== 'NEEDS_REAUTH') return account;
  const reason = account.statusReason ?? 'its token has ended';
  throw new PermanentJobError(`The account must be connected again: ${reason}`, { code: 'ACCOUNT_NEEDS_REAUTH' });
}

function requireActive(account: StoredAccount): StoredAccount {
  if (account.status !== 'RESTRICTED') return requireConnected(account);
  const reason = account.statusReason ?? 'the platform does not say why';
  throw new PermanentJobError(`The account is restricted: ${reason}`, { code: 'ACCOUNT_RESTRICTED' });
}

function endsSoon({ livesForMs }: StoredAccount): boolean {
  return livesForMs !== null && livesForMs < ENDS_SOON_MS;
}

function lives({ livesForMs }: StoredAccount): boolean {
  return livesForMs === null || livesForMs > 0;
}

function reportOf({ tokenExpiresAt: expiresAt }: StoredAccount, success: boolean): RefreshReport {
  return { success, expiresAt, requiresReauth: !success };
}

function reasonOf(renewal: Exclude<Renewal, { kind: 'RENEWED' }>): string {
  return renewal.kind === 'REFUSED' ? renewal.error.message : ENDED;
}

function isDead(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.kind === 'TOKEN_DEAD';
}

function isRestriction({ kind }: PlatformError): boolean {
  return kind === 'ACCOUNT_RESTRICTED';
}
