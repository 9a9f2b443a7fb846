import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlatformAccount, PostDraft, SocialPlatform } from '../../src/platforms/social-platform.js';
import { openPlatforms, type PlatformReply, type TestPlatforms } from '../support/platform-server.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const ids = ['1445880548472328192', '1445880548472328193', '1445880548472328194'] as const;

let x: SocialPlatform;
let test: TestPlatforms;

beforeAll(async () => {
  test = await openPlatforms({ X_CLIENT_ID: 'client', X_CLIENT_SECRET: 'secret' });
  x = test.platforms.of('TWITTER');
});
afterAll(() => test.close());

const signal = new AbortController().signal;
/** One that no other test has, as limits are kept by account. */
const newAccount = (): PlatformAccount => ({
  platform: 'TWITTER',
  platformId: String(randomInt(1, 2 ** 47)),
  login: null,
  accessToken: 'access',
});
const draft = (over: Partial<PostDraft> = {}): PostDraft => ({ text: 'Hello', imageUrls: [], replyTo: null, ...over });
const created: PlatformReply = { status: 201, json: { data: { id: ids[0], text: 'Hello' } } };
const limits = (limit: number, remaining: number, seconds: number) => ({
  'x-rate-limit-limit': String(limit),
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': String(Math.floor(Date.now() / 1_000) + seconds),
});
const problem = (type: string, id?: string) => ({
  title: 'A title',
  detail: 'A detail.',
  type: `https://api.x.com/2/problems/${type}`,
  ...(id && { resource_id: id, resource_type: 'tweet', parameter: 'ids', value: id }),
});

describe('send', () => {
  it('posts a text in one call', async () => {
    test.answerWith(created);
    const post = await x.send(draft(), null, newAccount(), signal);
    expect(post).toEqual({ postId: ids[0], permalink: `https://x.com/i/web/status/${ids[0]}` });
    expect(test.requests).toHaveLength(1);
    expect(test.requests[0]).toMatchObject({ method: 'POST', path: '/2/tweets', search: '', json: { text: 'Hello' } });
    expect(test.requests[0]!.json).toEqual({ text: 'Hello' });
    expect(test.requests[0]!.headers).toMatchObject({
      authorization: 'Bearer access',
      'content-type': 'application/json',
      accept: 'application/json',
    });
  });

  it('posts images and an answer', async () => {
    test.answerWith(created);
    await x.send(draft({ replyTo: ids[1] }), JSON.stringify([ids[2]]), newAccount(), signal);
    expect(test.requests[0]!.json).toEqual({
      text: 'Hello',
      media: { media_ids: [ids[2]] },
      reply: { in_reply_to_tweet_id: ids[1] },
    });
  });

  it.each<[string, PlatformReply]>([
    ['a 503', { status: 503, json: { title: 'Service Unavailable' } }],
    ['a dropped connection', 'drop'],
    ['no JSON', { status: 201, body: '<html>' }],
    ['JSON of another shape', { status: 201, json: { data: { id: 1445880548472328192 } } }],
    ['a redirect', { status: 302, headers: { location: 'https://example.com/' } }],
  ])('does not know what came of it after %s, and asks once', async (_what, reply) => {
    test.answerWith(reply);
    await expect(x.send(draft(), null, newAccount(), signal)).rejects.toMatchObject({ kind: 'OUTCOME_UNKNOWN' });
    expect(test.requests).toHaveLength(1);
  });

  it('does not know what came of it when it is given up', async () => {
    test.answerWith('hang');
    const giveUp = new AbortController();
    const sent = x.send(draft(), null, newAccount(), giveUp.signal);
    void test.nextRequest().then(() => giveUp.abort());
    await expect(sent).rejects.toMatchObject({ kind: 'OUTCOME_UNKNOWN' });
  });

  it('knows that nothing came of it when nobody listens', async () => {
    const sent = test.whileAway(() => x.send(draft(), null, newAccount(), signal));
    await expect(sent).rejects.toMatchObject({ kind: 'TEMPORARY' });
  });

  it.each([
    [403, { detail: 'You are not allowed to create a Tweet with duplicate content.' }, 'DUPLICATE'],
    [401, { title: 'Unauthorized', type: 'about:blank', status: 401 }, 'TOKEN_DEAD'],
    [403, { errors: [{ code: 326, message: 'To protect our users…' }] }, 'ACCOUNT_RESTRICTED'],
    [402, { title: 'CreditsDepleted' }, 'QUOTA_EXHAUSTED'],
  ])('takes %i %j for %s', async (status, json, kind) => {
    test.answerWith({ status, json });
    await expect(x.send(draft(), null, newAccount(), signal)).rejects.toMatchObject({ kind });
  });

  it('is not tried again before a limit has ended, by any worker', async () => {
    const account = newAccount();
    test.answerWith({ status: 429, headers: limits(100, 0, 600), json: problem('rate-limit-exceeded') });
    const refused: unknown = await x.send(draft(), null, account, signal).catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'RATE_LIMITED' });
    const { until } = refused as { until: Date };
    expect(until.getTime()).toBeGreaterThan(Date.now() + 590_000);
    await expect(x.send(draft(), null, account, signal)).rejects.toMatchObject({ kind: 'RATE_LIMITED', until });
    await expect(x.prepare(draft(), account, signal)).rejects.toMatchObject({ kind: 'RATE_LIMITED', until });
    expect(test.requests).toHaveLength(1);
  });

  it('goes on when little is left, which readers do not', async () => {
    const account = newAccount();
    test.answerWith(
      { status: 201, json: { data: { id: ids[0] } }, headers: limits(100, 20, 600) },
      { status: 201, json: { data: { id: ids[1] } }, headers: limits(100, 19, 600) },
    );
    await x.send(draft(), null, account, signal);
    expect(await x.send(draft(), null, account, signal)).toMatchObject({ postId: ids[1] });
    const rows = await test.database.query(
      `SELECT scope, used_percent, blocked_until, resets_at > now() AS resets FROM platform_quotas WHERE platform_id = $1`,
      [account.platformId],
    );
    expect(rows).toEqual([{ scope: 'POST /2/tweets', used_percent: 81, blocked_until: null, resets: true }]);
  });
});

