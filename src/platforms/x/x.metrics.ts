import { z } from 'zod';
import type { MeasuredPost, PostMetrics } from '../social-platform.js';
import { sumTold } from '../sum-told.js';

/** Younger posts have private metrics (docs.x.com/x-api/fundamentals/metrics); an hour less, as clocks differ. */
const PRIVATE_FOR_MS = (30 * 24 - 1) * 3_600_000;

/** A count that is none is not told. */
const count = z.int().nonnegative().optional().catch(undefined);

const shownMetrics = z.object({
  id: z.string(),
  public_metrics: z
    .object({
      retweet_count: count,
      repost_count: count,
      reply_count: count,
      like_count: count,
      quote_count: count,
      bookmark_count: count,
      impression_count: count,
    })
    .catch({}),
  non_public_metrics: z.object({ impression_count: count, url_link_clicks: count, engagements: count }).catch({}),
  organic_metrics: z.object({ impression_count: count, url_link_clicks: count }).catch({}),
});

export type ShownMetrics = z.infer<typeof shownMetrics>;

/** An answer of `GET /2/tweets`: what is not in `data` may be in `errors` (docs.x.com/x-api/fundamentals/response-codes-and-errors). */
export const metricsAnswer = z
  .object({
    data: z.array(shownMetrics).optional(),
    errors: z
      .array(
        z
          .object({ resource_id: z.string().optional(), value: z.string().optional(), type: z.string() })
          .nullable()
          .catch(null),
      )
      .optional(),
  })
  .refine(({ data, errors }) => data ?? errors);

/** What an answer says of the posts that were asked for. */
export interface MetricsAnswer {
  readonly read: readonly { readonly postId: string; readonly metrics: PostMetrics }[];
  /** Deleted, or hidden. */
  readonly gone: readonly string[];
  /** Those whose private metrics this account may not see, so that X shows nothing of them. */
  readonly notPrivate: readonly string[];
  /** Those of which it says nothing. */
  readonly leftOut: readonly string[];
}

/** Whether the private metrics of a post can be asked for. */
export function hasPrivateMetrics({ publishedAt }: MeasuredPost, now = Date.now()): boolean {
  return now - publishedAt.getTime() < PRIVATE_FOR_MS;
}

/** Sorts the posts that were asked for by what an answer says of them. */
export function sortPosts(
  ids: readonly string[],
  { data = [], errors = [] }: z.infer<typeof metricsAnswer>,
): MetricsAnswer {
  const shown = new Map(data.map((post) => [post.id, post]));
  const failures = new Map(
    errors.flatMap((error) => (error ? [[error.resource_id ?? error.value ?? '', error.type.split('/').at(-1)!]] : [])),
  );
  const missing = ids.filter((id) => !shown.has(id));
  const missingFor = (...types: string[]) => missing.filter((id) => types.includes(failures.get(id) ?? ''));
  const gone = missingFor('resource-not-found', 'not-authorized-for-resource');
  const notPrivate = missingFor('not-authorized-for-field');
  return {
    read: ids.flatMap((id) => (shown.has(id) ? [{ postId: id, metrics: toMetrics(shown.get(id)!) }] : [])),
    gone,
    notPrivate,
    leftOut: missing.filter((id) => !gone.includes(id) && !notPrivate.includes(id)),
  };
}

/**
 * Shares are reposts and quotes. Engagements are X's own count where it tells it, else likes, replies, reposts, quotes,
 * bookmarks and link clicks together, as many as it tells.
 */
export function toMetrics(shown: ShownMetrics): PostMetrics {
  const { public_metrics: open, non_public_metrics: own, organic_metrics: organic } = shown;
  const reposts = open.retweet_count ?? open.repost_count;
  const clicks = own.url_link_clicks ?? organic.url_link_clicks;
  const { like_count: likes, reply_count: replies, quote_count: quotes, bookmark_count: bookmarks } = open;
  return {
    impressions: open.impression_count ?? own.impression_count ?? organic.impression_count ?? null,
    reach: null,
    likes: likes ?? null,
    comments: replies ?? null,
    shares: sumTold([reposts, quotes]),
    saves: bookmarks ?? null,
    clicks: clicks ?? null,
    engagements: own.engagements ?? sumTold([likes, replies, reposts, quotes, bookmarks, clicks]),
    videoViews: null,
  };
}
