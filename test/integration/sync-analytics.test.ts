import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnalyticsSweep } from '../../src/analytics-sync/analytics-sweep.js';
import { AnalyticsSyncProducer } from '../../src/analytics-sync/analytics-sync.producer.js';
import { PostMetricsRepository } from '../../src/analytics-sync/post-metrics.repository.js';
import { type Analytics, openAnalytics, type OutPost } from '../support/analytics.js';
import { newKey } from '../support/platform-accounts.js';
import {
  openPlatforms,
  type PlatformReply,
  type PlatformRequest,
  type TestPlatforms,
} from '../support/platform-server.js';
import { startTestApi, type TestApi } from '../support/test-api.js';
import { openOrganization, type TestOrganization } from '../support/test-organization.js';

const DAY_MS = 86_400_000;

let api: TestApi;
let server: TestPlatforms;
let analytics: Analytics;
let own: TestOrganization;
let account: { id: string; organizationId: string; brandId: string; platformId: string };

beforeAll(async () => {
  const TOKEN_ENCRYPTION_KEYS = newKey('k1');
  [api, server] = await Promise.all([startTestApi({ TOKEN_ENCRYPTION_KEYS }), openPlatforms()]);
  analytics = await openAnalytics({
    DATABASE_URL: api.proxy.url,
    TOKEN_ENCRYPTION_KEYS,
    X_API_BASE_URL: server.origin,
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: new URL(server.origin).host,
  });
});
afterAll(async () => {
  await analytics.close();
  await Promise.all([api.close(), server.close()]);
});
beforeEach(async () => {
  own = await openOrganization(api);
  account = await connect(own);
});

async function connect({ id: organizationId, brandId, ask }: TestOrganization) {
  const platformId = String(randomInt(1, 2 ** 47));
  const tokens = { accessToken: 'access', tokenExpiresAt: new Date(Date.now() + DAY_MS).toISOString() };
  const answer = await ask('/api/social-accounts', { body: { brandId, platform: 'TWITTER', platformId, ...tokens } });
  return { id: answer.body.id!, organizationId, brandId, platformId };
}

const idOf = () => String(randomInt(1, 2 ** 47));
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const outPosts = (count: number, over: Partial<OutPost> = {}) =>
  Array.from({ length: count }, () => ({ postId: idOf(), ...over }));
const idsIn = ({ query }: PlatformRequest) => query.ids!.split(',');
const tweets = (ids: readonly string[], metrics: object = {}) =>
  ids.map((id) => ({
    id,
    public_metrics: {
      impression_count: 200,
      like_count: 8,
      reply_count: 1,
      retweet_count: 1,
      quote_count: 0,
      bookmark_count: 0,
      ...metrics,
    },
  }));
const readAll = (request: PlatformRequest): PlatformReply => ({ json: { data: tweets(idsIn(request)) } });
const sync = (payload: object = {}, over: object = {}) =>
  analytics.sync(own.id, { socialAccountId: account.id, ...payload }, over);
const metricsOf = async (variationId: string) => {
  const { contentItemId } = await analytics.prisma.contentVariation.findUniqueOrThrow({ where: { id: variationId } });
  const { body } = await own.ask(`/api/content/${contentItemId}`);
  return (body as unknown as { variations: { metrics: object | null }[] }).variations[0]!.metrics;
};

