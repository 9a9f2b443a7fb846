import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { json, startTestSandbox, type TestSandbox } from '../support/sandbox.js';

const HOUR_MS = 3_600_000;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const get = (path: string, token: string) => sandbox.call(`/2${path}`, { headers: bearer(token) });
const post = (path: string, token: string, body: object) => {
  const { headers, body: text } = json(body);
  return sandbox.call(`/2${path}`, { method: 'POST', headers: { ...headers, ...bearer(token) }, body: text });
};
const remove = (id: string, token: string) =>
  sandbox.call(`/2/tweets/${id}`, { method: 'DELETE', headers: bearer(token) });
const publish = async (token: string, text: string, rest: object = {}) => {
  const { status, body } = await post('/tweets', token, { text, ...rest });
  expect(status).toBe(201);
  return (body!.data as { id: string }).id;
};
const grant = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  sandbox.call('/2/oauth2/token', { method: 'POST', headers, body: new URLSearchParams(form) });
const tokenOf = () => `token-${randomUUID()}`;
const idOf = () => String(Math.floor(Math.random() * 1e15));

describe('posts on X', () => {
  it('publishes, logs and deletes a post, and then no longer knows it', async () => {
    const token = tokenOf();
    const created = await post('/tweets', token, { text: ' Hello & welcome ' });
    expect([created.status, created.body]).toEqual([
      201,
      {
        data: {
          id: expect.stringMatching(/^\d{18,19}$/),
          text: 'Hello &amp; welcome',
          edit_history_tweet_ids: [expect.any(String)],
        },
      },
    ]);
    const { id } = created.body!.data as { id: string };
    const removed = await remove(id, token);
    expect([removed.status, removed.body]).toEqual([200, { data: { deleted: true } }]);
    expect((await get(`/tweets?ids=${id}`, token)).body).toEqual({
      errors: [expect.objectContaining({ resource_id: id, type: expect.stringMatching(/resource-not-found$/) })],
    });
    const own = (await sandbox.effects()).filter((effect) => effect.id === id);
    expect(own.map(({ service, kind, text }) => [service, kind, text])).toEqual([
      ['x', 'post', 'Hello & welcome'],
      ['x', 'delete', 'Hello & welcome'],
    ]);
    expect(JSON.stringify(own)).not.toContain(token);
  });

  it.each([
    ['an unknown property', { text: 'a', colour: 'red' }, 400, /\$\.colour: is not defined in the schema/],
    ['no content', {}, 400, /text/],
    ['more than 280 by weight', { text: '語'.repeat(141) }, 400, /too long/],
    ['media that nobody uploaded', { text: 'a', media: { media_ids: ['1'] } }, 400, /media IDs are invalid/],
    ['a reply to nothing', { text: 'a', reply: { in_reply_to_tweet_id: '1' } }, 403, /deleted or not visible/],
  ])('refuses %s', async (_name, body, status, message) => {
    const answer = await post('/tweets', tokenOf(), body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(answer.body)).toMatch(message);
  });

  it('takes a text once from an account, and from another too', async () => {
    const [token, other] = [tokenOf(), tokenOf()];
    await publish(token, 'Twice');
    const repeated = await post('/tweets', token, { text: 'Twice' });
    expect([repeated.status, repeated.body]).toMatchObject([
      403,
      { detail: 'You are not allowed to create a Tweet with duplicate content.', status: 403 },
    ]);
    await publish(other, 'Twice');
  });

  it('leaves a post to its author', async () => {
    const [token, other] = [tokenOf(), tokenOf()];
    const id = await publish(token, 'Mine');
    await publish(other, 'Theirs');
    expect((await remove(id, other)).status).toBe(403);
  });

  it('wants a token', async () => {
    const answer = await sandbox.call('/2/users/me');
    expect([answer.status, answer.body]).toMatchObject([401, { title: 'Unauthorized', type: 'about:blank' }]);
  });
});