describe('prepare', () => {
  it('does nothing without images', async () => {
    test.answerWith('drop');
    expect(await x.prepare(draft(), newAccount(), signal)).toBeNull();
    expect(test.requests).toEqual([]);
  });

  it('fetches the images and uploads them in their order', async () => {
    const uploaded = (id: string) => ({ json: { data: { id, media_key: `3_${id}`, expires_after_secs: 86400 } } });
    const webp = Buffer.from('RIFF\x01\x02\x03\nWEBPVP8 ', 'latin1');
    test.answerWith({ body: PNG }, uploaded('11'), { body: webp }, uploaded('12'));
    const imageUrls = [`${test.origin}/media/a.png`, `${test.origin}/media/b.webp`];
    const prepared = await x.prepare(draft({ imageUrls }), newAccount(), signal);
    expect(JSON.parse(prepared!)).toEqual(['11', '12']);
    expect(test.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /media/a.png',
      'POST /2/media/upload',
      'GET /media/b.webp',
      'POST /2/media/upload',
    ]);
    expect(test.requests[1]!.json).toEqual({ media: PNG.toString('base64'), media_category: 'tweet_image' });
    expect(test.requests[0]!.headers.authorization).toBeUndefined();
    expect(test.requests[1]!.headers.authorization).toBe('Bearer access');
  });

  it.each<[string, PlatformReply, string]>([
    ['no image', { body: '<html>' }, 'REFUSED'],
    ['not there', { status: 404 }, 'REFUSED'],
    ['too large', { body: Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]) }, 'REFUSED'],
    ['not to be had now', { status: 503 }, 'TEMPORARY'],
    ['broken off', 'drop', 'TEMPORARY'],
  ])('says of an image that is %s', async (_what, reply, kind) => {
    test.answerWith(reply);
    const imageUrls = [`${test.origin}/a.png`];
    await expect(x.prepare(draft({ imageUrls }), newAccount(), signal)).rejects.toMatchObject({ kind });
    expect(test.requests).toHaveLength(1);
  });

  it('fetches nothing from a private address, and no more than 4 images', async () => {
    test.answerWith('drop');
    const prepare = (imageUrls: string[]) => x.prepare(draft({ imageUrls }), newAccount(), signal);
    await expect(prepare(['http://127.0.0.1:1025/a.png'])).rejects.toMatchObject({ kind: 'REFUSED' });
    await expect(prepare(Array(5).fill(`${test.origin}/a.png`))).rejects.toMatchObject({ kind: 'REFUSED' });
    expect(test.requests).toEqual([]);
  });

  it('may be repeated when the upload is not answered', async () => {
    test.answerWith({ body: PNG }, 'drop');
    const prepared = x.prepare(draft({ imageUrls: [`${test.origin}/a.png`] }), newAccount(), signal);
    await expect(prepared).rejects.toMatchObject({ kind: 'TEMPORARY' });
  });
});

