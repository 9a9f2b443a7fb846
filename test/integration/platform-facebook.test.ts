import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlatformAccount } from '../../src/platforms/social-platform.js';
import { batched, graphError, type GraphReply, type MetaWorld, openMeta, serveGraph } from '../support/graph.js';
import { closeServers, listen } from '../support/outbound.js';

const TOKEN = 'EAABsbCS1iHgBO9ZCpageToken';
const SINCE = new Date('2026-11-24T10:00:00.400Z');

let world: MetaWorld;

beforeAll(async () => {
  world = await openMeta();
});
afterEach(closeServers);
afterAll(() => world.close());

const signal = new AbortController().signal;
const draft = (imageCount = 0) => ({
  text: 'Tea, Ωmega & "more" 🍵',
  imageUrls: Array.from({ length: imageCount }, (_, index) => `https://img.example/${index}.jpg`),
  replyTo: null,
});

/** A page of each test's own, for limits are kept by page. */
const page = (): PlatformAccount => ({
  platform: 'FACEBOOK',
  platformId: `1${randomInt(1e12)}`,
  login: null,
  accessToken: TOKEN,
});

const posts = (...ids: string[]) => ids.map((postId) => ({ postId, publishedAt: SINCE }));
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it worked'),
    (error: unknown) => error,
  );

