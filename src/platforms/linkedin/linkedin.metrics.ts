import { z } from 'zod';
import type { MeasuredPost, PostMetrics } from '../social-platform.js';
import { sumTold } from '../sum-told.js';

/** A count that is none is not told. */
const count = z.int().nonnegative().nullish().catch(null);

/** An element of learn.microsoft.com/linkedin/marketing/community-management/organizations/share-statistics. */
export const shareStatistics = z.object({
  share: z.string().optional(),
  ugcPost: z.string().optional(),
  totalShareStatistics: z.object({
    impressionCount: count,
    uniqueImpressionsCount: count,
    clickCount: count,
    likeCount: count,
    commentCount: count,
    shareCount: count,
  }),
});

/** How far back statistics go (same page, "organic statistics for the past 12 months"). */
const STATISTICS_FOR_MS = 365 * 86_400_000;

const NOTHING: PostMetrics = {
  impressions: null,
  reach: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  clicks: null,
  engagements: null,
  videoViews: null,
};

const NO_ACTIVITY: PostMetrics = {
  ...NOTHING,
  impressions: 0,
  reach: 0,
  likes: 0,
  comments: 0,
  shares: 0,
  clicks: 0,
  engagements: 0,
};

/** What the statistics say of an organization's posts. They leave out a post without activity, and one that is too old. */
export function toOrganizationMetrics(
  posts: readonly MeasuredPost[],
  elements: readonly z.infer<typeof shareStatistics>[],
  now = Date.now(),
): { postId: string; metrics: PostMetrics }[] {
  const told = new Map(elements.map((element) => [element.ugcPost ?? element.share, element.totalShareStatistics]));
  return posts.map(({ postId, publishedAt }) => {
    const totals = told.get(postId);
    if (!totals) return { postId, metrics: now - publishedAt.getTime() < STATISTICS_FOR_MS ? NO_ACTIVITY : NOTHING };
    const { clickCount: clicks, likeCount: likes, commentCount: comments, shareCount: shares } = totals;
    const metrics = {
      ...NOTHING,
      impressions: totals.impressionCount ?? null,
      reach: totals.uniqueImpressionsCount ?? null,
      likes: likes ?? null,
      comments: comments ?? null,
      shares: shares ?? null,
      clicks: clicks ?? null,
      engagements: sumTold([clicks, likes, comments, shares]),
    };
    return { postId, metrics };
  });
}

export type MemberMetric = 'impressions' | 'reach' | 'likes' | 'comments' | 'shares' | 'saves' | 'clicks';

/** What is asked for, one a call: learn.microsoft.com/linkedin/marketing/community-management/members/post-statistics. */
const QUERY_TYPES: readonly [MemberMetric, string][] = [
  ['impressions', 'IMPRESSION'],
  ['reach', 'MEMBERS_REACHED'],
  ['likes', 'REACTION'],
  ['comments', 'COMMENT'],
  ['shares', 'RESHARE'],
];

/** Since version 202604 (same page). */
const LATER_QUERY_TYPES: readonly [MemberMetric, string][] = [
  ['saves', 'POST_SAVE'],
  ['clicks', 'LINK_CLICKS'],
];

/** The metrics of a member's post and what each is called in queries. */
export function memberQueries(version: string): readonly [MemberMetric, string][] {
  return version >= '202604' ? [...QUERY_TYPES, ...LATER_QUERY_TYPES] : QUERY_TYPES;
}

/** `metricType` is text, or an object with one property in older versions. */
const metricType = z.union([
  z.string(),
  z.record(z.string(), z.string()).transform((named) => Object.values(named)[0]),
]);

export const memberAnalytics = z.object({
  elements: z.array(z.object({ metricType: metricType.optional(), count: z.int() })),
});

/** The count that was asked for; null when the answer does not tell it. */
export function toMemberCount({ elements }: z.infer<typeof memberAnalytics>, queryType: string): number | null {
  const asked = elements.filter((element) => (element.metricType ?? queryType) === queryType);
  return sumTold(asked.map((element) => Math.max(0, element.count)));
}

export function toMemberMetrics(counts: ReadonlyMap<MemberMetric, number | null>): PostMetrics {
  const metrics = { ...NOTHING, ...Object.fromEntries(counts) };
  const { clicks, likes, comments, shares } = metrics;
  return { ...metrics, engagements: sumTold([clicks, likes, comments, shares]) };
}