describe('find', () => {
  const since = new Date('2026-11-24T10:00:00.789Z');
  const page = (data: object[], next?: string): PlatformReply => ({
    json: { data, meta: { result_count: data.length, ...(next && { next_token: next }) } },
  });

  it('reads all pages since then and finds the text in what X made of it', async () => {
    const account = newAccount();
    test.answerWith(
      page([{ id: ids[1], text: 'Another' }], 'page2'),
      page([
        {
          id: ids[0],
          text: 'Tea &amp; cake: https://t.co/abcdefghij https://t.co/klmnopqrst',
          entities: {
            urls: [
              { start: 16, end: 39, url: 'https://t.co/abcdefghij', expanded_url: 'https://example.com/a?b=1' },
              {
                url: 'https://t.co/klmnopqrst',
                media_key: '3_1',
                expanded_url: `https://x.com/u/status/${ids[0]}/photo/1`,
              },
            ],
          },
        },
      ]),
    );
    const wanted = draft({ text: 'Tea & cake: https://example.com/a?b=1' });
    const post = { postId: ids[0], permalink: `https://x.com/i/web/status/${ids[0]}` };
    expect(await x.find(wanted, null, since, account, signal)).toEqual({ kind: 'FOUND', post });
    expect(test.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill(`GET /2/users/${account.platformId}/tweets`),
    );
    expect(test.requests[0]!.query).toEqual({
      max_results: '100',
      start_time: '2026-11-24T10:00:00Z',
      'tweet.fields': 'created_at,entities,referenced_tweets',
    });
    expect(test.requests[1]!.query).toMatchObject({ pagination_token: 'page2', start_time: '2026-11-24T10:00:00Z' });
  });

  it('says absent when the timeline was read to its end', async () => {
    test.answerWith(page([{ id: ids[1], text: 'Another' }], 'page2'), { json: { meta: { result_count: 0 } } });
    expect(await x.find(draft(), null, since, newAccount(), signal)).toEqual({ kind: 'ABSENT' });
    expect(test.requests).toHaveLength(2);
  });

  it('takes an answer only for the post that answers the same', async () => {
    const answering = (id: string) => ({ text: 'Hello', referenced_tweets: [{ type: 'replied_to', id }] });
    test.answerWith(
      page([
        { id: ids[1], ...answering('5') },
        { id: ids[2], ...answering('6') },
      ]),
    );
    const found = await x.find(draft({ replyTo: '6' }), null, since, newAccount(), signal);
    expect(found).toMatchObject({ kind: 'FOUND', post: { postId: ids[2] } });
  });

  it.each<[string, PlatformReply, object]>([
    ['hides some', { json: { errors: [problem('resource-not-found')], meta: {} } }, { kind: 'CANNOT_TELL' }],
    ['permits it not', { status: 403, json: problem('client-forbidden') }, { kind: 'CANNOT_TELL' }],
  ])('cannot tell when X %s', async (_what, reply, expected) => {
    test.answerWith(reply);
    expect(await x.find(draft(), null, since, newAccount(), signal)).toMatchObject(expected);
  });

  it.each<[string, PlatformReply]>([
    ['an empty object', { json: {} }],
    ['posts of another shape', { json: { data: [{ text: 'Hello' }], meta: {} } }],
    ['no JSON', { body: 'Hello' }],
    ['a 500', { status: 500 }],
    ['nothing', 'drop'],
  ])('says neither when it brings %s', async (_what, reply) => {
    test.answerWith(reply);
    await expect(x.find(draft(), null, since, newAccount(), signal)).rejects.toMatchObject({ kind: 'TEMPORARY' });
  });

  it('does not read for ever', async () => {
    test.answerWith(page([{ id: ids[1], text: 'Another' }], 'again'));
    const look = await x.find(draft(), null, since, newAccount(), signal);
    expect(look.kind).toBe('CANNOT_TELL');
    expect(test.requests).toHaveLength(32);
  });
});