describe('sending', () => {
  it('posts a text once, and reads its address', async () => {
    const account = page();
    const server = await serveGraph(({ method }) => ({
      body:
        method === 'POST'
          ? { id: `${account.platformId}_7` }
          : { permalink_url: 'https://www.facebook.com/1/posts/7', id: `${account.platformId}_7` },
    }));
    const facebook = world.facebook(server);
    expect(await facebook.prepare(draft(), account, signal)).toBeNull();
    expect(await facebook.send(draft(), null, account, signal)).toEqual({
      postId: `${account.platformId}_7`,
      permalink: 'https://www.facebook.com/1/posts/7',
    });
    expect(server.seen).toMatchObject([
      { method: 'POST', path: `/v26.0/${account.platformId}/feed`, query: {}, form: { message: draft().text } },
      { method: 'GET', path: `/v26.0/${account.platformId}_7`, query: { fields: 'permalink_url' } },
    ]);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
  });

  it('posts one image as a photo, in one call, and names the post, not the photo', async () => {
    const account = page();
    const server = await serveGraph(({ method }) =>
      method === 'POST' ? { body: { id: '55', post_id: '1_8' } } : { status: 500, body: graphError(2) },
    );
    const facebook = world.facebook(server);
    expect(await facebook.prepare(draft(1), account, signal)).toBeNull();
    expect(await facebook.send(draft(1), null, account, signal)).toEqual({ postId: '1_8', permalink: null });
    expect(server.seen[0]).toMatchObject({
      path: `/v26.0/${account.platformId}/photos`,
      form: { url: 'https://img.example/0.jpg', caption: draft().text, published: 'true' },
    });
    expect(server.seen).toHaveLength(2);
    expect(world.logged.at(-1)).toContain('the address of a post that is out was not read');
  });

  it('uploads several images unpublished first, and attaches them in their order', async () => {
    const account = page();
    const server = await serveGraph(({ path, method }, index) => ({
      body: path.endsWith('/photos') ? { id: `5${index}` } : method === 'POST' ? { id: '1_9' } : {},
    }));
    const facebook = world.facebook(server);
    const prepared = await facebook.prepare(draft(3), account, signal);
    expect(prepared).toBe('50,51,52');
    expect(server.seen.map(({ form }) => form)).toEqual(draft(3).imageUrls.map((url) => ({ url, published: 'false' })));
    await facebook.send(draft(3), prepared, account, signal);
    expect(server.seen[3]).toMatchObject({ path: `/v26.0/${account.platformId}/feed` });
    expect(JSON.parse(server.seen[3]!.form['attached_media']!)).toEqual([
      { media_fbid: '50' },
      { media_fbid: '51' },
      { media_fbid: '52' },
    ]);
  });

  it('sends nothing when the images were not uploaded, or the Page has no possible id', async () => {
    const server = await serveGraph(() => ({ body: {} }));
    const facebook = world.facebook(server);
    expect(await failure(facebook.send(draft(2), null, page(), signal))).toMatchObject({ kind: 'TEMPORARY' });
    const hostile = { ...page(), platformId: '../me' };
    expect(await failure(facebook.send(draft(), null, hostile, signal))).toMatchObject({ kind: 'GONE' });
    expect(server.seen).toEqual([]);
  });

  it.each<[string, GraphReply, string]>([
    ['a cut connection', 'HANG_UP', 'OUTCOME_UNKNOWN'],
    ['a gateway that failed', { status: 502, body: '<html>' }, 'OUTCOME_UNKNOWN'],
    ['a body that is no JSON', { body: 'OK' }, 'OUTCOME_UNKNOWN'],
    ['a body without an id', { body: { success: true } }, 'OUTCOME_UNKNOWN'],
    ['an id that is a number', { body: { id: 1234567890123456 } }, 'OUTCOME_UNKNOWN'],
    ['an unknown error', { status: 500, body: graphError(1) }, 'OUTCOME_UNKNOWN'],
    ['a transient error', { status: 500, body: graphError(2, undefined, { is_transient: true }) }, 'OUTCOME_UNKNOWN'],
    ['a duplicate', { status: 400, body: graphError(506) }, 'DUPLICATE'],
    ['a dead token', { status: 400, body: graphError(190, 460) }, 'TOKEN_DEAD'],
    ['a missing permission', { status: 403, body: graphError(200) }, 'PERMISSION_MISSING'],
    ['a blocked text', { status: 400, body: graphError(368) }, 'REFUSED'],
    ['a restricted Page', { status: 400, body: graphError(368, 1404112) }, 'ACCOUNT_RESTRICTED'],
    ['a refusal with status 200', { body: graphError(368) }, 'REFUSED'],
  ])('takes %s for what it is, and sends nothing twice', async (_what, reply, kind) => {
    const server = await serveGraph(() => reply);
    expect(await failure(world.facebook(server).send(draft(), null, page(), signal))).toMatchObject({ kind });
    expect(server.seen).toHaveLength(1);
  });

  it('knows that nothing was sent to a port where nobody listens', async () => {
    const port = await listen(createServer());
    await closeServers();
    const facebook = world.facebook({ origin: `http://127.0.0.1:${port}` });
    expect(await failure(facebook.send(draft(), null, page(), signal))).toMatchObject({ kind: 'TEMPORARY' });
  });

  it('keeps the answer when what it says of the limits cannot be kept', async () => {
    const account = { ...page(), platformId: '77' };
    const headers = { 'x-app-usage': '{"call_count":28}' };
    const server = await serveGraph(({ method }) => ({ headers, body: method === 'POST' ? { id: '77_1' } : {} }));
    await world.database.query(`ALTER TABLE platform_quotas ADD CONSTRAINT refused CHECK (platform_id <> '77')`);
    expect(await world.facebook(server).send(draft(), null, account, signal)).toMatchObject({ postId: '77_1' });
    expect(world.logged.join('')).toContain('What a platform said of its limits could not be kept');
    await world.database.query('ALTER TABLE platform_quotas DROP CONSTRAINT refused');
  });

  it('tells nobody the token', async () => {
    const message = `Malformed access token ${TOKEN}`;
    for (const code of [190, 100, 10, 4]) {
      const server = await serveGraph(() => ({ status: 400, body: graphError(code, undefined, { message }) }));
      const error = await failure(world.facebook(server).send(draft(), null, page(), signal));
      expect(JSON.stringify([String(error), String((error as Error).cause)])).not.toContain(TOKEN);
    }
    expect(world.logged.join('')).not.toContain(TOKEN);
  });
});

