import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { PlatformError } from '../platform-error.js';
import type { AccountTokens, PlatformAccount, RefreshedTokens } from '../social-platform.js';
import { GraphApi } from './graph.api.js';

const debugged = z.object({
  data: z.object({ is_valid: z.boolean(), expires_at: z.number().int().nonnegative().default(0) }),
});

/** Checks tokens of Facebook Login: a Page's token has no refresh, it holds until it is revoked. */
@Injectable()
export class MetaTokens {
  constructor(
    private readonly graph: GraphApi,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Asks Meta whether a token still holds (facebook-login/guides/access-tokens/debugging).
   * @returns the same token, with when it ends
   * @throws {PlatformError} TOKEN_DEAD when it does not; PLATFORM_ERROR when the app cannot ask
   */
  async check({ accessToken }: AccountTokens, account: PlatformAccount, signal: AbortSignal): Promise<RefreshedTokens> {
    const params = { input_token: accessToken, access_token: this.appToken() };
    const { data } = await this.ask(account, params, signal);
    if (!data.is_valid) {
      throw new PlatformError('TOKEN_DEAD', "Meta says that the account's token is not valid any more");
    }
    const expiresAt = data.expires_at === 0 ? null : new Date(data.expires_at * 1_000);
    return { accessToken, refreshToken: null, expiresAt, refreshExpiresAt: null };
  }

  /** A dead account's token is no refusal here, but an answer: what is refused is the app's own. */
  private async ask(account: PlatformAccount, params: Record<string, string>, signal: AbortSignal) {
    try {
      return await this.graph.readToken({ account, path: ['debug_token'], params, signal }, debugged);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.kind !== 'TOKEN_DEAD') throw error;
      const message = 'Meta does not accept the app: check META_APP_ID and META_APP_SECRET';
      throw new PlatformError('PLATFORM_ERROR', message, { cause: error });
    }
  }

  private appToken(): string {
    const { META_APP_ID, META_APP_SECRET } = this.config;
    if (META_APP_ID !== undefined && META_APP_SECRET !== undefined) return `${META_APP_ID}|${META_APP_SECRET}`;
    const missing = META_APP_ID === undefined ? 'META_APP_ID' : 'META_APP_SECRET';
    throw new PlatformError('PLATFORM_ERROR', `${missing} is not set, so Meta cannot be asked whether a token holds`);
  }
}
