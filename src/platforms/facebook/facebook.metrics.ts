import { z } from 'zod';
import { count, type Figures, type MetricList } from '../meta/meta.insights.js';
import type { PostMetrics } from '../social-platform.js';

/**
 * The metrics of a post that are asked for (graph-api/reference/insights). The `post_impressions` family is gone for all versions
 * (platforminsights/page/deprecated-metrics); `post_media_view` and `post_total_media_view_unique` are in its place.
 */
export const POST_METRICS: MetricList = {
  kind: 'post',
  names: ['post_media_view', 'post_total_media_view_unique', 'post_clicks'],
};

const total = z
  .object({ summary: z.object({ total_count: count }) })
  .optional()
  .catch(undefined);

const counts = z.object({
  id: z.string(),
  shares: z.object({ count }).optional().catch(undefined),
  comments: total,
  reactions: total,
});

/** What is counted without insights. */
export type PostCounts = z.infer<typeof counts>;

/** For a batch (graph-api/reference/post). */
export function countsUrl(postId: string): string {
  const fields = 'id,shares,comments.limit(0).summary(true),reactions.limit(0).summary(total_count)';
  return `${encodeURIComponent(postId)}?fields=${fields}`;
}

/** @returns null when an answer is no post */
export function readCounts(json: unknown): PostCounts | null {
  return counts.safeParse(json).data ?? null;
}

/** Likes are reactions of every kind. Engagements are clicks, reactions, comments and shares, where all of them are told. */
export function toPostMetrics({ shares, comments, reactions }: PostCounts, figures: Figures): PostMetrics {
  const likes = reactions?.summary.total_count ?? null;
  const commented = comments?.summary.total_count ?? null;
  // A post that nobody shared has no `shares`.
  const shared = shares ? shares.count : 0;
  const clicks = figures.get('post_clicks') ?? null;
  return {
    impressions: figures.get('post_media_view') ?? null,
    reach: figures.get('post_total_media_view_unique') ?? null,
    likes,
    comments: commented,
    shares: shared,
    saves: null,
    clicks,
    engagements: sum([clicks, likes, commented, shared]),
    videoViews: null,
  };
}

function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce((total, part) => (total === null || part === null ? null : total + part), 0);
}
