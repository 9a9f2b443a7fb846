import { describe, expect, it } from 'vitest';
import { readFigures } from '../meta/meta.insights.js';
import { readCounts, toPostMetrics } from './facebook.metrics.js';

const counted = (over: object = {}) =>
  readCounts({
    id: '1_2',
    shares: { count: 3 },
    comments: { data: [], summary: { total_count: 4, can_comment: true } },
    reactions: { data: [], summary: { total_count: 12 } },
    ...over,
  })!;

const insights = readFigures({
  data: [
    { name: 'post_media_view', period: 'lifetime', values: [{ value: 1234 }], id: '1_2/insights/post_media_view' },
    { name: 'post_total_media_view_unique', period: 'lifetime', values: [{ value: 900 }] },
    { name: 'post_clicks', period: 'lifetime', values: [{ value: 7 }] },
    { name: 'post_reactions_by_type_total', period: 'lifetime', values: [{ value: { like: 10, love: 2 } }] },
  ],
});

describe('toPostMetrics', () => {
  it('reads views, viewers, clicks, reactions, comments and shares; engagements are the last four together', () => {
    expect(toPostMetrics(counted(), insights)).toEqual({
      impressions: 1234,
      reach: 900,
      likes: 12,
      comments: 4,
      shares: 3,
      saves: null,
      clicks: 7,
      engagements: 26,
      videoViews: null,
    });
  });

  it('counts a post without `shares` as not shared', () => {
    expect(toPostMetrics(counted({ shares: undefined }), insights)).toMatchObject({ shares: 0, engagements: 23 });
  });

  it('says null, never 0, for what is not told, and so for the sum', () => {
    const metrics = toPostMetrics(counted({ reactions: undefined }), readFigures({ data: [] }));
    expect(metrics).toMatchObject({ impressions: null, reach: null, clicks: null, likes: null, engagements: null });
    expect(metrics.comments).toBe(4);
  });

  it.each([-1, 1.5, '7', null, 2 ** 60])('takes %j for no count', (value) => {
    const figures = readFigures({ data: [{ name: 'post_clicks', values: [{ value }] }] });
    expect(toPostMetrics(counted({ shares: { count: value } }), figures)).toMatchObject({ clicks: null, shares: null });
  });
});

describe('readFigures', () => {
  it('reads a total where a metric has a breakdown, and nothing from what is no insights', () => {
    expect(readFigures({ data: [{ name: 'views', total_value: { value: 5 } }] })).toEqual(new Map([['views', 5]]));
    for (const json of [undefined, [], {}, { data: 'x' }]) expect(readFigures(json).size).toBe(0);
  });
});

describe('readCounts', () => {
  it.each([undefined, [], {}, 'x'])('takes %j for no post', (json) => expect(readCounts(json)).toBeNull());
});
