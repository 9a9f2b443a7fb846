import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { GraphApi, graphId } from '../meta/graph.api.js';
import { PlatformError, type PlatformErrorKind } from '../platform-error.js';
import type { AccountTokens, PlatformAccount, RefreshedTokens } from '../social-platform.js';

const refreshed = z.object({
  access_token: z.string().min(1).max(10_000),
  expires_in: z.number().int().positive().max(1_000_000_000),
});

const DAY_MS = 24 * 3_600_000;

/** A token lives 60 days and cannot be refreshed in its first 24 hours, so one that cannot be yet lives for 59 at least. */
const YOUNG_TOKEN_LIVES_MS = 59 * DAY_MS;

const MAY_BE_TOO_YOUNG: readonly PlatformErrorKind[] = ['TOKEN_DEAD', 'PLATFORM_ERROR'];

/** Refreshes tokens of Instagram Login (instagram-platform/reference/refresh_access_token). */
@Injectable()
export class InstagramTokens {
  constructor(private readonly graph: GraphApi) {}

  /**
   * @returns a token for another 60 days, or the same one when it is too young to be refreshed
   * @throws {PlatformError} TOKEN_DEAD when the account must be connected again
   */
  async refresh(
    { accessToken }: AccountTokens,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<RefreshedTokens> {
    const current = { ...account, accessToken };
    const params = { grant_type: 'ig_refresh_token', access_token: accessToken };
    try {
      const call = { account: current, path: ['refresh_access_token'], params, signal };
      const { access_token, expires_in } = await this.graph.readToken(call, refreshed);
      return endingIn(access_token, expires_in * 1_000);
    } catch (error) {
      if (!(error instanceof PlatformError) || !MAY_BE_TOO_YOUNG.includes(error.kind)) throw error;
      await this.use(current, signal);
      return endingIn(accessToken, YOUNG_TOKEN_LIVES_MS);
    }
  }

  /** How a refusal for a token's youth looks is not documented: one that is refused there and serves here is too young. */
  private async use(account: PlatformAccount, signal: AbortSignal): Promise<void> {
    const call = { account, path: ['me'], params: { fields: 'user_id' }, signal };
    await this.graph.read(call, z.object({ user_id: graphId }));
  }
}

function endingIn(accessToken: string, milliseconds: number): RefreshedTokens {
  return { accessToken, refreshToken: null, expiresAt: new Date(Date.now() + milliseconds), refreshExpiresAt: null };
}
