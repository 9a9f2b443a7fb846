import { z } from 'zod';
import type { Figures, MetricList } from '../meta/meta.insights.js';
import type { PostMetrics } from '../social-platform.js';

const STORY_NAMES = ['views', 'reach', 'shares', 'total_interactions'];
const NAMES = [...STORY_NAMES, 'likes', 'comments', 'saved'];

/** What most media are, and all that we publish: it is asked for first. */
export const FEED_METRICS: MetricList = { kind: 'FEED', names: NAMES };

const mediaType = z.object({ media_product_type: z.enum(['AD', 'FEED', 'REELS', 'STORY']).catch('FEED') });

/** For a batch: which metrics there are depends on it (instagram-platform/reference/instagram-media/insights). */
export function mediaTypeUrl(id: string): string {
  return `${encodeURIComponent(id)}?fields=media_product_type`;
}

/** The metrics of a medium by its product type; those of the feed where an answer does not tell. */
export function metricsFor(json: unknown): MetricList {
  const kind = mediaType.safeParse(json).data?.media_product_type ?? 'FEED';
  return kind === 'FEED' ? FEED_METRICS : { kind, names: kind === 'STORY' ? STORY_NAMES : NAMES };
}

/** Engagements are `total_interactions`, impressions are `views`. */
export function toMediaMetrics(figures: Figures): PostMetrics {
  const told = (name: string) => figures.get(name) ?? null;
  return {
    impressions: told('views'),
    reach: told('reach'),
    likes: told('likes'),
    comments: told('comments'),
    shares: told('shares'),
    saves: told('saved'),
    clicks: null,
    engagements: told('total_interactions'),
    videoViews: null,
  };
}
