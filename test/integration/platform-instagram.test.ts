import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlatformAccount } from '../../src/platforms/social-platform.js';
import {
  batched,
  graphError,
  type GraphReply,
  type MetaWorld,
  openMeta,
  type SeenCall,
  serveGraph,
} from '../support/graph.js';
import { closeServers, listen } from '../support/outbound.js';

const TOKEN = 'IGAAbsCS1iHgBO9ZCuserToken';
const SINCE = new Date('2026-11-24T10:00:00Z');
const DAY_MS = 24 * 3_600_000;

let world: MetaWorld;

beforeAll(async () => {
  world = await openMeta();
});
afterEach(closeServers);
afterAll(() => world.close());

const signal = new AbortController().signal;
const draft = (imageCount = 1) => ({
  text: 'Tea at sea #tea 🍵',
  imageUrls: Array.from({ length: imageCount }, (_, index) => `https://img.example/${index}.jpg`),
  replyTo: null,
});

/** An account of each test's own, for limits are kept by account. */
const person = (login: PlatformAccount['login'] = 'INSTAGRAM'): PlatformAccount => ({
  platform: 'INSTAGRAM',
  platformId: `178${randomInt(1e12)}`,
  login,
  accessToken: TOKEN,
});

const posts = (...ids: string[]) => ids.map((postId) => ({ postId, publishedAt: SINCE }));
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it worked'),
    (error: unknown) => error,
  );
const summary = ({ method, path, query, form }: SeenCall) => [method, path, { ...query, ...form }];

