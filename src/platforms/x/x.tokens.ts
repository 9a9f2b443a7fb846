import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { PlatformError } from '../platform-error.js';
import { PlatformHttp } from '../platform-http.js';
import { readAnswer } from '../read-answer.js';
import { type AccountTokens, type RefreshedTokens, SEND_TIMEOUT_MS } from '../social-platform.js';
import { toRefreshError } from './x.errors.js';

/** Where the answer does not say how long it lives, in seconds (docs.x.com/fundamentals/authentication/oauth-2-0). */
const ACCESS_TOKEN_LIFE_S = 7_200;

const refreshed = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.int().positive().max(1_000_000_000).catch(ACCESS_TOKEN_LIFE_S),
});

/** X's token endpoint (docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code). */
@Injectable()
export class XTokens {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: PlatformHttp,
  ) {}

  /**
   * Spends the refresh token: the answer holds the next one.
   * @throws {PlatformError} TOKEN_DEAD when X does not take it; OUTCOME_UNKNOWN when it may be spent and the next one is lost
   */
  async refresh({ refreshToken }: AccountTokens, signal: AbortSignal): Promise<RefreshedTokens> {
    const { X_CLIENT_ID: id, X_CLIENT_SECRET: secret } = this.config;
    if (id === undefined) {
      throw new PlatformError('PLATFORM_ERROR', 'X_CLIENT_ID is not set: without it no token of X can be refreshed');
    }
    if (refreshToken === null) {
      throw new PlatformError('TOKEN_DEAD', 'X gave no refresh token for this account: connect it again');
    }
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const answer = await this.http.call({
      name: 'X',
      method: 'POST',
      url: new URL('/2/oauth2/token', this.config.X_API_BASE_URL),
      headers: secret === undefined ? {} : { authorization: basic(id, secret) },
      body: { form: secret === undefined ? { ...grant, client_id: id } : grant },
      once: true,
      timeoutMs: SEND_TIMEOUT_MS,
      signal,
    });
    if (answer.status < 200 || answer.status > 299) throw toRefreshError(answer);
    const tokens = readAnswer(refreshed, answer, { name: 'X', once: true });
    return {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
      expiresAt: new Date(Date.now() + tokens.expires_in * 1_000),
      refreshExpiresAt: null,
    };
  }
}

/** RFC 6749, section 2.3.1. */
function basic(id: string, secret: string): string {
  const credentials = [id, secret].map(encodeURIComponent).join(':');
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