describe('SYNC_ANALYTICS', () => {
  it('reads a thousand posts once each, also with a limit in the middle', async () => {
    const posts = outPosts(1_000);
    await analytics.record(account, posts);
    const refusal = {
      status: 429,
      json: { title: 'Too Many Requests' },
      headers: { 'x-rate-limit-reset': String(Math.floor(Date.now() / 1_000) + 600) },
    };
    server.answerWith(...Array.from({ length: 5 }, () => readAll), refusal, readAll);
    const [jobId, startedAt] = [randomUUID(), new Date()];
    const stopped = await sync({ syncType: 'FULL' }, { jobId }).catch((error: unknown) => error);
    expect(stopped).toMatchObject({ name: 'RateLimitedJobError', until: expect.any(Date) });
    expect((stopped as { until: Date }).until.getTime()).toBeGreaterThan(Date.now() + 500_000);
    expect(
      await analytics.prisma.postMetrics.count({ where: { publication: { platformId: account.platformId } } }),
    ).toBe(500);

    await analytics.snooze(jobId, startedAt);
    const result = await sync({ syncType: 'FULL' }, { jobId });
    expect(result).toMatchObject({
      postsUpdated: 1_000,
      metrics: { totalImpressions: 200_000, totalEngagements: 10_000, avgEngagementRate: 0.05 },
      rateLimited: true,
    });
    const asked = server.requests.filter((_, index) => index !== 5).flatMap(idsIn);
    expect(server.requests.map((request) => idsIn(request).length)).toEqual(Array(11).fill(100));
    expect(asked.toSorted()).toEqual(posts.map(({ postId }) => postId).toSorted());
  });

  it('reads young posts always, others once a day, old ones once a week', async () => {
    const variations = await analytics.record(account, [
      { postId: '11', publishedAt: daysAgo(1) },
      { postId: '12', publishedAt: daysAgo(10) },
      { postId: '13', publishedAt: daysAgo(60) },
    ]);
    server.answerWith(readAll);
    const readAgain = async (daysLater: number, payload: object = {}) => {
      server.requests.length = 0;
      const later = `metrics_read_at = metrics_read_at - $2 * interval '1 day'`;
      await analytics.sql.query(`UPDATE publications SET ${later} WHERE platform_id = $1`, [
        account.platformId,
        daysLater,
      ]);
      await sync(payload);
      return server.requests.flatMap(idsIn);
    };
    expect(await readAgain(0)).toEqual(['11', '12', '13']);
    expect(await readAgain(0)).toEqual(['11']);
    expect(await readAgain(1)).toEqual(['11', '12']);
    expect(await readAgain(7)).toEqual(['11', '12', '13']);
    expect(await readAgain(0, { syncType: 'FULL' })).toEqual(['11', '12', '13']);
    expect(await readAgain(0, { postIds: [variations[2]] })).toEqual(['13']);
    const { body } = await own.ask(`/api/social-accounts/${account.id}`);
    expect(Date.now() - new Date(body.lastSyncAt as string).getTime()).toBeLessThan(60_000);
  });

  it('tells what the platform does not with null, and a post that is gone by when', async () => {
    const [quiet, gone, unseen] = await analytics.record(account, [
      { postId: '21' },
      { postId: '22' },
      { postId: '23' },
    ]);
    server.answerWith(
      {
        json: {
          data: [
            ...tweets(['22']),
            { id: '21', public_metrics: { like_count: 3 } },
            ...tweets(['23'], { impression_count: 0 }),
          ],
        },
      },
      {
        json: {
          data: tweets(['21', '23']),
          errors: [{ resource_id: '22', type: 'https://api.x.com/2/problems/resource-not-found' }],
        },
      },
    );
    const payload = { syncType: 'FULL' };
    expect(await sync(payload)).toMatchObject({
      postsUpdated: 3,
      metrics: { totalImpressions: 200, avgEngagementRate: 0.05 },
    });
    expect(await metricsOf(quiet!)).toEqual({
      impressions: null,
      reach: null,
      likes: 3,
      comments: null,
      shares: null,
      saves: null,
      clicks: null,
      engagements: 3,
      engagementRate: null,
      videoViews: null,
      syncedAt: expect.any(String),
      deletedAt: null,
    });
    expect(await metricsOf(unseen!)).toMatchObject({ impressions: 0, engagements: 10, engagementRate: null });
    expect(await sync(payload)).toMatchObject({ postsUpdated: 2, rateLimited: false });
    expect(await metricsOf(gone!)).toMatchObject({
      impressions: 200,
      engagementRate: 0.05,
      deletedAt: expect.any(String),
    });
    server.requests.length = 0;
    await analytics.sql.query('UPDATE publications SET metrics_read_at = NULL WHERE platform_id = $1', [
      account.platformId,
    ]);
    await sync();
    expect(server.requests.flatMap(idsIn)).toEqual(expect.not.arrayContaining(['22']));
  });

  it('asks nothing in a dry run, and says what it would', async () => {
    await analytics.record(account, outPosts(3));
    server.answerWith(readAll);
    expect(await sync({}, { dryRun: true })).toMatchObject({ postsUpdated: 0, plan: { posts: 3 } });
    expect(server.requests).toEqual([]);
    expect(await sync()).toMatchObject({ postsUpdated: 3 });
  });

  it('goes on when the platform passes over single posts, and fails for now when it tells of none', async () => {
    await analytics.record(account, [...outPosts(100), { postId: '31', publishedAt: daysAgo(20) }]);
    server.answerWith((request) => ({ json: { data: tweets(idsIn(request).slice(1)), errors: [] } }), readAll);
    expect(await sync()).toMatchObject({ postsUpdated: 100 });
    server.answerWith({ status: 503, json: {} });
    await expect(sync({ syncType: 'FULL' })).rejects.toMatchObject({
      name: 'TransientJobError',
      code: 'PLATFORM_UNAVAILABLE',
    });
  });

  it('sees the posts of its own organization and brand only', async () => {
    const other = await openOrganization(api);
    const same = { organizationId: other.id, brandId: other.brandId, platformId: account.platformId };
    await analytics.record(same, [{ postId: '41' }]);
    await analytics.record(account, [{ postId: '42' }]);
    server.answerWith(readAll);
    await sync();
    expect(server.requests.flatMap(idsIn)).toEqual(['42']);
    await expect(analytics.sync(other.id, { socialAccountId: account.id })).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    });
    const payload = { socialAccountId: account.id, platform: 'TWITTER', syncType: 'FULL' };
    const body = { type: 'SYNC_ANALYTICS', payload };
    expect((await other.ask('/api/jobs', { body })).status).toBe(404);
    expect((await own.ask('/api/jobs', { body })).status).toBe(201);
    const elsewhere = { ...body, payload: { ...payload, platform: 'LINKEDIN' } };
    expect((await own.ask('/api/jobs', { body: elsewhere })).status).toBe(400);
    expect((await other.ask('/api/analytics')).body).toEqual({ days: [] });
  });
});