describe('limits', () => {
  it('are recorded from every answer, and stop reading before publishing', async () => {
    const account = page();
    const usage = { call_count: 85, total_time: 25, total_cputime: 25 };
    const headers = {
      'X-App-Usage': JSON.stringify({ ...usage, call_count: 28 }),
      'X-Business-Use-Case-Usage': JSON.stringify({
        9: [{ type: 'pages', ...usage, estimated_time_to_regain_access: 0 }],
      }),
    };
    const server = await serveGraph(({ method }) => ({ headers, body: method === 'POST' ? { id: '1_1' } : {} }));
    const facebook = world.facebook(server);
    await facebook.send(draft(), null, account, signal);
    expect(await world.quotas(account.platformId)).toEqual([
      { scope: 'app', usedPercent: 28, blockedForMinutes: null },
      { scope: 'pages', usedPercent: 85, blockedForMinutes: null },
    ]);
    const reading = await facebook.readMetrics(posts('1_1'), account, signal);
    expect(reading).toMatchObject({ read: [], gone: [], stopped: { kind: 'RATE_LIMITED' } });
    expect(server.seen).toHaveLength(2);
    await facebook.send(draft(), null, account, signal);
    expect(server.seen).toHaveLength(4);
  });

  it('that refuse a call hold for every later one, for as long as the headers say', async () => {
    const account = page();
    const entry = {
      type: 'pages',
      call_count: 100,
      total_time: 1,
      total_cputime: 1,
      estimated_time_to_regain_access: 19,
    };
    const headers = { 'x-business-use-case-usage': JSON.stringify({ 9: [entry] }) };
    const server = await serveGraph(() => ({ status: 400, headers, body: graphError(80001) }));
    const facebook = world.facebook(server);
    const error = await failure(facebook.send(draft(), null, account, signal));
    expect(error).toMatchObject({ kind: 'RATE_LIMITED' });
    expect(await world.quotas(account.platformId)).toEqual([
      { scope: 'pages', usedPercent: 100, blockedForMinutes: 19 },
    ]);
    const again = await failure(facebook.send(draft(), null, account, signal));
    expect(again).toMatchObject({ kind: 'RATE_LIMITED', until: (error as { until: Date }).until });
    expect(server.seen).toHaveLength(1);
  });
});

describe('finding', () => {
  const listed = (id: string, message: string | undefined, created_time = '2026-11-24T10:00:00+0000') => ({
    id,
    message,
    created_time,
    permalink_url: `https://www.facebook.com/${id}`,
  });

  it('reads all pages since then, and compares texts as Facebook shows them', async () => {
    const account = page();
    const server = await serveGraph(({ query }) => ({
      body: query['after']
        ? { data: [listed('1_3', undefined), listed('1_4', `${draft().text.normalize('NFD')}\r\n`)] }
        : { data: [listed('1_2', 'Other')], paging: { cursors: { after: 'abc' }, next: 'https://graph.test/next' } },
    }));
    expect(await world.facebook(server).find(draft(), null, SINCE, account, signal)).toEqual({
      kind: 'FOUND',
      post: { postId: '1_4', permalink: 'https://www.facebook.com/1_4' },
    });
    const query = { fields: 'id,message,created_time,permalink_url', since: '1795514400', limit: '100' };
    expect(server.seen.map((call) => [call.path, call.query])).toEqual([
      [`/v26.0/${account.platformId}/published_posts`, query],
      [`/v26.0/${account.platformId}/published_posts`, { ...query, after: 'abc' }],
    ]);
  });

  it('does not take an earlier post of the same text', async () => {
    const earlier = listed('1_2', draft().text, '2026-11-24T09:59:59+0000');
    const server = await serveGraph(() => ({ body: { data: [earlier] } }));
    expect(await world.facebook(server).find(draft(), null, SINCE, page(), signal)).toEqual({ kind: 'ABSENT' });
  });

  it.each<[string, GraphReply, object]>([
    ['a list that goes on without a cursor', { body: { data: [], paging: { next: 'x' } } }, { kind: 'CANNOT_TELL' }],
    ['an account that may not look', { status: 400, body: graphError(10) }, { kind: 'CANNOT_TELL' }],
  ])('cannot tell of %s', async (_what, reply, expected) => {
    const server = await serveGraph(() => reply);
    expect(await world.facebook(server).find(draft(), null, SINCE, page(), signal)).toMatchObject(expected);
  });

  it.each<GraphReply>(['HANG_UP', { status: 503, body: '' }, { body: { data: [{ id: 1 }] } }, { body: [] }])(
    'fails for the moment on %j',
    async (reply) => {
      const server = await serveGraph(() => reply);
      const error = await failure(world.facebook(server).find(draft(), null, SINCE, page(), signal));
      expect(error).toMatchObject({ kind: 'TEMPORARY' });
    },
  );
});

