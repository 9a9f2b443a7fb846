import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Platform } from '../../core/database/enums.js';
import { ImageDownloads, type ImageRules } from '../image-downloads.js';
import { lookUp } from '../look-up.js';
import { PlatformError } from '../platform-error.js';
import { readAnswer } from '../read-answer.js';
import {
  type AccountTokens,
  type LookUp,
  type MeasuredPost,
  type MetricsReading,
  type PlatformAccount,
  type PostDraft,
  type PublishedPost,
  type RefreshedTokens,
  SEND_TIMEOUT_MS,
  type SocialPlatform,
} from '../social-platform.js';
import { CREATE_POST, LOOK_UP_POSTS, UPLOAD_MEDIA, USER_POSTS, XApi } from './x.api.js';
import { hasPrivateMetrics, metricsAnswer, sortPosts } from './x.metrics.js';
import { repliedTo, saysTheSame, shownPost } from './x.text.js';
import { XTokens } from './x.tokens.js';

/** docs.x.com/x-api/media/quickstart/best-practices; a small image goes up in one call. */
const IMAGES: ImageRules = {
  name: 'X',
  maxImages: 4,
  maxBytes: 5 * 1024 * 1024,
  types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
};

/** Posts a page, and pages, of a user's timeline: X shows the latest 3,200 (docs.x.com/x-api/posts/timelines/introduction). */
const PAGE_POSTS = 100;
const MAX_PAGES = 32;

const OPEN_FIELDS = 'created_at,public_metrics';
const OWN_FIELDS = `${OPEN_FIELDS},non_public_metrics,organic_metrics`;

/** 64-bit numbers, sent as strings (docs.x.com/fundamentals/x-ids). */
const id = z.string().regex(/^\d{1,19}$/);
const withId = z.object({ data: z.object({ id }) });
const mediaIds = z.array(id);

const timelinePage = z
  .object({
    data: z.array(shownPost).optional(),
    errors: z.array(z.unknown()).optional(),
    meta: z.object({ result_count: z.number().optional(), next_token: z.string().min(1).optional() }),
  })
  .refine(({ data, errors, meta }) => data ?? errors ?? meta.result_count === 0);

/** Posts on X, reads what they bring, and refreshes tokens. */
@Injectable()
export class XClient implements SocialPlatform {
  readonly platform = Platform.TWITTER;
  readonly refreshesOnce = true;

  constructor(
    private readonly api: XApi,
    private readonly tokens: XTokens,
    private readonly images: ImageDownloads,
  ) {}

  /** `GET /2/tweets` takes 100 ids (docs.x.com/x-api/posts/lookup/introduction). */
  metricsBatch(): number {
    return 100;
  }

  /** Uploads the images, whose ids live 24 hours (docs.x.com/x-api/media/upload-media). */
  async prepare({ imageUrls }: PostDraft, account: PlatformAccount, signal: AbortSignal): Promise<string | null> {
    const endpoints = imageUrls.length > 0 ? [UPLOAD_MEDIA, CREATE_POST] : [CREATE_POST];
    await this.api.require(account, endpoints, 'PUBLISH');
    if (imageUrls.length === 0) return null;
    const ids = await this.images.each(imageUrls, IMAGES, signal, async ({ bytes }) => {
      const answer = await this.api.call({
        endpoint: UPLOAD_MEDIA,
        method: 'POST',
        path: '/2/media/upload',
        body: { json: { media: Buffer.from(bytes).toString('base64'), media_category: 'tweet_image' } },
        account,
        timeoutMs: SEND_TIMEOUT_MS,
        signal,
      });
      return readAnswer(withId, answer, { name: 'X' }).data.id;
    });
    return JSON.stringify(ids);
  }