describe('readMetrics', () => {
  const now = Date.now();
  const posts = ids.map((postId, index) => ({ postId, publishedAt: new Date(now - index * 20 * 86_400_000) }));
  const shown = (id: string, likes: number) => ({ id, public_metrics: { like_count: likes, impression_count: 10 } });

  it('asks for private metrics of younger posts and for public ones of older posts, in one call each', async () => {
    test.answerWith(
      {
        json: {
          data: [{ ...shown(ids[0], 1), non_public_metrics: { engagements: 7, url_link_clicks: 2 } }],
          errors: [problem('not-authorized-for-field', ids[1])],
        },
      },
      { json: { data: [shown(ids[1], 2)], errors: [problem('resource-not-found', ids[2])] } },
    );
    const reading = await x.readMetrics(posts, newAccount(), signal);
    expect(reading).toMatchObject({
      read: [
        { postId: ids[0], metrics: { likes: 1, impressions: 10, engagements: 7, clicks: 2, saves: null } },
        { postId: ids[1], metrics: { likes: 2, engagements: 2 } },
      ],
      gone: [ids[2]],
      stopped: null,
    });
    expect(test.requests.map(({ path, query }) => ({ path, ...query }))).toEqual([
      {
        path: '/2/tweets',
        ids: `${ids[0]},${ids[1]}`,
        'tweet.fields': 'created_at,public_metrics,non_public_metrics,organic_metrics',
      },
      { path: '/2/tweets', ids: `${ids[2]},${ids[1]}`, 'tweet.fields': 'created_at,public_metrics' },
    ]);
  });

  it('says why it stopped, and keeps what it had read', async () => {
    test.answerWith(
      { json: { data: [shown(ids[0], 1), shown(ids[1], 2)] } },
      { status: 429, headers: limits(9, 0, 60) },
    );
    const reading = await x.readMetrics(posts, newAccount(), signal);
    expect(reading.read.map(({ postId }) => postId)).toEqual([ids[0], ids[1]]);
    expect(reading).toMatchObject({ gone: [], stopped: { kind: 'RATE_LIMITED' } });
  });

  it('stops reading while little is left, so that publishing has it', async () => {
    const account = newAccount();
    test.answerWith({ headers: limits(900, 180, 600), json: { data: [shown(ids[0], 1)] } });
    await x.readMetrics([posts[0]!], account, signal);
    const reading = await x.readMetrics([posts[0]!], account, signal);
    expect(reading).toMatchObject({ read: [], stopped: { kind: 'RATE_LIMITED' } });
    expect(test.requests).toHaveLength(1);
  });

  it('says so when X says nothing of a post', async () => {
    test.answerWith({ json: { data: [shown(ids[0], 1)] } });
    const reading = await x.readMetrics(posts.slice(0, 2), newAccount(), signal);
    expect(reading).toMatchObject({ read: [{ postId: ids[0] }], gone: [], stopped: { kind: 'TEMPORARY' } });
  });

  it("throws the signal's reason when it is given up", async () => {
    test.answerWith('hang');
    const giveUp = new AbortController();
    const read = x.readMetrics(posts, newAccount(), giveUp.signal);
    const reason = new Error('enough');
    void test.nextRequest().then(() => giveUp.abort(reason));
    await expect(read).rejects.toBe(reason);
  });
});

