import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { PlatformError } from '../platform-error.js';
import { type PlatformAnswer, type PlatformBody, PlatformHttp } from '../platform-http.js';
import { PlatformQuotas } from '../platform-quotas.js';
import { type PlatformAccount, SEND_TIMEOUT_MS } from '../social-platform.js';
import { toPlatformError } from './linkedin.errors.js';

/** What LinkedIn counts calls by, and the permissions of which a token needs one (learn.microsoft.com/linkedin/marketing/increasing-access). */
interface LinkedInEndpoint {
  readonly scope: string;
  readonly permissions: string;
}

const WRITING = 'w_member_social for a member, w_organization_social for an organization';

export const CREATE_POST: LinkedInEndpoint = { scope: 'POST /rest/posts', permissions: WRITING };
export const UPLOAD_IMAGE: LinkedInEndpoint = { scope: 'POST /rest/images', permissions: WRITING };
export const READ_IMAGE: LinkedInEndpoint = { scope: 'GET /rest/images', permissions: WRITING };
export const AUTHOR_POSTS: LinkedInEndpoint = { scope: 'GET /rest/posts', permissions: 'r_organization_social' };
export const SHARE_STATISTICS: LinkedInEndpoint = {
  scope: 'GET /rest/organizationalEntityShareStatistics',
  permissions: 'rw_organization_admin, and the role of an administrator',
};
export const POST_ANALYTICS: LinkedInEndpoint = {
  scope: 'GET /rest/memberCreatorPostAnalytics',
  permissions: 'r_member_postAnalytics',
};

/** Goes with every query by a finder. */
export const FINDER = { 'x-restli-method': 'FINDER' };

/** What every page says of the next (learn.microsoft.com/linkedin/shared/api-guide/concepts/pagination). */
export const paging = z
  .object({ links: z.array(z.object({ rel: z.string() }).catch({ rel: '' })) })
  .catch({ links: [] });

/** Whether another page follows. */
export function hasNext({ paging: { links } }: { readonly paging: z.infer<typeof paging> }): boolean {
  return links.some(({ rel }) => rel === 'next');
}

/** One call in the name of an account. */
interface LinkedInCall {
  readonly endpoint: LinkedInEndpoint;
  readonly method: 'GET' | 'POST';
  /** Beginning with `/rest/`, with its query, encoded (see {@link encodeUrn}). */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: PlatformBody;
  readonly account: PlatformAccount;
  readonly once?: boolean;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

/** LinkedIn's versioned API (learn.microsoft.com/linkedin/marketing/versioning) with the token of an account. */
@Injectable()
export class LinkedInApi {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: PlatformHttp,
    private readonly quotas: PlatformQuotas,
  ) {}

  /**
   * @returns an answer of 200…299
   * @throws {PlatformError} for any other, and for none; the signal's reason when it aborts a call without `once`
   */
  async call({ endpoint, path, account, headers, once = false, ...call }: LinkedInCall): Promise<PlatformAnswer> {
    const answer = await this.http.call({
      ...call,
      name: 'LinkedIn',
      url: new URL(path, this.config.LINKEDIN_API_BASE_URL),
      headers: {
        authorization: `Bearer ${account.accessToken}`,
        'linkedin-version': this.config.LINKEDIN_VERSION,
        'x-restli-protocol-version': '2.0.0',
        ...headers,
      },
      once,
    });
    return this.judge(answer, endpoint, account, once);
  }

  /**
   * Sends the bytes of an image to where LinkedIn said.
   * @throws {PlatformError} also when that is no address of LinkedIn's, to which the token would go
   */
  async upload(
    uploadUrl: string,
    { bytes, type }: { bytes: Uint8Array; type: string },
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await this.http.call({
      name: 'LinkedIn',
      method: 'PUT',
      url: this.ownUrl(uploadUrl),
      headers: { authorization: `Bearer ${account.accessToken}` },
      body: { bytes, type },
      timeoutMs: SEND_TIMEOUT_MS,
      signal,
    });
    await this.judge(answer, UPLOAD_IMAGE, account, false);
  }

  /** @throws {PlatformError} RATE_LIMITED when these calls are not to be made now */
  async require(
    account: PlatformAccount,
    endpoints: readonly LinkedInEndpoint[],
    purpose: 'READ' | 'PUBLISH',
  ): Promise<void> {
    const scopes = endpoints.map(({ scope }) => scope);
    await this.quotas.require(account, scopes, purpose);
  }

  /** LinkedIn speaks of its limits only when it refuses for them. */
  private async judge(
    answer: PlatformAnswer,
    { scope, permissions }: LinkedInEndpoint,
    account: PlatformAccount,
    once: boolean,
  ): Promise<PlatformAnswer> {
    if (answer.status >= 200 && answer.status < 300) return answer;
    const refusal = toPlatformError(answer, { once, permissions, version: this.config.LINKEDIN_VERSION });
    if (refusal.until) {
      const reading = { scope, usedPercent: 100, resetsAt: refusal.until, blockedUntil: refusal.until };
      await this.quotas.note(account, [reading]);
    }
    throw refusal;
  }

  private ownUrl(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : null;
    const own = [this.config.LINKEDIN_API_BASE_URL, this.config.LINKEDIN_OAUTH_BASE_URL];
    if (url && (own.includes(url.origin) || (url.protocol === 'https:' && url.host.endsWith('.linkedin.com'))))
      return url;
    const sentence = 'LinkedIn named an upload address that is not its own, to which no token is sent';
    throw new PlatformError('PLATFORM_ERROR', sentence);
  }
}

/** A URN as it stands in a path or a query; the punctuation of lists and records stays as it is (Rest.li protocol 2.0.0). */
export function encodeUrn(urn: string): string {
  return encodeURIComponent(urn).replace(/[()']/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