describe('the sweep', () => {
  it('plans a sync of each account that has posts whose turn it is, once', async () => {
    const posts = new PostMetricsRepository(analytics.sql);
    const sweep = new AnalyticsSweep(posts, new AnalyticsSyncProducer());
    const round = { startedAt: new Date(), intervalMs: 3_600_000 };
    const planned = async () => {
      const found = [];
      for (let after: string | null = '', page; after !== null; after = page.after) {
        page = await sweep.findDue(round, after, 2);
        found.push(...page.wishes.filter(({ organizationId }) => organizationId === own.id));
      }
      return found;
    };
    expect(await planned()).toEqual([]);
    await analytics.record(account, [{ postId: '61' }]);
    const payload = { socialAccountId: account.id, platform: 'TWITTER', syncType: 'INCREMENTAL' };
    expect(await planned()).toMatchObject([{ payload, dedupeKey: `analytics:${account.id}` }]);
    server.answerWith(readAll);
    await sync();
    expect(await planned()).toEqual([]);
  });
});

describe('GET /api/analytics', () => {
  const day = (days: number) => daysAgo(days).toISOString().slice(0, 10);

  it('adds up what each post had brought by the end of each day', async () => {
    await analytics.record(account, [{ postId: '51' }, { postId: '52' }]);
    const publications = await analytics.prisma.publication.findMany({
      where: { platformId: account.platformId },
      orderBy: { postIds: 'asc' },
    });
    const row = (index: number, days: number, impressions: number, engagements: number | null) => ({
      publicationId: publications[index]!.id,
      day: new Date(day(days)),
      impressions,
      engagements,
      readAt: daysAgo(days),
    });
    await analytics.prisma.postMetrics.createMany({
      data: [row(0, 9, 100, 5), row(0, 3, 400, 20), row(1, 2, 100, null)],
    });
    const range = `from=${day(4)}&to=${day(1)}`;
    const { body } = await own.ask(`/api/analytics?brandId=${own.brandId}&platform=TWITTER&${range}`);
    const totals = (days: number, posts: number, impressions: number, engagements: number) =>
      expect.objectContaining({
        day: day(days),
        platform: 'TWITTER',
        posts,
        impressions,
        engagements,
        likes: null,
        engagementRate: 0.05,
      });
    expect(body).toEqual({
      days: [totals(4, 1, 100, 5), totals(3, 1, 400, 20), totals(2, 2, 500, 20), totals(1, 2, 500, 20)],
    });
    expect((await own.ask('/api/analytics?platform=LINKEDIN')).body).toEqual({ days: [] });
  });

  it.each([
    'from=2026-02-30',
    'to=yesterday',
    'from=2026-03-02&to=2026-03-01',
    'from=2020-01-01&to=2026-01-01',
    'platform=MYSPACE',
  ])('refuses %s', async (query) => {
    expect((await own.ask(`/api/analytics?${query}`)).body).toMatchObject({ code: 'VALIDATION_ERROR' });
  });
});
