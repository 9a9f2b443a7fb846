import type { AccountLogin, Platform } from '../core/database/enums.js';
import type { PlatformError } from './platform-error.js';

/** An account as a call to its platform needs it. The token is plain: it goes into requests to that platform and nowhere else. */
export interface PlatformAccount {
  readonly platform: Platform;
  /** X user id, LinkedIn URN, Facebook page id, Instagram user id. */
  readonly platformId: string;
  /** Through which of Meta's logins an Instagram account was connected; null for every other platform. */
  readonly login: AccountLogin | null;
  readonly accessToken: string;
}

/** One post as it is to appear. */
export interface PostDraft {
  readonly text: string;
  /** Where its images are, in their order. */
  readonly imageUrls: readonly string[];
  /** The post that it continues, in a thread on X. */
  readonly replyTo: string | null;
}

/** A post that is out. */
export interface PublishedPost {
  /** As the platform names it in later calls; on LinkedIn the whole URN. */
  readonly postId: string;
  /** null where the platform did not tell. */
  readonly permalink: string | null;
}

/** What a look at the platform tells of a post that may be out. */
export type LookUp =
  | { readonly kind: 'FOUND'; readonly post: PublishedPost }
  /**
   * The platform shows everything of the account since then, and it is not there. `stale`: what was prepared cannot be sent
   * any more, so it must be prepared again; else the same is sent, by which Instagram knows a post that comes twice.
   */
  | { readonly kind: 'ABSENT'; readonly stale?: true }
  /** The platform does not let this account look, or does not show enough to tell. */
  | { readonly kind: 'CANNOT_TELL'; readonly reason: string };

/** What a post brought so far. null: the platform does not tell; never 0 in its place. */
export interface PostMetrics {
  readonly impressions: number | null;
  readonly reach: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly saves: number | null;
  readonly clicks: number | null;
  readonly engagements: number | null;
  readonly videoViews: number | null;
}

/** A post whose figures are wanted. */
export interface MeasuredPost {
  readonly postId: string;
  readonly publishedAt: Date;
}

/** What was read in one batch. A post that is in no list was not read: `stopped` says why. */
export interface MetricsReading {
  readonly read: readonly { readonly postId: string; readonly metrics: PostMetrics }[];
  /** Posts that the platform has no longer. */
  readonly gone: readonly string[];
  /** Why the batch was not read to its end; null when it was. */
  readonly stopped: PlatformError | null;
}

/** The tokens of an account, plain. */
export interface AccountTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/** What a refresh, or a check where a platform has no refresh, brought. */
export interface RefreshedTokens {
  readonly accessToken: string;
  /** null: as before. */
  readonly refreshToken: string | null;
  /** null: it does not expire. */
  readonly expiresAt: Date | null;
  /** null: not known, or as before. */
  readonly refreshExpiresAt: Date | null;
}

/**
 * A social platform, as the workers use it. Every method makes calls over HTTP and throws {@link PlatformError}, or the
 * signal's reason when it aborts. Only {@link send} has an effect that others see.
 */
export interface SocialPlatform {
  readonly platform: Platform;
  /** Whether {@link refresh} spends the refresh token, so that it must not be sent twice (X). */
  readonly refreshesOnce: boolean;
  /** How many posts {@link readMetrics} takes at most, as the platform documents its batches. */
  metricsBatch(account: PlatformAccount): number;

  /**
   * Does what must be done before a post can be sent (uploads its images, makes Instagram's container) and shows nothing to
   * anybody. May be repeated.
   * @returns what {@link send} and {@link find} need of it, to be kept; null when there is nothing
   */
  prepare(draft: PostDraft, account: PlatformAccount, signal: AbortSignal): Promise<string | null>;

  /**
   * Makes the post public: one call, made once, its answer awaited at most {@link SEND_TIMEOUT_MS}.
   * @throws {PlatformError} OUTCOME_UNKNOWN when it may have worked; any other kind when it has certainly not
   */
  send(
    draft: PostDraft,
    prepared: string | null,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<PublishedPost>;

  /**
   * Looks for a post that may have been sent at or after `since`, by its text (or what was prepared).
   * @param since a little before the call, by our clock
   */
  find(
    draft: PostDraft,
    prepared: string | null,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp>;

  /** Reads the figures of at most {@link metricsBatch} posts in as few calls as the platform allows. */
  readMetrics(posts: readonly MeasuredPost[], account: PlatformAccount, signal: AbortSignal): Promise<MetricsReading>;

  /**
   * Gets new tokens, or checks the one there is where the platform knows no refresh (Facebook pages).
   * @throws {PlatformError} TOKEN_DEAD when the account must be connected again; OUTCOME_UNKNOWN when the answer was lost
   */
  refresh(tokens: AccountTokens, account: PlatformAccount, signal: AbortSignal): Promise<RefreshedTokens>;
}

/** A platform takes seconds to answer; what takes longer than this counts as not answered. */
export const SEND_TIMEOUT_MS = 30_000;
