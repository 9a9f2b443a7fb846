import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { PlatformError } from '../platform-error.js';
import { PlatformHttp } from '../platform-http.js';
import { readAnswer } from '../read-answer.js';
import type { AccountTokens, RefreshedTokens } from '../social-platform.js';
import { toRefreshError } from './linkedin.errors.js';

/** Where the answer does not say how long it lives, in seconds: 60 days. */
const ACCESS_TOKEN_LIFE_S = 5_184_000;

const seconds = z.int().positive().max(1_000_000_000);

const refreshed = z.object({
  access_token: z.string().min(1),
  expires_in: seconds.catch(ACCESS_TOKEN_LIFE_S),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: seconds.optional().catch(undefined),
});

/**
 * LinkedIn's token endpoint (learn.microsoft.com/linkedin/shared/authentication/programmatic-refresh-tokens). A refresh token
 * lives 365 days from the sign-in, however often it is used; only approved apps get one.
 */
@Injectable()
export class LinkedInTokens {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: PlatformHttp,
  ) {}

  /** @throws {PlatformError} TOKEN_DEAD when LinkedIn does not take the refresh token, or never gave one */
  async refresh({ refreshToken }: AccountTokens, signal: AbortSignal): Promise<RefreshedTokens> {
    const { LINKEDIN_CLIENT_ID: id, LINKEDIN_CLIENT_SECRET: secret, LINKEDIN_VERSION: version } = this.config;
    if (id === undefined || secret === undefined) {
      const missing = id === undefined ? 'LINKEDIN_CLIENT_ID' : 'LINKEDIN_CLIENT_SECRET';
      const message = `${missing} is not set: without it no token of LinkedIn can be refreshed`;
      throw new PlatformError('PLATFORM_ERROR', message);
    }
    if (refreshToken === null) {
      throw new PlatformError('TOKEN_DEAD', 'LinkedIn gave no refresh token for this account: connect it again');
    }
    const answer = await this.http.call({
      name: 'LinkedIn',
      method: 'POST',
      url: new URL('/oauth/v2/accessToken', this.config.LINKEDIN_OAUTH_BASE_URL),
      body: {
        form: { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: id, client_secret: secret },
      },
      signal,
    });
    if (answer.status < 200 || answer.status > 299) throw toRefreshError(answer, version);
    const tokens = readAnswer(refreshed, answer, { name: 'LinkedIn' });
    const ends = (life: number) => new Date(Date.now() + life * 1_000);
    return {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
      expiresAt: ends(tokens.expires_in),
      refreshExpiresAt: tokens.refresh_token_expires_in === undefined ? null : ends(tokens.refresh_token_expires_in),
    };
  }
}