describe("an account's posts", () => {
  it('are found by the id that a call names, newest first, page by page', async () => {
    const [token, userId] = [tokenOf(), idOf()];
    const ids: string[] = [];
    for (let n = 1; n <= 7; n++) {
      const before = ids.at(-1);
      ids.push(await publish(token, `${n}`, before ? { reply: { in_reply_to_tweet_id: before } } : {}));
    }
    const path = `/users/${userId}/tweets?max_results=5&tweet.fields=created_at,referenced_tweets`;
    const first = await get(path, token);
    const meta = first.body!.meta as { next_token: string };
    const second = await get(`${path}&pagination_token=${meta.next_token}`, token);
    const data = [...(first.body!.data as { id: string }[]), ...(second.body!.data as { id: string }[])];
    expect(data.map((one) => one.id)).toEqual(ids.toReversed());
    expect(data[0]).toMatchObject({ referenced_tweets: [{ type: 'replied_to', id: ids[5] }] });
    expect(second.body!.meta).toEqual({ result_count: 2, newest_id: ids[1], oldest_id: ids[0] });
    expect((await get(`${path}&since_id=${ids[5]}`, token)).body!.meta).toMatchObject({ result_count: 1 });
    const later = new Date(Date.now() + HOUR_MS).toISOString();
    expect((await get(`${path}&start_time=${later}`, token)).body).toEqual({ meta: { result_count: 0 } });
    expect((await get('/users/me', token)).body).toMatchObject({ data: { id: userId } });
    expect((await sandbox.effects()).find(({ id }) => id === ids[6])?.account).toMatch(/^token-[0-9a-f]{8}$/);
    const last = await publish(token, 'with an id');
    expect((await sandbox.effects()).find(({ id }) => id === last)?.account).toBe(userId);
  });

  it('come back with t.co links, which lead where the text said', async () => {
    const [token, userId] = [tokenOf(), idOf()];
    await publish(token, 'A < B & https://example.com/?a=1&b=2');
    const { body } = await get(`/users/${userId}/tweets?tweet.fields=entities`, token);
    expect(body!.data).toEqual([
      expect.objectContaining({
        text: expect.stringMatching(/^A &lt; B &amp; https:\/\/t\.co\/\w{10}$/),
        entities: { urls: [expect.objectContaining({ expanded_url: 'https://example.com/?a=1&b=2' })] },
      }),
    ]);
  });

  it.each(['max_results=4', 'max_results=101', 'colour=red', 'start_time=yesterday', 'tweet.fields=colour'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/users/1/tweets?${query}`, tokenOf())).status).toBe(400);
    },
  );

  it('does not show an id that nobody has', async () => {
    const token = tokenOf();
    await get(`/users/${idOf()}/tweets`, token);
    expect((await get('/users/1234567890123456789/tweets', token)).body).toEqual({
      errors: [expect.objectContaining({ resource_type: 'user' })],
    });
  });
});

describe('figures on X', () => {
  const fields = 'tweet.fields=public_metrics,non_public_metrics,organic_metrics';

  it('grow with the clock, the private ones for the author and for 30 days', async () => {
    const [token, other] = [tokenOf(), tokenOf()];
    const id = await publish(token, 'Grow');
    await publish(other, 'Somebody else');
    const read = async (reader: string) =>
      (await get(`/tweets?ids=${id}&${fields}`, reader)).body as {
        data: { public_metrics: { impression_count: number }; non_public_metrics?: object; organic_metrics?: object }[];
        errors?: { field: string; resource_id: string }[];
      };
    expect((await read(token)).data[0]!.public_metrics.impression_count).toBe(0);
    await sandbox.set('clock', { offsetMs: 24 * HOUR_MS });
    const [own, foreign] = [await read(token), await read(other)];
    expect(own.data[0]!.public_metrics.impression_count).toBeGreaterThan(0);
    expect(own.data[0]).toMatchObject({ non_public_metrics: { engagements: expect.any(Number) } });
    expect(own.errors).toBeUndefined();
    expect(foreign.data[0]!.public_metrics).toEqual(own.data[0]!.public_metrics);
    expect(foreign.data[0]!.non_public_metrics).toBeUndefined();
    expect(foreign.errors?.map((error) => error.field)).toEqual(['non_public_metrics', 'organic_metrics']);
    await sandbox.set('clock', { offsetMs: 31 * 24 * HOUR_MS });
    expect((await read(token)).errors?.map((error) => error.resource_id)).toEqual([id, id]);
  });

  it('are read for 100 posts at once and no more, with an error for each that is gone', async () => {
    const token = tokenOf();
    const id = await publish(token, 'Here');
    const gone = Array.from({ length: 99 }, (_, index) => String(index + 1));
    const { status, body } = await get(`/tweets?ids=${[id, ...gone].join(',')}`, token);
    expect([status, (body!.data as object[]).length, (body!.errors as object[]).length]).toEqual([200, 1, 99]);
    expect((await get(`/tweets?ids=${[id, '100', ...gone].join(',')}`, token)).status).toBe(400);
    expect((await get('/tweets?ids=', token)).status).toBe(400);
  });

  it('are shown to a token that nothing is known of: it may be a new one of the author', async () => {
    const id = await publish(tokenOf(), 'After a refresh');
    const { body } = await get(`/tweets?ids=${id}&${fields}`, tokenOf());
    expect(body!.errors).toBeUndefined();
  });
});

describe('media on X', () => {
  it('takes a small image as multipart or base64, for 24 hours', async () => {
    const token = tokenOf();
    const form = new FormData();
    form.set('media', new Blob([PNG]), 'a.png');
    form.set('media_category', 'tweet_image');
    const init = { method: 'POST', headers: bearer(token), body: form };
    const [multipart, base64] = [
      await sandbox.call('/2/media/upload', init),
      await post('/media/upload', token, { media: PNG.toString('base64'), media_category: 'tweet_image' }),
    ];
    const ids = [multipart, base64].map(({ body }) => (body!.data as { id: string }).id);
    expect(multipart.body).toEqual({
      data: {
        id: ids[0],
        media_key: `3_${ids[0]}`,
        expires_after_secs: expect.closeTo(86_400, -2) as number,
        size: PNG.length,
      },
    });
    await publish(token, 'Two images', { media: { media_ids: ids } });
    const foreign = await post('/tweets', tokenOf(), { text: 'Not mine', media: { media_ids: ids } });
    await sandbox.set('clock', { offsetMs: 24 * HOUR_MS });
    const late = await post('/tweets', token, { text: 'Too late', media: { media_ids: ids } });
    expect([foreign.status, late.status]).toEqual([400, 400]);
  });

  it('takes one in segments, which have to be whole', async () => {
    const token = tokenOf();
    const start = { media_type: 'image/png', media_category: 'tweet_image', total_bytes: 20 };
    const { id } = (await post('/media/upload/initialize', token, start)).body!.data as { id: string };
    const append = (index: number, size: number) =>
      post(`/media/upload/${id}/append`, token, {
        segment_index: index,
        media: Buffer.alloc(size, 1).toString('base64'),
      });
    const finalize = () => sandbox.call(`/2/media/upload/${id}/finalize`, { method: 'POST', headers: bearer(token) });
    expect((await append(0, 12)).status).toBe(200);
    expect((await finalize()).status).toBe(400);
    expect((await post('/tweets', token, { media: { media_ids: [id] } })).status).toBe(400);
    expect((await append(1, 8)).status).toBe(200);
    expect((await finalize()).body).toMatchObject({ data: { id, size: 20 } });
    const status = await get(`/media/upload?command=STATUS&media_id=${id}`, token);
    expect(status.body).toMatchObject({ data: { id } });
    await publish(token, '', { media: { media_ids: [id] } });
  });

  it('refuses what is no image', async () => {
    const media = Buffer.from('hello').toString('base64');
    expect((await post('/media/upload', tokenOf(), { media, media_category: 'tweet_image' })).status).toBe(400);
  });
});

describe('tokens of X', () => {
  it('are renewed by a refresh token that works once', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: tokenOf(), client_id: 'app' };
    const first = await grant(form);
    expect([first.status, first.body]).toMatchObject([200, { token_type: 'bearer', expires_in: 7_200 }]);
    const again = await grant(form);
    expect([again.status, again.body]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
    ]);
    const { access_token: token, refresh_token: next } = first.body as Record<string, string>;
    const id = await publish(token!, 'With a new token');
    const basic = { authorization: `Basic ${Buffer.from('app:secret').toString('base64')}` };
    const second = await grant({ grant_type: 'refresh_token', refresh_token: next! }, basic);
    expect(second.status).toBe(200);
    expect((await get('/users/me', token!)).status).toBe(401);
    const { access_token: newest } = second.body as Record<string, string>;
    expect((await remove(id, newest!)).status).toBe(200);
    await sandbox.set('clock', { offsetMs: 2 * HOUR_MS });
    expect((await get('/users/me', newest!)).status).toBe(401);
  });

  it('are given to clients only', async () => {
    expect((await grant({ grant_type: 'refresh_token', refresh_token: tokenOf() })).status).toBe(401);
    expect((await grant({ grant_type: 'password', client_id: 'app' })).status).toBe(400);
  });

  it('can be revoked', async () => {
    const token = tokenOf();
    const body = new URLSearchParams({ token, client_id: 'app' });
    expect((await sandbox.call('/2/oauth2/revoke', { method: 'POST', body })).body).toEqual({ revoked: true });
    expect((await get('/users/me', token)).status).toBe(401);
  });
});

describe('limits of X', () => {
  const standing = (headers: Headers) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-rate-limit-${name}`)));

  it('are counted for each account and endpoint, and begin anew', async () => {
    const token = tokenOf();
    const [limit, remaining, reset] = standing((await get('/users/me', token)).headers);
    expect([limit, remaining]).toEqual([75, 74]);
    expect(reset! - Date.now() / 1_000).toBeGreaterThan(890);
    expect(reset! - Date.now() / 1_000).toBeLessThan(902);
    for (let n = 2; n <= 75; n++) await get('/users/me', token);
    const exceeded = await get('/users/me', token);
    expect([exceeded.status, exceeded.body]).toMatchObject([429, { title: 'Too Many Requests', status: 429 }]);
    expect(standing(exceeded.headers)).toEqual([75, 0, reset]);
    expect((await get('/tweets?ids=1', token)).status).toBe(200);
    expect((await get('/users/me', tokenOf())).status).toBe(200);
    await sandbox.set('clock', { offsetMs: HOUR_MS });
    const anew = standing((await get('/users/me', token)).headers);
    expect(anew.slice(0, 2)).toEqual([75, 74]);
    expect(anew[2]! - Date.now() / 1_000).toBeLessThan(902);
  });

  it('are what a fault says', async () => {
    const token = tokenOf();
    await sandbox.set('faults', { service: 'x', usagePercent: 85 });
    expect(standing((await get('/tweets?ids=1', token)).headers).slice(0, 2)).toEqual([5_000, 750]);
    await sandbox.set('faults', { service: 'x', status: 429, retryAfter: 60 });
    const { status, headers } = await get('/tweets?ids=1', token);
    expect([status, ...standing(headers).slice(0, 2)]).toEqual([429, 5_000, 0]);
    expect(standing(headers)[2]! - Date.now() / 1_000).toBeLessThan(62);
  });
});
