import { randomBytes } from 'node:crypto';
import { Account, type Accounts, fingerprintOf } from '../social/accounts.js';
import type { Answer } from '../social/endpoint.js';

const ACCESS_TOKEN_SECONDS = 7_200;
const SCOPE = 'tweet.read tweet.write users.read media.write offline.access';

interface Grant {
  readonly account: Account;
  accessToken: string | null;
}

/** Grants of X: each refresh gives new tokens, and those before stop working. */
export class XGrants {
  /** By the fingerprint of the refresh token; a spent one has no grant. */
  readonly #grants = new Map<string, Grant | 'SPENT'>();

  constructor(private readonly accounts: Accounts) {}

  /** `POST /2/oauth2/token` (docs.x.com, OAuth 2.0). A refresh token that was never seen is a new account's, once. */
  refresh(form: Readonly<Record<string, string>>, authorization: string | undefined): Answer {
    if (!isClient(form, authorization)) return MISSING_CLIENT;
    if (form.grant_type !== 'refresh_token')
      return oauthError(400, 'unsupported_grant_type', 'The stand-in knows the grant type refresh_token.');
    const spent = form.refresh_token;
    if (!spent) return oauthError(400, 'invalid_request', 'Missing required parameter [refresh_token].');
    const grant = this.#spend(spent);
    if (grant === 'SPENT') return oauthError(400, 'invalid_request', 'Value passed for the token was invalid.');

    if (grant.accessToken !== null) this.accounts.revoke(grant.accessToken);
    grant.accessToken = this.accounts.issue(grant.account, ACCESS_TOKEN_SECONDS * 1_000);
    const refreshToken = randomBytes(48).toString('base64url');
    this.#grants.set(fingerprintOf(refreshToken), grant);
    const body = {
      token_type: 'bearer',
      expires_in: ACCESS_TOKEN_SECONDS,
      access_token: grant.accessToken,
      scope: SCOPE,
      refresh_token: refreshToken,
    };
    return { status: 200, headers: { 'cache-control': 'no-store' }, body };
  }

  /** `POST /2/oauth2/revoke`: an access or refresh token that is refused from now on. */
  revoke(form: Readonly<Record<string, string>>, authorization: string | undefined): Answer {
    if (!isClient(form, authorization)) return MISSING_CLIENT;
    if (!form.token) return oauthError(400, 'invalid_request', 'Missing required parameter [token].');
    this.accounts.revoke(form.token);
    const grant = this.#spend(form.token);
    if (grant !== 'SPENT' && grant.accessToken !== null) this.accounts.revoke(grant.accessToken);
    return { status: 200, body: { revoked: true } };
  }

  #spend(refreshToken: string): Grant | 'SPENT' {
    const key = fingerprintOf(refreshToken);
    const grant = this.#grants.get(key) ?? { account: new Account(), accessToken: null };
    this.#grants.set(key, 'SPENT');
    return grant;
  }
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

const MISSING_CLIENT = oauthError(401, 'unauthorized_client', 'Missing valid authorization header');

/** A confidential client says who it is with Basic, a public one with its id in the form. Any id is known. */
function isClient(form: Readonly<Record<string, string>>, authorization: string | undefined): boolean {
  if (authorization === undefined) return Boolean(form.client_id);
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  return basic !== undefined && /^[^:]+:/.test(Buffer.from(basic, 'base64').toString('utf8'));
}