describe('preparing', () => {
  it('makes a container of an image, and waits until it is finished', async () => {
    const account = person();
    const server = await serveGraph(({ method }, index) => ({
      body: method === 'POST' ? { id: '900' } : { id: '900', status_code: index < 2 ? 'IN_PROGRESS' : 'FINISHED' },
    }));
    expect(await world.instagram(server).prepare(draft(), account, signal)).toBe('900');
    const look = ['GET', '/v26.0/900', { fields: 'status_code,status' }];
    expect(server.seen.map(summary)).toEqual([
      ['POST', `/v26.0/${account.platformId}/media`, { image_url: 'https://img.example/0.jpg', caption: draft().text }],
      look,
      look,
    ]);
    expect(new Set(server.seen.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
  });

  it('makes a carousel of several images, in their order', async () => {
    const account = person();
    const server = await serveGraph(({ method }, index) => ({
      body: method === 'POST' ? { id: `90${index}` } : { status_code: 'FINISHED' },
    }));
    expect(await world.instagram(server).prepare(draft(2), account, signal)).toBe('902');
    expect(server.seen.slice(0, 3).map(({ form }) => form)).toEqual([
      { image_url: 'https://img.example/0.jpg', is_carousel_item: 'true' },
      { image_url: 'https://img.example/1.jpg', is_carousel_item: 'true' },
      { media_type: 'CAROUSEL', children: '900,901', caption: draft().text },
    ]);
  });

  it('refuses a post without an image, and asks nobody', async () => {
    const server = await serveGraph(() => ({ body: {} }));
    expect(await failure(world.instagram(server).prepare(draft(0), person(), signal))).toMatchObject({
      kind: 'REFUSED',
    });
    expect(server.seen).toEqual([]);
  });

  it.each<[GraphReply, string]>([
    ['HANG_UP', 'TEMPORARY'],
    [{ status: 503, body: '' }, 'TEMPORARY'],
    [{ body: '<html>' }, 'TEMPORARY'],
    [{ status: 400, body: graphError(36003, 2207009) }, 'REFUSED'],
    [{ status: 400, body: graphError(9004, 2207052) }, 'REFUSED'],
    [{ status: 400, body: graphError(-1, 2207001) }, 'TEMPORARY'],
    [{ status: 403, body: graphError(4, 2207051) }, 'ACCOUNT_RESTRICTED'],
    [{ status: 403, body: graphError(9, 2207042) }, 'RATE_LIMITED'],
  ])('takes %j for what it is', async (reply, kind) => {
    const server = await serveGraph(() => reply);
    expect(await failure(world.instagram(server).prepare(draft(), person(), signal))).toMatchObject({ kind });
  });

  it('ends with the signal while it waits', async () => {
    const controller = new AbortController();
    const server = await serveGraph(({ method }) => {
      if (method === 'GET') setImmediate(() => controller.abort(new Error('shutting down')));
      return { body: method === 'POST' ? { id: '900' } : { status_code: 'IN_PROGRESS' } };
    });
    const error = await failure(world.instagram(server).prepare(draft(), person(), controller.signal));
    expect(error).toMatchObject({ message: 'shutting down' });
  });
});

describe('the host', () => {
  it.each([
    ['INSTAGRAM', 'INSTAGRAM_GRAPH_BASE_URL'],
    ['FACEBOOK', 'FACEBOOK_GRAPH_BASE_URL'],
    [null, 'FACEBOOK_GRAPH_BASE_URL'],
  ] as const)('of an account connected through %s is %s', async (login, variable) => {
    const server = await serveGraph(({ method }) => ({ body: method === 'POST' ? { id: '5' } : {} }));
    const others = { FACEBOOK_GRAPH_BASE_URL: 'http://127.0.0.1:1', INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:1' };
    const instagram = world.instagram(server, { ...others, [variable]: server.origin });
    expect(await instagram.send(draft(), '900', person(login), signal)).toMatchObject({ postId: '5' });
  });
});

describe('sending', () => {
  it('publishes the container once, and reads its address', async () => {
    const account = person();
    const server = await serveGraph(({ method }) => ({
      body: method === 'POST' ? { id: '555' } : { permalink: 'https://www.instagram.com/p/Abc/', id: '555' },
    }));
    expect(await world.instagram(server).send(draft(), '900', account, signal)).toEqual({
      postId: '555',
      permalink: 'https://www.instagram.com/p/Abc/',
    });
    expect(server.seen.map(summary)).toEqual([
      ['POST', `/v26.0/${account.platformId}/media_publish`, { creation_id: '900' }],
      ['GET', '/v26.0/555', { fields: 'permalink' }],
    ]);
  });

  it.each<[string, GraphReply, string]>([
    ['a cut connection', 'HANG_UP', 'OUTCOME_UNKNOWN'],
    ['a gateway that failed', { status: 504, body: '' }, 'OUTCOME_UNKNOWN'],
    ['a body that is no JSON', { body: 'OK' }, 'OUTCOME_UNKNOWN'],
    ['a server-side failure', { status: 400, body: graphError(-1, 2207001) }, 'OUTCOME_UNKNOWN'],
    ['a transient error', { status: 500, body: graphError(2) }, 'OUTCOME_UNKNOWN'],
    ['a container that is not ready', { status: 400, body: graphError(9007, 2207027) }, 'TEMPORARY'],
    ['a container that has lapsed', { status: 400, body: graphError(-1, 2207008) }, 'TEMPORARY'],
    ['a judgement of spam', { status: 403, body: graphError(4, 2207051) }, 'ACCOUNT_RESTRICTED'],
  ])('takes %s for what it is, and publishes nothing twice', async (_what, reply, kind) => {
    const server = await serveGraph(() => reply);
    expect(await failure(world.instagram(server).send(draft(), '900', person(), signal))).toMatchObject({ kind });
    expect(server.seen).toHaveLength(1);
  });

  it('knows that nothing was sent to a port where nobody listens', async () => {
    const port = await listen(createServer());
    await closeServers();
    const instagram = world.instagram({ origin: `http://127.0.0.1:${port}` });
    expect(await failure(instagram.send(draft(), '900', person(), signal))).toMatchObject({ kind: 'TEMPORARY' });
  });

  it('obeys the daily quota for an hour, in which it may still look and read', async () => {
    const account = person();
    const server = await serveGraph(({ method, batch }) => {
      if (batch.length > 0) return { body: batch.map(() => batched({ data: [] })) };
      if (method === 'GET') return { body: { status_code: 'FINISHED' } };
      return { status: 403, body: graphError(9, 2207042) };
    });
    const instagram = world.instagram(server);
    expect(await failure(instagram.send(draft(), '900', account, signal))).toMatchObject({ kind: 'RATE_LIMITED' });
    expect(await world.quotas(account.platformId)).toEqual([
      { scope: 'publishing', usedPercent: 100, blockedForMinutes: 60 },
    ]);
    expect(await failure(instagram.prepare(draft(), account, signal))).toMatchObject({ kind: 'RATE_LIMITED' });
    expect(server.seen).toHaveLength(1);
    expect(await instagram.find(draft(), '900', SINCE, account, signal)).toEqual({ kind: 'ABSENT' });
    expect(await instagram.readMetrics(posts('555'), account, signal)).toMatchObject({ stopped: null });
  });
});

describe('finding', () => {
  const media = (...data: object[]) => ({ data, paging: { cursors: { after: 'abc' } } });
  const medium = (id: string, caption?: string, timestamp = '2026-11-24T10:00:05+0000') => ({ id, caption, timestamp });
  const find = async (reply: (call: SeenCall) => GraphReply, prepared: string | null = '900') => {
    const server = await serveGraph(reply);
    return { server, found: world.instagram(server).find(draft(), prepared, SINCE, person(), signal) };
  };
  const isList = ({ path }: SeenCall) => path.endsWith('/media');

  it('finds the post that the container became, by its caption', async () => {
    const permalink = 'https://www.instagram.com/p/Abc/';
    const { server, found } = await find((call) => ({
      body: isList(call)
        ? media(
            medium('7'),
            medium('6', 'Other'),
            { ...medium('5', draft().text), permalink },
            medium('4', draft().text),
          )
        : { status_code: 'PUBLISHED' },
    }));
    expect(await found).toEqual({ kind: 'FOUND', post: { postId: '5', permalink } });
    expect(server.seen[1]!.query).toEqual({ fields: 'id,caption,timestamp,permalink', limit: '100' });
  });

  it('cannot tell which post it is when the list does not show it', async () => {
    const earlier = medium('4', draft().text, '2026-11-24T09:59:59+0000');
    const { found } = await find((call) => ({ body: isList(call) ? media(earlier) : { status_code: 'PUBLISHED' } }));
    expect(await found).toMatchObject({ kind: 'CANNOT_TELL' });
  });

  it.each([
    [{ status_code: 'FINISHED' }, { kind: 'ABSENT' }],
    [{ status_code: 'EXPIRED' }, { kind: 'ABSENT', stale: true }],
    [
      { status_code: 'ERROR', status: '2207053' },
      { kind: 'ABSENT', stale: true },
    ],
  ])('says of %j: %j', async (body, expected) => {
    const { server, found } = await find(() => ({ body }));
    expect(await found).toEqual(expected);
    expect(server.seen).toHaveLength(1);
  });

  it('waits for a container that is being published', async () => {
    let looks = 0;
    const { found } = await find((call) => ({
      body: isList(call)
        ? media(medium('5', draft().text))
        : { status_code: looks++ === 0 ? 'IN_PROGRESS' : 'PUBLISHED' },
    }));
    expect(await found).toMatchObject({ kind: 'FOUND', post: { postId: '5', permalink: null } });
  });

  it('goes by the list when the container is not there any more', async () => {
    const gone = { status: 400, body: graphError(100, 33) };
    const there = await find((call) => (isList(call) ? { body: media(medium('5', draft().text)) } : gone));
    expect(await there.found).toMatchObject({ kind: 'FOUND' });
    const absent = await find((call) => (isList(call) ? { body: media() } : gone));
    expect(await absent.found).toEqual({ kind: 'ABSENT', stale: true });
  });

  it('asks nobody when nothing was prepared, for then nothing was sent', async () => {
    const { server, found } = await find(() => ({ body: {} }), null);
    expect(await found).toEqual({ kind: 'ABSENT', stale: true });
    expect(server.seen).toEqual([]);
  });

  it('cannot tell for an account that may not look, and fails for the moment without an answer', async () => {
    const refused = await find(() => ({ status: 400, body: graphError(10) }));
    expect(await refused.found).toMatchObject({ kind: 'CANNOT_TELL' });
    const broken = await find(() => ({ body: { status_code: 'NEW' } }));
    expect(await failure(broken.found)).toMatchObject({ kind: 'TEMPORARY' });
  });
});

describe('reading metrics', () => {
  const FEED = 'views,reach,shares,total_interactions,likes,comments,saved';
  const insights = (views: number) => ({
    data: [
      { name: 'views', period: 'lifetime', values: [{ value: views }], id: '1/insights/views/lifetime' },
      { name: 'total_interactions', period: 'lifetime', values: [{ value: 9 }] },
      { name: 'saved', period: 'lifetime', values: [{ value: 1 }] },
    ],
  });
  const figures = { reach: null, likes: null, comments: null, shares: null, clicks: null, videoViews: null };

  it('asks for each post in one call, and says null for what is not told', async () => {
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) => batched(url.startsWith('1/') ? insights(10) : { data: [] })),
    }));
    const instagram = world.instagram(server);
    expect(await instagram.readMetrics(posts('1', '2'), person(), signal)).toEqual({
      read: [
        { postId: '1', metrics: { ...figures, impressions: 10, saves: 1, engagements: 9 } },
        { postId: '2', metrics: { ...figures, impressions: null, saves: null, engagements: null } },
      ],
      gone: [],
      stopped: null,
    });
    expect(server.seen[0]!.batch).toEqual([`1/insights?metric=${FEED}`, `2/insights?metric=${FEED}`]);
    expect(instagram.metricsBatch()).toBe(50);
  });

  it('asks for the metrics that a story has when those of the feed are refused', async () => {
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) => {
        if (url === '2?fields=media_product_type') return batched({ media_product_type: 'STORY', id: '2' });
        return batched(url.startsWith('2/') && /likes|saved/.test(url) ? graphError(100) : insights(10));
      }),
    }));
    const instagram = world.instagram(server);
    const account = person();
    const reading = await instagram.readMetrics(posts('1', '2', '3'), account, signal);
    expect(reading.read.map(({ postId }) => postId)).toEqual(['1', '3', '2']);
    expect(reading.stopped).toBeNull();
    await instagram.readMetrics(posts('1'), account, signal);
    expect(server.seen.at(-1)!.batch).toEqual([`1/insights?metric=${FEED}`]);
  });

  it('keeps what was read when a limit is hit in the middle, and tells posts that are gone', async () => {
    const account = person();
    const server = await serveGraph(({ batch }) => ({
      body: batch.map((url) => {
        if (url.startsWith('2/')) return batched(graphError(100, 33));
        return batched(url.startsWith('1/') ? insights(10) : graphError(80002));
      }),
    }));
    const instagram = world.instagram(server);
    const reading = await instagram.readMetrics(posts('1', '2', '3', '4'), account, signal);
    expect(reading).toMatchObject({ read: [{ postId: '1' }], gone: ['2'], stopped: { kind: 'RATE_LIMITED' } });
    expect(await world.quotas(account.platformId)).toEqual([
      { scope: 'instagram', usedPercent: 100, blockedForMinutes: 60 },
    ]);
    expect(await instagram.readMetrics(posts('1'), account, signal)).toMatchObject({
      stopped: { kind: 'RATE_LIMITED' },
    });
    expect(server.seen).toHaveLength(1);
  });
});

