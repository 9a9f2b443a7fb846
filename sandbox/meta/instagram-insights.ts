import type { Figures } from '../social/growth.js';
import { insight, type InsightValue, metricNames, sumOf } from './insights.js';
import { badParameter } from './graph.wire.js';

/** What media is shown as, of what the stand-in can publish. */
export type ProductType = 'FEED' | 'STORY';

type Metric = readonly [products: readonly ProductType[], value: (figures: Figures) => InsightValue];

const BOTH = ['FEED', 'STORY'] as const;
const total = ({ likes, comments, shares, saves }: Figures) => likes + comments + shares + saves;

/** The metrics of media by product type (instagram-platform/reference/instagram-media/insights); reels are not made here. */
const METRICS: Readonly<Record<string, Metric>> = {
  views: [BOTH, ({ impressions }) => impressions],
  reach: [BOTH, ({ reach }) => reach],
  shares: [BOTH, ({ shares }) => shares],
  total_interactions: [BOTH, total],
  likes: [['FEED'], ({ likes }) => likes],
  comments: [['FEED'], ({ comments }) => comments],
  saved: [['FEED'], ({ saves }) => saves],
  reposts: [['FEED'], ({ quotes }) => quotes],
  total_likes: [['FEED'], ({ likes }) => likes],
  total_comments: [['FEED'], ({ comments }) => comments],
  total_views: [BOTH, ({ impressions }) => impressions],
  follows: [BOTH, ({ profileClicks }) => Math.floor(profileClicks / 10)],
  profile_visits: [BOTH, ({ profileClicks }) => profileClicks],
  profile_activity: [BOTH, ({ clicks }) => ({ BIO_LINK_CLICKED: clicks })],
  replies: [['STORY'], ({ comments }) => comments],
  navigation: [['STORY'], ({ impressions }) => ({ TAP_FORWARD: impressions, TAP_EXIT: Math.floor(impressions / 10) })],
  ig_reels_avg_watch_time: [[], () => 0],
  ig_reels_video_view_total_time: [[], () => 0],
  reels_skip_rate: [[], () => 0],
  crossposted_views: [[], () => 0],
  facebook_views: [[], () => 0],
};

/** Gone from all versions since 2025-04-21. */
const REMOVED = ['impressions', 'plays', 'video_views', 'clips_replays_count', 'ig_reels_aggregated_all_plays_count'];

/**
 * The insights of media. One bad name fails the whole call; as long as there is nothing to tell, the answer is empty.
 * @throws {Refusal} code 100 for a name that is gone, is none, or is not for this product type
 */
export function instagramInsights(
  objectId: string,
  params: Readonly<Record<string, string>>,
  product: ProductType,
  figures: Figures,
) {
  const names = metricNames(params);
  names.forEach((name, index) => requireMetric(name, index, product));
  if (figures.impressions === 0) return { data: [] };
  const shown = names.map((name) => {
    const value = METRICS[name]![1](figures);
    const shownValue = params.breakdown === undefined ? sumOf(value) : value;
    return insight(objectId, name, shownValue, titleOf(name), params.breakdown);
  });
  return { data: shown };
}

function requireMetric(name: string, index: number, product: ProductType): void {
  if (REMOVED.includes(name))
    throw badParameter(
      `Starting from version v22.0 and above, the ${name} metric is no longer supported for the queried media.`,
    );
  if (!Object.hasOwn(METRICS, name))
    throw badParameter(`metric[${index}] must be one of the following values: ${Object.keys(METRICS).join(', ')}`);
  if (METRICS[name]![0].includes(product)) return;
  throw badParameter(`The Media Insights API does not support the ${name} metric for this media product type.`);
}

function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