  /** docs.x.com/x-api/posts/manage-tweets/introduction. */
  async send(
    { text, replyTo }: PostDraft,
    prepared: string | null,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<PublishedPost> {
    await this.api.require(account, [CREATE_POST], 'PUBLISH');
    const media = prepared === null ? {} : { media: { media_ids: mediaIds.parse(JSON.parse(prepared)) } };
    const reply = replyTo === null ? {} : { reply: { in_reply_to_tweet_id: replyTo } };
    const answer = await this.api.call({
      endpoint: CREATE_POST,
      method: 'POST',
      path: '/2/tweets',
      body: { json: { text, ...media, ...reply } },
      account,
      once: true,
      timeoutMs: SEND_TIMEOUT_MS,
      signal,
    });
    return publishedPost(readAnswer(withId, answer, { name: 'X', once: true }).data.id);
  }

  /**
   * Reads the account's posts since then (docs.x.com/x-api/posts/timelines/introduction) and compares what they say. It is a
   * part of publishing, so it may use the allowance that is kept for that.
   */
  async find(
    draft: PostDraft,
    _prepared: string | null,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    await this.api.require(account, [USER_POSTS], 'PUBLISH');
    return lookUp(() => this.search(draft, since, account, signal));
  }

  /**
   * In one call, or two when some of the posts have no private metrics. What cannot be read for the moment ends in `stopped`;
   * so does an error of the first call.
   */
  async readMetrics(
    posts: readonly MeasuredPost[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<MetricsReading> {
    const read: MetricsReading['read'][number][] = [];
    const gone: string[] = [];
    const own = posts.filter((post) => hasPrivateMetrics(post)).map(({ postId }) => postId);
    const open = posts.filter((post) => !hasPrivateMetrics(post)).map(({ postId }) => postId);
    let leftOut = 0;
    try {
      for (const [ids, fields] of [[own, OWN_FIELDS] as const, [open, OPEN_FIELDS] as const]) {
        if (ids.length === 0) continue;
        const answer = await this.readBatch(ids, fields, account, signal);
        read.push(...answer.read);
        gone.push(...answer.gone);
        leftOut += answer.leftOut.length;
        if (ids === own) open.push(...answer.notPrivate);
        else leftOut += answer.notPrivate.length;
      }
    } catch (error) {
      if (error instanceof PlatformError) return { read, gone, stopped: error };
      throw error;
    }
    const sentence = `X said nothing of ${leftOut} of ${posts.length} posts`;
    return { read, gone, stopped: leftOut > 0 ? new PlatformError('TEMPORARY', sentence) : null };
  }

  async refresh(tokens: AccountTokens, _account: PlatformAccount, signal: AbortSignal): Promise<RefreshedTokens> {
    return this.tokens.refresh(tokens, signal);
  }

  private async search(
    { text, replyTo }: PostDraft,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    let next: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const { data = [], errors, meta } = await this.readTimeline(since, next, account, signal);
      const post = data.find((shown) => saysTheSame(text, shown) && (replyTo === null || repliedTo(shown) === replyTo));
      if (post) return { kind: 'FOUND', post: publishedPost(post.id) };
      if (errors) return { kind: 'CANNOT_TELL', reason: 'X did not show all of the posts of this account' };
      if (meta.next_token === undefined) return { kind: 'ABSENT' };
      next = meta.next_token;
    }
    return { kind: 'CANNOT_TELL', reason: 'This account has more new posts than X shows' };
  }

  private async readTimeline(since: Date, next: string | undefined, account: PlatformAccount, signal: AbortSignal) {
    const answer = await this.api.call({
      endpoint: USER_POSTS,
      method: 'GET',
      path: `/2/users/${encodeURIComponent(account.platformId)}/tweets`,
      query: {
        max_results: String(PAGE_POSTS),
        start_time: `${since.toISOString().slice(0, 19)}Z`,
        'tweet.fields': 'created_at,entities,referenced_tweets',
        ...(next !== undefined && { pagination_token: next }),
      },
      account,
      signal,
    });
    return readAnswer(timelinePage, answer, { name: 'X' });
  }

  /** docs.x.com/x-api/posts/lookup/introduction. */
  private async readBatch(ids: readonly string[], fields: string, account: PlatformAccount, signal: AbortSignal) {
    await this.api.require(account, [LOOK_UP_POSTS], 'READ');
    const answer = await this.api.call({
      endpoint: LOOK_UP_POSTS,
      method: 'GET',
      path: '/2/tweets',
      query: { ids: ids.join(','), 'tweet.fields': fields },
      account,
      signal,
    });
    return sortPosts(ids, readAnswer(metricsAnswer, answer, { name: 'X' }));
  }
}

function publishedPost(postId: string): PublishedPost {
  return { postId, permalink: `https://x.com/i/web/status/${postId}` };
}
