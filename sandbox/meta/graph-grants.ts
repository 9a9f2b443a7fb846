import type { GraphRequest } from './graph-call.js';
import { required } from './graph-call.js';
import type { GraphTokens } from './graph-tokens.js';
import { badParameter } from './graph.wire.js';

/** The calls that are about tokens themselves. Each method gives the body of its answer or throws {@link Refusal}. */
export class GraphGrants {
  constructor(private readonly tokens: GraphTokens) {}

  /** `GET /oauth/access_token`: a long-lived token for a short-lived one (facebook-login/guides/access-tokens/get-long-lived). */
  exchangeFacebook({ call: { params }, fault }: GraphRequest) {
    requireGrantType(params, 'fb_exchange_token');
    required(params, 'client_id');
    required(params, 'client_secret');
    return this.tokens.exchange(required(params, 'fb_exchange_token'), 'EAA', fault?.tokenExpired ?? false);
  }

  /** `GET /access_token`: the same for Instagram Login (instagram-platform/reference/access_token). */
  exchangeInstagram({ call: { params, token }, fault }: GraphRequest) {
    requireGrantType(params, 'ig_exchange_token');
    required(params, 'client_secret');
    return this.tokens.exchange(token ?? required(params, 'access_token'), 'IGAA', fault?.tokenExpired ?? false);
  }

  /** `GET /refresh_access_token`, of Instagram Login. */
  refreshInstagram({ call: { params, token }, fault }: GraphRequest) {
    requireGrantType(params, 'ig_refresh_token');
    return this.tokens.refresh(token ?? required(params, 'access_token'), fault?.tokenExpired ?? false);
  }

  /** `GET /debug_token`: the caller's own token, often the app's `{id}|{secret}`, only has to be good. */
  debug({ call: { params, token }, fault }: GraphRequest) {
    this.tokens.grantOf(token);
    return { data: this.tokens.describe(required(params, 'input_token'), fault?.tokenExpired ?? false) };
  }

  /** `DELETE /{user}/permissions`: the app is removed, and every token that came of the same login is refused. */
  revoke({ grant }: GraphRequest) {
    grant.isRevoked = true;
    return { success: true };
  }
}

function requireGrantType(params: Readonly<Record<string, string>>, expected: string): void {
  if (required(params, 'grant_type') !== expected) throw badParameter(`The parameter grant_type must be ${expected}`);
}