describe('reading metrics', () => {
  const insights = (views: number) => ({
    data: [
      { name: 'post_media_view', period: 'lifetime', values: [{ value: views }] },
      { name: 'post_clicks', period: 'lifetime', values: [{ value: 2 }] },
    ],
  });
  const counts = (id: string) => ({
    id,
    shares: { count: 3 },
    comments: { data: [], summary: { total_count: 4 } },
    reactions: { data: [], summary: { total_count: 5 } },
  });
  const figures = { likes: 5, comments: 4, shares: 3, saves: null, clicks: 2, engagements: 14, videoViews: null };
  const answer = (url: string) => (url.includes('/insights') ? insights(10) : counts(url.split('?')[0]!));

  it('asks for counts and insights of each post in one call', async () => {
    const account = page();
    const server = await serveGraph(({ batch }) => ({ body: batch.map((url) => batched(answer(url))) }));
    const facebook = world.facebook(server);
    const reading = await facebook.readMetrics(posts('1_1', '1_2'), account, signal);
    const metrics = { ...figures, impressions: 10, reach: null };
    expect(reading).toEqual({
      read: [
        { postId: '1_1', metrics },
        { postId: '1_2', metrics },
      ],
      gone: [],
      stopped: null,
    });
    expect(server.seen).toMatchObject([
      { method: 'POST', path: '/v26.0/', headers: { authorization: `Bearer ${TOKEN}` } },
    ]);
    const fields = 'id,shares,comments.limit(0).summary(true),reactions.limit(0).summary(total_count)';
    const metric = 'post_media_view,post_total_media_view_unique,post_clicks';
    expect(server.seen[0]!.batch).toEqual([
      `1_1?fields=${fields}`,
      `1_2?fields=${fields}`,
      `1_1/insights?metric=${metric}`,
      `1_2/insights?metric=${metric}`,
    ]);
    expect(facebook.metricsBatch() * 2).toBe(50);
  });

  it('sends once more what Meta had no time for, and leaves out what it then has none for', async () => {
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) =>
        url.startsWith('1_2/') || (batch.length > 2 && url.startsWith('1_1/')) ? null : batched(answer(url)),
      ),
    }));
    const reading = await world.facebook(server).readMetrics(posts('1_1', '1_2'), page(), signal);
    expect(server.seen.map(({ batch }) => batch.length)).toEqual([4, 2]);
    expect(reading).toMatchObject({ read: [{ postId: '1_1' }], gone: [], stopped: { kind: 'TEMPORARY' } });
  });

  it('keeps what was read when a limit is hit in the middle, and tells posts that are gone', async () => {
    const account = page();
    const headers = {
      'X-Business-Use-Case-Usage': JSON.stringify({
        9: [{ type: 'pages', call_count: 100, total_time: 1, total_cputime: 1, estimated_time_to_regain_access: 7 }],
      }),
    };
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) => {
        if (url.startsWith('1_2')) return batched(graphError(100, 33));
        return url.startsWith('1_3') ? batched(graphError(80001), 400, headers) : batched(answer(url));
      }),
    }));
    const reading = await world.facebook(server).readMetrics(posts('1_1', '1_2', '1_3'), account, signal);
    expect(reading).toMatchObject({ read: [{ postId: '1_1' }], gone: ['1_2'], stopped: { kind: 'RATE_LIMITED' } });
    expect(reading.stopped!.until!.getTime()).toBeLessThanOrEqual(Date.now() + 7 * 60_000);
    expect(await world.quotas(account.platformId)).toEqual([
      { scope: 'pages', usedPercent: 100, blockedForMinutes: 7 },
    ]);
  });

  it('finds out a metric that is gone, once, and reads the others', async () => {
    const bad = 'post_total_media_view_unique';
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) => batched(url.includes(bad) ? graphError(100) : answer(url))),
    }));
    const facebook = world.facebook(server);
    const account = page();
    const read = await facebook.readMetrics(posts('1_1', '1_2'), account, signal);
    expect(read).toMatchObject({ read: [{ metrics: { impressions: 10, reach: null } }, {}], stopped: null });
    expect(server.seen.map(({ batch }) => batch.length)).toEqual([4, 3, 2]);
    await facebook.readMetrics(posts('1_1'), account, signal);
    expect(server.seen[3]!.batch[1]).toBe('1_1/insights?metric=post_media_view,post_clicks');
    expect(server.seen).toHaveLength(4);
  });

  it('blames no metric when a post has no insights at all', async () => {
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) => batched(url.startsWith('1_1/') ? graphError(3001, 1504028) : answer(url))),
    }));
    const facebook = world.facebook(server);
    const reading = await facebook.readMetrics(posts('1_1', '1_2'), page(), signal);
    expect(reading.stopped).toBeNull();
    expect(reading.read.map(({ postId, metrics }) => [postId, metrics.impressions, metrics.likes])).toEqual([
      ['1_2', 10, 5],
      ['1_1', null, 5],
    ]);
  });

  it.each<[GraphReply, string]>([
    ['HANG_UP', 'TEMPORARY'],
    [{ status: 500, body: 'x' }, 'TEMPORARY'],
    [{ body: { not: 'a batch' } }, 'TEMPORARY'],
    [{ body: ['x', { code: 200, body: '<' }] }, 'TEMPORARY'],
    [{ status: 400, body: graphError(190) }, 'TOKEN_DEAD'],
  ])('reads nothing of %j', async (reply, kind) => {
    const server = await serveGraph(() => reply);
    const reading = await world.facebook(server).readMetrics(posts('1_1'), page(), signal);
    expect(reading).toMatchObject({ read: [], gone: [], stopped: { kind } });
  });
});