describe('refreshing', () => {
  const tokens = { accessToken: TOKEN, refreshToken: null };
  const refresh = async (reply: (call: SeenCall) => GraphReply, login: PlatformAccount['login'] = 'INSTAGRAM') => {
    const server = await serveGraph(reply);
    const app = { META_APP_ID: '12', META_APP_SECRET: 'appSecret' };
    return { server, answer: world.instagram(server, app).refresh(tokens, person(login), signal) };
  };
  const daysLeft = (time: Date | null) => Math.round((time!.getTime() - Date.now()) / DAY_MS);

  it('brings a token for another 60 days', async () => {
    const { server, answer } = await refresh(() => ({
      body: { access_token: 'IGnew', token_type: 'bearer', expires_in: 5_184_000 },
    }));
    const { expiresAt, ...rest } = await answer;
    expect(rest).toEqual({ accessToken: 'IGnew', refreshToken: null, refreshExpiresAt: null });
    expect(daysLeft(expiresAt)).toBe(60);
    expect(server.seen.map(summary)).toEqual([
      ['GET', '/refresh_access_token', { grant_type: 'ig_refresh_token', access_token: TOKEN }],
    ]);
    expect(server.seen[0]!.headers.authorization).toBeUndefined();
  });

  it.each([100, 190])('leaves a token as it is that is refused with %i and serves: it is too young', async (code) => {
    const { server, answer } = await refresh(({ path }) =>
      path === '/refresh_access_token' ? { status: 400, body: graphError(code) } : { body: { user_id: '178' } },
    );
    const { accessToken, expiresAt } = await answer;
    expect([accessToken, daysLeft(expiresAt)]).toEqual([TOKEN, 59]);
    expect(server.seen[1]).toMatchObject({ path: '/v26.0/me', headers: { authorization: `Bearer ${TOKEN}` } });
  });

  it.each<[string, (call: SeenCall) => GraphReply, string]>([
    ['a dead token', () => ({ status: 400, body: graphError(190, 463) }), 'TOKEN_DEAD'],
    ['a missing permission', () => ({ status: 400, body: graphError(10) }), 'PERMISSION_MISSING'],
    ['no answer', () => 'HANG_UP', 'TEMPORARY'],
    ['an answer that is none', () => ({ body: { access_token: '' } }), 'TEMPORARY'],
  ])('takes %s for what it is', async (_what, reply, kind) => {
    const { answer } = await refresh(reply);
    const error = await failure(answer);
    expect(error).toMatchObject({ kind });
    expect(String(error)).not.toContain(TOKEN);
  });

  it('checks the token of an account that was connected through Facebook', async () => {
    const { server, answer } = await refresh(() => ({ body: { data: { is_valid: true, expires_at: 0 } } }), 'FACEBOOK');
    expect(await answer).toMatchObject({ accessToken: TOKEN, expiresAt: null });
    expect(server.seen[0]!.path).toBe('/debug_token');
  });
});