describe('refresh', () => {
  const tokens = { accessToken: 'access', refreshToken: 'refresh/1' };

  it('spends the refresh token, in the name of the app', async () => {
    const json = {
      token_type: 'bearer',
      expires_in: 7200,
      access_token: 'a2',
      scope: 'tweet.read',
      refresh_token: 'r2',
    };
    test.answerWith({ json });
    const before = Date.now();
    const refreshed = await x.refresh(tokens, newAccount(), signal);
    expect(refreshed).toMatchObject({ accessToken: 'a2', refreshToken: 'r2', refreshExpiresAt: null });
    expect(refreshed.expiresAt!.getTime() - before).toBeGreaterThanOrEqual(7_200_000);
    expect(test.requests[0]).toMatchObject({ method: 'POST', path: '/2/oauth2/token' });
    expect(test.requests[0]!.bytes.toString()).toBe('grant_type=refresh_token&refresh_token=refresh%2F1');
    expect(test.requests[0]!.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('client:secret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
  });

  it.each<[string, PlatformReply, string]>([
    ['it was spent before', { status: 400, json: { error: 'invalid_request' } }, 'TOKEN_DEAD'],
    ['nothing is answered', 'drop', 'OUTCOME_UNKNOWN'],
    ['the answer cannot be read', { body: 'access_token=a2' }, 'OUTCOME_UNKNOWN'],
    ['X is out of order', { status: 503 }, 'TEMPORARY'],
    ['X does not know the app', { status: 401, json: { error: 'unauthorized_client' } }, 'PLATFORM_ERROR'],
  ])('says what it means when %s', async (_what, reply, kind) => {
    test.answerWith(reply);
    await expect(x.refresh(tokens, newAccount(), signal)).rejects.toMatchObject({ kind });
    expect(test.requests).toHaveLength(1);
  });

  it('knows without asking that there is none', async () => {
    test.answerWith('drop');
    const none = x.refresh({ ...tokens, refreshToken: null }, newAccount(), signal);
    await expect(none).rejects.toMatchObject({ kind: 'TOKEN_DEAD' });
    expect(test.requests).toEqual([]);
  });
});

describe('refresh by another app', () => {
  it('names itself in the form when it has no secret', async () => {
    const other = await openPlatforms({ X_CLIENT_ID: 'client' });
    other.answerWith({ json: { access_token: 'a2' } });
    const tokens = { accessToken: 'access', refreshToken: 'r1' };
    const refreshed = await other.platforms.of('TWITTER').refresh(tokens, newAccount(), signal);
    expect(refreshed.refreshToken).toBeNull();
    expect(other.requests[0]!.headers.authorization).toBeUndefined();
    expect(other.requests[0]!.bytes.toString()).toBe('grant_type=refresh_token&refresh_token=r1&client_id=client');
    await other.close();
  });

  it('says which setting is missing', async () => {
    const other = await openPlatforms();
    const refreshed = other.platforms
      .of('TWITTER')
      .refresh({ accessToken: 'a', refreshToken: 'r' }, newAccount(), signal);
    await expect(refreshed).rejects.toMatchObject({
      kind: 'PLATFORM_ERROR',
      message: expect.stringContaining('X_CLIENT_ID'),
    });
    await other.close();
  });
});

describe('platforms', () => {
  it('says what to add for one that nobody speaks to', () => {
    expect(() => test.platforms.of('MYSPACE' as 'TWITTER')).toThrow('No client for MYSPACE');
  });
});