describe('refreshing', () => {
  const app = { META_APP_ID: '12', META_APP_SECRET: 'appSecret' };
  const tokens = { accessToken: TOKEN, refreshToken: null };
  const check = async (reply: GraphReply, over: Record<string, string> = app) => {
    const server = await serveGraph(() => reply);
    return { server, answer: world.facebook(server, over).refresh(tokens, page(), signal) };
  };

  it.each([
    [0, null],
    [1_800_000_000, new Date(1_800_000_000_000)],
  ])('checks the token, which stays and ends at %i', async (expires_at, expiresAt) => {
    const { server, answer } = await check({ body: { data: { is_valid: true, expires_at, scopes: [] } } });
    expect(await answer).toEqual({ accessToken: TOKEN, refreshToken: null, expiresAt, refreshExpiresAt: null });
    expect(server.seen).toMatchObject([
      { method: 'GET', path: '/debug_token', query: { input_token: TOKEN, access_token: '12|appSecret' } },
    ]);
    expect(server.seen[0]!.headers.authorization).toBeUndefined();
  });

  it.each<[string, GraphReply, string]>([
    ['a token that holds no longer', { body: { data: { is_valid: false, expires_at: 1 } } }, 'TOKEN_DEAD'],
    ['an app that is not known', { status: 400, body: graphError(190) }, 'PLATFORM_ERROR'],
    ['no answer', 'HANG_UP', 'TEMPORARY'],
    ['an answer that is none', { body: { data: {} } }, 'TEMPORARY'],
  ])('is told of %s', async (_what, reply, kind) => {
    const { answer } = await check(reply);
    const error = await failure(answer);
    expect(error).toMatchObject({ kind });
    expect(String(error)).not.toMatch(/appSecret|EAAB/);
  });

  it('needs the app, and says which variable is missing', async () => {
    const { server, answer } = await check({ body: {} }, { META_APP_ID: '12' });
    expect(await failure(answer)).toMatchObject({
      kind: 'PLATFORM_ERROR',
      message: expect.stringContaining('META_APP_SECRET'),
    });
    expect(server.seen).toEqual([]);
  });
});
