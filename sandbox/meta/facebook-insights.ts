import type { Figures } from '../social/growth.js';
import { insight, type InsightValue, metricNames, sumOf } from './insights.js';
import { badParameter } from './graph.wire.js';

/** How many of a post's reactions are of each kind; the rest are likes. */
const REACTION_SHARES = { love: 0.12, wow: 0.03, haha: 0.03, sorry: 0.01, anger: 0.01 } as const;

/** The metrics of a page's post that there are (graph-api/reference/insights); `post_impressions*` is gone from all versions. */
const METRICS: Readonly<Record<string, (figures: Figures) => InsightValue>> = {
  post_media_view: ({ impressions }) => impressions,
  post_total_media_view_unique: ({ reach }) => reach,
  post_clicks: ({ clicks }) => clicks,
  post_clicks_by_type: ({ clicks }) => ({ 'link clicks': clicks }),
  post_reactions_by_type_total: (figures) => someOf(reactionsOf(figures)),
  post_reactions_like_total: (figures) => reactionsOf(figures).like,
  post_reactions_love_total: (figures) => reactionsOf(figures).love,
  post_reactions_wow_total: (figures) => reactionsOf(figures).wow,
  post_reactions_haha_total: (figures) => reactionsOf(figures).haha,
  post_reactions_sorry_total: (figures) => reactionsOf(figures).sorry,
  post_reactions_anger_total: (figures) => reactionsOf(figures).anger,
  post_activity_by_action_type: ({ likes, comments, shares }) =>
    someOf({ like: likes, comment: comments, share: shares }),
  post_video_views: () => 0,
};

/**
 * A post's insights. One bad name fails the whole call.
 * @throws {Refusal} code 100 for a name that is no metric
 */
export function facebookInsights(objectId: string, params: Readonly<Record<string, string>>, figures: Figures) {
  const names = metricNames(params);
  if (names.some((name) => !Object.hasOwn(METRICS, name)))
    throw badParameter('The value must be a valid insights metric');
  return { data: names.map((name) => insight(objectId, name, METRICS[name]!(figures), titleOf(name))) };
}

/** Whole numbers that add up to the post's reactions. */
export function reactionsOf({ likes }: Figures) {
  const of = (kind: keyof typeof REACTION_SHARES) => Math.floor(likes * REACTION_SHARES[kind]);
  const others = { love: of('love'), wow: of('wow'), haha: of('haha'), sorry: of('sorry'), anger: of('anger') };
  return { like: likes - sumOf(others), ...others };
}

/** Graph leaves kinds out that nobody chose. */
function someOf(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function titleOf(name: string): string {
  const words = name.replace(/^post_/, '').replaceAll('_', ' ');
  return `Lifetime Post ${words}`;
}
