import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { fingerprintOf } from '../social/accounts.js';
import { badParameter, refusal } from './graph.wire.js';

const DAY_MS = 24 * 3_600_000;
/** How long a long-lived token of a user lives (facebook-login/guides/access-tokens/get-long-lived). */
const LONG_LIFE_MS = 60 * DAY_MS;
const LEAST_AGE_TO_REFRESH_MS = DAY_MS;

/** What somebody allowed the app once. The tokens that come of it end with it. */
export interface Grant {
  isRevoked: boolean;
  /** The account that the first call with such a token named. */
  accountId: string | null;
  /** Always the same for a token, for where an id is needed that no call has named. */
  readonly drawnId: string;
}

interface KnownToken {
  readonly grant: Grant;
  readonly kind: 'USER' | 'PAGE';
  /** When the sandbox issued it, or first saw it. */
  readonly since: number;
  /** Infinity for one that does not expire, as those that the sandbox did not issue. */
  readonly expiresAt: number;
  readonly isIssued: boolean;
}

/** A new token, and for how many seconds it is good. */
export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
}

/** Access tokens of Facebook and Instagram. One that was never seen opens access; none is kept but as a hash, in memory. */
export class GraphTokens {
  readonly #tokens = new Map<string, KnownToken>();

  constructor(private readonly clock: Clock) {}

  /**
   * @param isExpired whether a fault says so
   * @throws {Refusal} code 104 without a token, 190 with the documented subcode for one that is not accepted
   */
  grantOf(token: string | undefined, isExpired = false): Grant {
    if (!token) throw refusal({ code: 104, message: '(#104) An access token is required to request this resource.' });
    const known = this.#of(token);
    if (known.grant.isRevoked)
      throw refusal({
        code: 190,
        subcode: 458,
        message: 'Error validating access token: The user has not authorized the application.',
      });
    if (isExpired || known.expiresAt <= this.clock.now().getTime())
      throw refusal({ code: 190, subcode: 463, message: this.#expiryMessage(known) });
    return known.grant;
  }

  /** A long-lived token for one that is good. @throws {Refusal} as {@link grantOf} */
  exchange(token: string, prefix: 'EAA' | 'IGAA', isExpired: boolean): IssuedToken {
    const grant = this.grantOf(token, isExpired);
    const access_token = this.#issue(grant, 'USER', prefix, LONG_LIFE_MS);
    return { access_token, token_type: 'bearer', expires_in: LONG_LIFE_MS / 1_000 };
  }

  /**
   * Instagram's refresh: a token for another 60 days (instagram-platform/reference/refresh_access_token).
   * @throws {Refusal} also for one of the sandbox's that is younger than 24 hours
   */
  refresh(token: string, isExpired: boolean): IssuedToken {
    this.grantOf(token, isExpired);
    const known = this.#of(token);
    if (known.isIssued && this.clock.now().getTime() - known.since < LEAST_AGE_TO_REFRESH_MS)
      throw badParameter('The access token must be at least 24 hours old to be refreshed');
    return this.exchange(token, 'IGAA', isExpired);
  }

  /** A page's token, which has no expiry date. */
  issueForPage(grant: Grant): string {
    return this.#issue(grant, 'PAGE', 'EAA', Infinity);
  }

  /** What `debug_token` tells of a token (facebook-login/guides/access-tokens/debugging). */
  describe(token: string, isExpired: boolean): Record<string, unknown> {
    const known = this.#of(token);
    const isOver = isExpired || known.expiresAt <= this.clock.now().getTime();
    const seconds = (time: number) => (time === Infinity ? 0 : Math.floor(time / 1_000));
    const error = known.grant.isRevoked
      ? { code: 190, message: 'The user has not authorized the application.', subcode: 458 }
      : { code: 190, message: this.#expiryMessage(known), subcode: 463 };
    return {
      app_id: 'sandbox',
      application: 'Sandbox',
      type: known.kind,
      ...(known.kind === 'PAGE' && { profile_id: known.grant.accountId ?? known.grant.drawnId }),
      user_id: known.grant.drawnId,
      is_valid: !isOver && !known.grant.isRevoked,
      issued_at: seconds(known.since),
      expires_at: seconds(known.expiresAt),
      data_access_expires_at: seconds(known.since + 90 * DAY_MS),
      scopes: SCOPES,
      ...((isOver || known.grant.isRevoked) && { error }),
    };
  }

  #of(token: string): KnownToken {
    return this.#tokens.get(fingerprintOf(token)) ?? this.#remember(token);
  }

  #remember(token: string): KnownToken {
    const drawnId = String(BigInt(`0x${fingerprintOf(token).slice(0, 13)}`) + 10n ** 16n);
    const grant = { isRevoked: false, accountId: null, drawnId };
    const since = this.clock.now().getTime();
    const known = { grant, kind: 'USER', since, expiresAt: Infinity, isIssued: false } as const;
    this.#tokens.set(fingerprintOf(token), known);
    return known;
  }

  #issue(grant: Grant, kind: KnownToken['kind'], prefix: string, lifetimeMs: number): string {
    const token = `${prefix}${randomBytes(48).toString('hex')}`;
    const since = this.clock.now().getTime();
    this.#tokens.set(fingerprintOf(token), { grant, kind, since, expiresAt: since + lifetimeMs, isIssued: true });
    return token;
  }

  #expiryMessage({ expiresAt }: KnownToken): string {
    const now = this.clock.now();
    const at = expiresAt === Infinity ? now : new Date(expiresAt);
    return `Error validating access token: Session has expired on ${at.toUTCString()}. The current time is ${now.toUTCString()}.`;
  }
}

const SCOPES = [
  'pages_show_list',
  'pages_manage_posts',
  'pages_read_engagement',
  'read_insights',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_insights',
];
