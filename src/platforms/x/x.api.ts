import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../core/config/config.js';
import { type PlatformAnswer, type PlatformBody, PlatformHttp } from '../platform-http.js';
import { PlatformQuotas } from '../platform-quotas.js';
import type { PlatformAccount } from '../social-platform.js';
import { toPlatformError } from './x.errors.js';
import { readLimits } from './x.limits.js';

/** What X counts calls by, and the scopes that a token needs for one (docs.x.com/x-api/fundamentals/rate-limits). */
interface XEndpoint {
  readonly scope: string;
  readonly permissions: string;
}

const READING = 'tweet.read and users.read';

export const CREATE_POST: XEndpoint = { scope: 'POST /2/tweets', permissions: `tweet.write, ${READING}` };
export const UPLOAD_MEDIA: XEndpoint = { scope: 'POST /2/media/upload', permissions: 'media.write' };
export const USER_POSTS: XEndpoint = { scope: 'GET /2/users/:id/tweets', permissions: READING };
export const LOOK_UP_POSTS: XEndpoint = { scope: 'GET /2/tweets', permissions: READING };

/** One call in the name of an account. */
interface XCall {
  readonly endpoint: XEndpoint;
  readonly method: 'GET' | 'POST';
  /** Beginning with `/2/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: PlatformBody;
  readonly account: PlatformAccount;
  readonly once?: boolean;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

/** The X API, version 2, with the token of an account. What its answers say of limits is kept. */
@Injectable()
export class XApi {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: PlatformHttp,
    private readonly quotas: PlatformQuotas,
  ) {}

  /**
   * @returns an answer of 200…299
   * @throws {PlatformError} for any other, and for none; the signal's reason when it aborts a call without `once`
   */
  async call({ endpoint, path, query = {}, account, once = false, ...call }: XCall): Promise<PlatformAnswer> {
    const url = new URL(path, this.config.X_API_BASE_URL);
    url.search = new URLSearchParams(query).toString();
    const headers = { authorization: `Bearer ${account.accessToken}` };
    const answer = await this.http.call({ ...call, name: 'X', url, headers, once });
    const refusal = isSuccess(answer) ? null : toPlatformError(answer, { once, permissions: endpoint.permissions });
    await this.quotas.note(account, readLimits(endpoint.scope, answer, refusal?.until ?? null));
    if (refusal) throw refusal;
    return answer;
  }

  /** @throws {PlatformError} RATE_LIMITED when these calls are not to be made now */
  async require(account: PlatformAccount, endpoints: readonly XEndpoint[], purpose: 'READ' | 'PUBLISH'): Promise<void> {
    const scopes = endpoints.map(({ scope }) => scope);
    await this.quotas.require(account, scopes, purpose);
  }
}

function isSuccess({ status }: PlatformAnswer): boolean {
  return status >= 200 && status < 300;
}
