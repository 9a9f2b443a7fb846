import { describe, expect, it } from 'vitest';
import { answerOf } from '../social/endpoint.js';
import { facebookInsights, reactionsOf } from './facebook-insights.js';
import { instagramInsights } from './instagram-insights.js';

const figures = {
  impressions: 1_000,
  reach: 800,
  likes: 100,
  comments: 7,
  shares: 5,
  quotes: 2,
  saves: 3,
  clicks: 20,
  profileClicks: 40,
};
const errorOf = (act: () => unknown) => {
  const answer = answerOf(() => ({ status: 200, body: act() }));
  return (answer.body as { error?: { code: number; message: string } }).error;
};

describe('facebookInsights', () => {
  it('shows metrics in the order of their names', () => {
    const { data } = facebookInsights('1_2', { metric: 'post_reactions_by_type_total,post_media_view' }, figures);
    expect(data).toMatchObject([
      {
        name: 'post_reactions_by_type_total',
        values: [{ value: { like: 80, love: 12, wow: 3, haha: 3, sorry: 1, anger: 1 } }],
      },
      {
        name: 'post_media_view',
        period: 'lifetime',
        values: [{ value: 1_000 }],
        id: '1_2/insights/post_media_view/lifetime',
      },
    ]);
  });

  it.each(['post_impressions', 'post_impressions_unique', 'post_media_view,nothing', 'constructor'])(
    'fails as a whole for %s',
    (metric) => {
      const error = errorOf(() => facebookInsights('1_2', { metric }, figures));
      expect(error).toMatchObject({ code: 100, message: '(#100) The value must be a valid insights metric' });
    },
  );

  it('wants a metric', () => {
    expect(errorOf(() => facebookInsights('1_2', {}, figures))).toMatchObject({ code: 3001, error_subcode: 1504028 });
  });

  it('divides all reactions among their kinds', () => {
    const counts = Object.values(reactionsOf({ ...figures, likes: 137 }));
    expect(counts.reduce((total, count) => total + count, 0)).toBe(137);
  });
});

describe('instagramInsights', () => {
  const read = (metric: string, rest: object = {}, product: 'FEED' | 'STORY' = 'FEED') =>
    instagramInsights('9', { metric, ...rest }, product, figures);

  it('shows metrics, a breakdown as its total', () => {
    expect(read('views,total_interactions').data).toMatchObject([
      { name: 'views', values: [{ value: 1_000 }], title: 'Views', id: '9/insights/views/lifetime' },
      { name: 'total_interactions', values: [{ value: 115 }] },
    ]);
    const [activity] = read('profile_activity', { breakdown: 'action_type' }).data;
    expect(activity).toMatchObject({
      total_value: {
        value: 20,
        breakdowns: [
          { dimension_keys: ['action_type'], results: [{ dimension_values: ['BIO_LINK_CLICKED'], value: 20 }] },
        ],
      },
    });
    expect(read('profile_activity').data).toMatchObject([{ values: [{ value: 20 }] }]);
  });

  it.each([
    ['impressions', 'FEED', /no longer supported/],
    ['plays', 'STORY', /no longer supported/],
    ['views,replies', 'FEED', /does not support the replies metric for this media product type/],
    ['likes', 'STORY', /does not support the likes metric/],
    ['reels_skip_rate', 'FEED', /does not support the reels_skip_rate metric/],
    ['reach,nothing', 'FEED', /metric\[1\] must be one of/],
    ['toString', 'FEED', /must be one of/],
  ] as const)('fails as a whole for %s of %s', (metric, product, message) => {
    const error = errorOf(() => read(metric, {}, product));
    expect(error).toMatchObject({ code: 100, message: expect.stringMatching(message) });
  });

  it('is empty as long as there is nothing to tell', () => {
    expect(instagramInsights('9', { metric: 'views' }, 'FEED', { ...figures, impressions: 0 })).toEqual({ data: [] });
  });
});
