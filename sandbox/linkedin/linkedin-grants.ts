import type { Clock } from '../clock.js';
import { Account, type Accounts, fingerprintOf } from '../social/accounts.js';
import type { Answer } from '../social/endpoint.js';

const ACCESS_TOKEN_SECONDS = 60 * 86_400;
const REFRESH_TOKEN_SECONDS = 365 * 86_400;

/** Grants of LinkedIn: a refresh token stays the same and lives for a year from when it was first seen, whatever its use. */
export class LinkedInGrants {
  /** By the fingerprint of the refresh token. */
  readonly #grants = new Map<string, { readonly account: Account; readonly endsAt: number }>();

  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** `POST /oauth/v2/accessToken` (learn.microsoft.com/linkedin, programmatic refresh tokens). */
  refresh(form: Readonly<Record<string, string>>): Answer {
    const { grant_type: type, refresh_token: refreshToken, client_id: id, client_secret: secret } = form;
    if (type !== 'refresh_token')
      return oauthError(400, 'unsupported_grant_type', 'The stand-in knows the grant type refresh_token.');
    if (!id || !secret) return oauthError(401, 'invalid_client', 'Client authentication failed');
    if (!refreshToken) return oauthError(400, 'invalid_request', 'A required parameter "refresh_token" is missing');
    const now = this.clock.now().getTime();
    const key = fingerprintOf(refreshToken);
    const grant = this.#grants.get(key) ?? { account: new Account(), endsAt: now + REFRESH_TOKEN_SECONDS * 1_000 };
    this.#grants.set(key, grant);
    if (grant.endsAt <= now) return EXPIRED;
    const body = {
      access_token: this.accounts.issue(grant.account, ACCESS_TOKEN_SECONDS * 1_000),
      expires_in: ACCESS_TOKEN_SECONDS,
      refresh_token: refreshToken,
      refresh_token_expires_in: Math.floor((grant.endsAt - now) / 1_000),
      token_type: 'Bearer',
    };
    return { status: 200, headers: { 'cache-control': 'no-store' }, body };
  }
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

const EXPIRED = oauthError(
  400,
  'invalid_request',
  'The provided authorization grant or refresh token is invalid, expired or revoked.',
);
