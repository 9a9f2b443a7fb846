import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';

/** Somebody on a platform. Two accounts that turn out to be one go on as the first of them: compare `self`. */
export class Account {
  #platformId: string | null = null;
  #joined: Account | null = null;
  #hasActed = false;

  /** The account that this one is, itself unless it was joined to another. */
  get self(): Account {
    return this.#joined?.self ?? this;
  }

  /** The id that calls name it by; null as long as none did. */
  get platformId(): string | null {
    return this.self.#platformId;
  }

  set platformId(id: string) {
    this.self.#platformId = id;
  }

  /** Nothing is known of it but its token, so it may turn out to be any account. */
  get isStranger(): boolean {
    return this.platformId === null && !this.self.#hasActed;
  }

  /** From now on it is an account of its own: it has done something that others see. */
  act(): void {
    this.self.#hasActed = true;
  }

  /** What this account is and did is the other's from now on. */
  joinTo(other: Account): void {
    if (this.self === other.self) return;
    if (this.self.#hasActed) other.act();
    this.self.#joined = other.self;
  }
}

interface KnownToken {
  readonly account: Account;
  /** Infinity for a token that is not of the sandbox's making. */
  readonly expiresAt: number;
  isRevoked: boolean;
}

/**
 * The accounts of one service. Nobody registers: a token that was never seen opens an account of its own. Tokens are held
 * in memory only, and as hashes.
 */
export class Accounts {
  readonly #tokens = new Map<string, KnownToken>();
  readonly #byPlatformId = new Map<string, Account>();

  constructor(private readonly clock: Clock) {}

  /** Whose token it is, or why it is refused. */
  of(token: string): Account | 'EXPIRED' | 'REVOKED' {
    const known = this.#tokens.get(fingerprintOf(token)) ?? this.#remember(token, new Account(), Infinity);
    if (known.isRevoked) return 'REVOKED';
    if (known.expiresAt <= this.clock.now().getTime()) return 'EXPIRED';
    return known.account.self;
  }

  /** A new access token for the account, good for so long by the sandbox's clock. */
  issue(account: Account, lifetimeMs: number): string {
    const token = randomBytes(32).toString('base64url');
    this.#remember(token, account, this.clock.now().getTime() + lifetimeMs);
    return token;
  }

  /** Refuses the token from now on. */
  revoke(token: string): void {
    const known = this.#tokens.get(fingerprintOf(token)) ?? this.#remember(token, new Account(), Infinity);
    known.isRevoked = true;
  }

  /**
   * Ties an account to the id that a call names, if it has none yet; it becomes one with the account that has the id.
   * @returns whether the account is the one of that id
   */
  bind(account: Account, platformId: string): boolean {
    if (account.platformId !== null) return account.platformId === platformId;
    const known = this.#byPlatformId.get(platformId);
    if (known) {
      account.joinTo(known);
    } else {
      account.platformId = platformId;
      this.#byPlatformId.set(platformId, account.self);
    }
    return true;
  }

  withId(platformId: string): Account | undefined {
    return this.#byPlatformId.get(platformId)?.self;
  }

  #remember(token: string, account: Account, expiresAt: number): KnownToken {
    const known = { account, expiresAt, isRevoked: false };
    this.#tokens.set(fingerprintOf(token), known);
    return known;
  }
}

/** The account's name in the log of effects: its id, or what stands for the token that it is known by. */
export function labelOf(account: Account, token: string): string {
  return account.platformId ?? `token-${fingerprintOf(token).slice(0, 8)}`;
}

/** The access token of a request, undefined where there is none or it is malformed. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
}

/** What stands for a token where it is kept: no token is. */
export function fingerprintOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
