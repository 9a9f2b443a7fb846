import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPrivateMetrics, metricsAnswer, sortPosts } from './x.metrics.js';

/** The example of docs.x.com/x-api/fundamentals/metrics. */
const documented = {
  data: [
    {
      id: '1204084171334832128',
      text: 'Hi',
      public_metrics: {
        retweet_count: 2,
        reply_count: 1,
        like_count: 9,
        quote_count: 3,
        bookmark_count: 4,
        impression_count: 321,
      },
      non_public_metrics: { impression_count: 320, url_link_clicks: 5, user_profile_clicks: 1, engagements: 12 },
    },
  ],
};

const metricsOf = (post: object) =>
  sortPosts(['1'], metricsAnswer.parse({ data: [{ id: '1', ...post }] })).read[0]!.metrics;
const problem = (id: string, type: string) => ({ resource_id: id, type: `https://api.x.com/2/problems/${type}` });

describe('sortPosts', () => {
  it('maps the documented answer', () => {
    const { read } = sortPosts(['1204084171334832128'], metricsAnswer.parse(documented));
    expect(read).toEqual([
      {
        postId: '1204084171334832128',
        metrics: {
          impressions: 321,
          reach: null,
          likes: 9,
          comments: 1,
          shares: 5,
          saves: 4,
          clicks: 5,
          engagements: 12,
          videoViews: null,
        },
      },
    ]);
  });

  it('adds engagements up where X does not, and takes either name for reposts', () => {
    const { public_metrics: counts, ...post } = documented.data[0]!;
    const { retweet_count: reposts, ...others } = counts;
    const open = { public_metrics: { ...others, repost_count: reposts } };
    expect(metricsOf(open)).toMatchObject({ shares: 5, clicks: null, engagements: 9 + 1 + 2 + 3 + 4 });
    const organic = { ...post, ...open, id: '1', non_public_metrics: {}, organic_metrics: { url_link_clicks: 6 } };
    expect(metricsOf(organic)).toMatchObject({ clicks: 6, engagements: 9 + 1 + 2 + 3 + 4 + 6 });
  });

  it.each([[{}], [{ public_metrics: 'none' }], [{ public_metrics: { like_count: -1, reply_count: '4' } }]])(
    'knows nothing from %j, and says no 0',
    (post) => {
      expect(new Set(Object.values(metricsOf(post)))).toEqual(new Set([null]));
    },
  );

  it('finds in the errors what is not in the data', () => {
    const errors = [
      problem('2', 'resource-not-found'),
      problem('3', 'not-authorized-for-resource'),
      problem('4', 'not-authorized-for-field'),
      problem('1', 'not-authorized-for-field'),
      { value: '5', type: 'https://api.twitter.com/2/problems/resource-not-found' },
      null,
    ];
    const answer = metricsAnswer.parse({ data: [{ id: '1' }, { id: '99' }], errors });
    expect(sortPosts(['1', '2', '3', '4', '5', '6'], answer)).toMatchObject({
      read: [{ postId: '1' }],
      gone: ['2', '3', '5'],
      notPrivate: ['4'],
      leftOut: ['6'],
    });
  });

  it('puts every post in one place', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 20 }).map(String));
    const types = fc.constantFrom('resource-not-found', 'not-authorized-for-field', 'unheard-of');
    fc.assert(
      fc.property(
        ids,
        ids,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }).map(String), types)),
        (asked, data, failed) => {
          const body = { data: data.map((id) => ({ id })), errors: failed.map(([id, type]) => problem(id, type)) };
          const { read, gone, notPrivate, leftOut } = sortPosts(asked, metricsAnswer.parse(body));
          const sorted = [...read.map(({ postId }) => postId), ...gone, ...notPrivate, ...leftOut];
          expect(sorted.toSorted()).toEqual(asked.toSorted());
        },
      ),
    );
  });

  it.each([[{}], [null], ['text'], [{ data: 'none' }]])('does not read %j', (body) => {
    expect(metricsAnswer.safeParse(body).success).toBe(false);
  });
});

describe('hasPrivateMetrics', () => {
  it('is so for less than 30 days', () => {
    const now = Date.UTC(2026, 10, 24);
    const ago = (days: number) => ({ postId: '1', publishedAt: new Date(now - days * 86_400_000) });
    expect([0, 29.9, 29.99, 30, 400].map((days) => hasPrivateMetrics(ago(days), now))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
