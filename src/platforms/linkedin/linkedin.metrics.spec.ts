import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  memberAnalytics,
  memberQueries,
  shareStatistics,
  toMemberCount,
  toMemberMetrics,
  toOrganizationMetrics,
} from './linkedin.metrics.js';

const NOW = Date.UTC(2026, 10, 24);
const post = (postId: string, daysAgo = 1) => ({ postId, publishedAt: new Date(NOW - daysAgo * 86_400_000) });

describe('toOrganizationMetrics', () => {
  const elements = z.array(shareStatistics).parse([
    {
      organizationalEntity: 'urn:li:organization:2414183',
      share: 'urn:li:share:1',
      totalShareStatistics: {
        impressionCount: 1200,
        uniqueImpressionsCount: 800,
        clickCount: 30,
        likeCount: 14,
        commentCount: 2,
        shareCount: 1,
        engagement: 0.0392,
      },
    },
    { ugcPost: 'urn:li:ugcPost:2', totalShareStatistics: { impressionCount: 5, likeCount: -1, clickCount: 'many' } },
  ]);

  it('maps the documented statistics', () => {
    expect(toOrganizationMetrics([post('urn:li:share:1')], elements, NOW)).toEqual([
      {
        postId: 'urn:li:share:1',
        metrics: {
          impressions: 1200,
          reach: 800,
          likes: 14,
          comments: 2,
          shares: 1,
          saves: null,
          clicks: 30,
          engagements: 47,
          videoViews: null,
        },
      },
    ]);
  });

  it('takes what cannot be a count for not told', () => {
    const [{ metrics } = { metrics: null }] = toOrganizationMetrics([post('urn:li:ugcPost:2')], elements, NOW);
    expect(metrics).toMatchObject({ impressions: 5, likes: null, clicks: null, engagements: null });
  });

  it('says 0 of a post that was left out, but nothing of one that is too old for the statistics', () => {
    const metrics = toOrganizationMetrics([post('urn:li:share:8'), post('urn:li:share:9', 366)], elements, NOW);
    expect(metrics[0]).toMatchObject({ metrics: { impressions: 0, engagements: 0, saves: null } });
    expect(metrics[1]).toMatchObject({ metrics: { impressions: null, engagements: null } });
  });
});

describe('member metrics', () => {
  it('are more since version 202604', () => {
    expect(memberQueries('202603').map(([, queryType]) => queryType)).toEqual([
      'IMPRESSION',
      'MEMBERS_REACHED',
      'REACTION',
      'COMMENT',
      'RESHARE',
    ]);
    expect(memberQueries('202604').map(([metric]) => metric)).toContain('saves');
  });

  it.each([
    [[{ metricType: 'IMPRESSION', count: 318 }], 318],
    [[{ metricType: { 'com.linkedin.adsexternalapi.MetricTypeV1': 'IMPRESSION' }, count: 318 }], 318],
    [[{ count: 318 }], 318],
    [[{ metricType: 'REACTION', count: 318 }], null],
    [[], null],
  ])('reads %j as %j', (elements, count) => {
    expect(toMemberCount(memberAnalytics.parse({ elements }), 'IMPRESSION')).toBe(count);
  });

  it('add up to engagements, as far as they are told', () => {
    const told = new Map([
      ['impressions', 100],
      ['likes', 3],
      ['comments', 2],
      ['shares', 1],
      ['clicks', null],
    ] as const);
    expect(toMemberMetrics(told)).toMatchObject({ impressions: 100, reach: null, clicks: null, engagements: 6 });
    expect(toMemberMetrics(new Map())).toMatchObject({ engagements: null });
  });
});
