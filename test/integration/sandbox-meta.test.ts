import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ImageServer, jpegOf, startImageServer } from '../support/images.js';
import { json, type SandboxAnswer, startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { PATIENCE } from '../support/patience.js';

const HOUR_MS = 3_600_000;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let sandbox: TestSandbox;
let images: ImageServer;
beforeAll(async () => {
  [sandbox, images] = await Promise.all([startTestSandbox(), startImageServer()]);
});
afterAll(() => Promise.all([sandbox.close(), images.close()]));
let aheadMs = 0;
afterEach(async () => {
  aheadMs = 0;
  await sandbox.reset();
});

const tokenOf = () => `EAA${randomUUID()}`;
const idOf = () => String(Math.floor(Math.random() * 1e15) + 1e15);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const get = (path: string, token = tokenOf()) => sandbox.call(`/v26.0/${path}`, { headers: bearer(token) });
const post = (path: string, form: Record<string, string>, token = tokenOf()) =>
  sandbox.call(`/v26.0/${path}`, { method: 'POST', headers: bearer(token), body: new URLSearchParams(form) });
const remove = (path: string, token = tokenOf()) =>
  sandbox.call(`/v26.0/${path}`, { method: 'DELETE', headers: bearer(token) });
const errorOf = ({ body }: SandboxAnswer) => body?.error as { code: number; error_subcode?: number } | undefined;
const idIn = ({ status, body }: SandboxAnswer) => {
  expect([status, body]).toEqual([200, expect.objectContaining({ id: expect.stringMatching(/^[\d_]+$/) })]);
  return body!.id as string;
};
const dataIn = ({ body }: SandboxAnswer) => body!.data as Record<string, unknown>[];
const effectsOf = async (account: string) =>
  (await sandbox.effects())
    .filter((effect) => effect.account === account)
    .map(({ service, kind, id, text }) => [service, kind, id, text]);
const batch = (entries: object[], token = tokenOf()) => post('', { batch: JSON.stringify(entries) }, token);
const entriesIn = ({ body }: SandboxAnswer) =>
  (body as unknown as ({ code: number; headers?: { name: string; value: string }[]; body: string } | null)[]).map(
    (entry) => entry && { code: entry.code, headers: entry.headers, body: JSON.parse(entry.body) },
  );
const settle = (container: string) =>
  vi.waitFor(async () => {
    const { body } = await get(`${container}?fields=status_code,status`);
    expect(body).not.toMatchObject({ status_code: 'IN_PROGRESS' });
    return body!;
  }, PATIENCE);
/** Sets the clock ahead by more than a container takes. */
const skipProcessing = () => sandbox.set('clock', { offsetMs: (aheadMs += 10_000) });
/** A container that can be published. */
const finished = async (user: string, form: Record<string, string> = {}) => {
  const imageUrl = images.put('good.jpg', jpegOf(1_080, 1_080));
  const container = idIn(await post(`${user}/media`, { image_url: imageUrl, ...form }));
  await skipProcessing();
  expect(await settle(container)).toMatchObject({ status_code: 'FINISHED' });
  return container;
};

describe('posts of a Facebook page', () => {
  it('go out, are logged, shown and deleted, and are then gone', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const id = idIn(await post(`${page}/feed`, { message: 'Good morning', link: 'https://example.com' }, token));
    expect(id.startsWith(`${page}_`)).toBe(true);
    const fields = 'permalink_url,message,created_time,shares,comments.limit(0).summary(true),is_published';
    const shown = await get(`${id}?fields=${fields}`, token);
    expect([shown.status, shown.body]).toEqual([
      200,
      {
        id,
        message: 'Good morning',
        permalink_url: expect.stringContaining(`https://www.facebook.com/${page}/`),
        created_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
        comments: { data: [], summary: { order: 'ranked', total_count: 0, can_comment: true } },
        is_published: true,
      },
    ]);
    expect((await remove(id, token)).body).toEqual({ success: true });
    expect(errorOf(await get(id, token))).toMatchObject({ code: 100, error_subcode: 33 });
    expect(await effectsOf(page)).toEqual([
      ['facebook', 'post', id, 'Good morning'],
      ['facebook', 'delete', id, 'Good morning'],
    ]);
    expect(JSON.stringify(await sandbox.effects())).not.toContain(token);
  });

  it('may be sent as JSON, as a form or in the query, with the token anywhere', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const { headers, body } = json({ message: 'JSON', access_token: token });
    idIn(await sandbox.call(`/v26.0/${page}/feed`, { method: 'POST', headers, body }));
    const form = new URLSearchParams({ message: 'form', access_token: token });
    idIn(await sandbox.call(`/v25.0/${page}/feed`, { method: 'POST', body: form }));
    const query = new URLSearchParams({ message: 'query', access_token: token });
    idIn(await sandbox.call(`/${page}/feed?${query.toString()}`, { method: 'POST' }));
    expect((await effectsOf(page)).map(([, , , text]) => text)).toEqual(['JSON', 'form', 'query']);
  });

  it('say what is missing or wrong', async () => {
    const page = idOf();
    const codes = [
      await post(`${page}/feed`, {}),
      await post(`${page}/feed`, { message: 'a'.repeat(63_207) }),
      await post(`${page}/feed`, { link: 'not a link' }),
      await post(`${page}/feed`, { message: 'a', attached_media: '[{"media_fbid":"1"}]' }),
      await post(`${page}/photos`, {}),
      await post(`${page}/videos`, { file_url: 'https://example.com/a.mp4' }),
      await post(`${page}/media`, { image_url: 'https://example.com/a.jpg' }),
      await post(`${page}/nothing`, {}),
      await sandbox.call(`/v26.0/${page}/feed`, { method: 'POST', body: new URLSearchParams({ message: 'a' }) }),
    ].map((answer) => [answer.status, errorOf(answer)?.code]);
    const wrong = [400, 100];
    expect(codes).toEqual([wrong, wrong, [400, 1609005], ...Array(5).fill(wrong), [400, 104]]);
    expect(await effectsOf(page)).toEqual([]);
  });

  it('have photos: one by its address or as a file, more by attachment', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const url = images.put('photo.jpg', jpegOf(800, 600));
    const one = await post(`${page}/photos`, { url, caption: 'One' }, token);
    expect(one.body).toEqual({ id: expect.any(String), post_id: expect.stringMatching(new RegExp(`^${page}_`)) });
    const form = new FormData();
    form.set('source', new Blob([PNG]), 'a.png');
    form.set('published', 'false');
    const path = `/v26.0/${page}/photos`;
    const uploaded = await sandbox.call(path, { method: 'POST', headers: bearer(token), body: form });
    expect(Object.keys(uploaded.body!)).toEqual(['id']);
    const second = idIn(await post(`${page}/photos`, { url, published: 'false' }, token));
    const attached = [idIn(uploaded), second].map((id) => ({ media_fbid: id }));
    const media = { message: 'Two', attached_media: JSON.stringify(attached) };
    const id = idIn(await post(`${page}/feed`, media, token));
    expect(errorOf(await post(`${page}/feed`, media, token))).toMatchObject({ code: 100 });
    expect(errorOf(await get(`${second}/insights?metric=post_clicks`, token))).toMatchObject({ code: 100 });
    expect((await get(`${second}?fields=page_story_id`, token)).body).toEqual({ id: second, page_story_id: id });
    expect((await effectsOf(page)).map(([, kind, , text]) => [kind, text])).toEqual([
      ['post', 'One'],
      ['post', 'Two'],
    ]);
  });

  it('refuse what is no image or cannot be fetched', async () => {
    const page = idOf();
    const urls = [images.put('a.txt', Buffer.from('hello')), `${images.url}/missing.jpg`, 'file:///etc/passwd'];
    for (const url of urls) expect(errorOf(await post(`${page}/photos`, { url }))).toMatchObject({ code: 324 });
    expect(await effectsOf(page)).toEqual([]);
  });

  it('are listed newest first, page by page, as far back as asked', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      await sandbox.set('clock', { offsetMs: n * HOUR_MS });
      ids.unshift(idIn(await post(`${page}/feed`, { message: `${n}` }, token)));
    }
    await post(`${page}/feed`, { message: 'unpublished', published: 'false' }, token);
    const first = await get(`${page}/published_posts?fields=id,message&limit=2`, token);
    expect(dataIn(first)).toEqual([
      { id: ids[0], message: '4' },
      { id: ids[1], message: '3' },
    ]);
    const { next, cursors } = first.body!.paging as { next: string; cursors: { after: string } };
    const second = await sandbox.call(next.slice(sandbox.url.length));
    expect(dataIn(second).map(({ id }) => id)).toEqual(ids.slice(2, 4));
    const after = await get(`${page}/published_posts?limit=2&after=${cursors.after}`, token);
    expect(dataIn(after).map(({ id }) => id)).toEqual(ids.slice(2, 4));
    const { previous } = second.body!.paging as { previous: string };
    expect(dataIn(await sandbox.call(previous.slice(sandbox.url.length)))).toEqual(dataIn(first));
    const since = Math.floor((Date.now() + 2.5 * HOUR_MS) / 1_000);
    expect(dataIn(await get(`${page}/published_posts?since=${since}`, token)).map(({ id }) => id)).toEqual(
      ids.slice(0, 2),
    );
    expect(dataIn(await get(`${page}/published_posts?since=${since + 48 * 3_600}`, token))).toEqual([]);
    for (const query of ['fields=colour', 'since=soon', 'limit=-1', 'after=nothing'])
      expect(errorOf(await get(`${page}/published_posts?${query}`, token))).toMatchObject({ code: 100 });
  });

  it('have figures that grow with the clock and a planted rule', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const id = idIn(await post(`${page}/feed`, { message: 'How are you?' }, token));
    const metric = 'post_media_view,post_total_media_view_unique,post_clicks';
    const read = async () => dataIn(await get(`${id}/insights?metric=${metric}`, token)).map(valueIn);
    await sandbox.set('clock', { offsetMs: 5 * HOUR_MS });
    const early = await read();
    await sandbox.set('clock', { offsetMs: 80 * HOUR_MS });
    const late = await read();
    await sandbox.set('rule', { question: true, factor: 4 });
    const planted = await read();
    expect(early.every((value, index) => value > 0 && value < late[index]!)).toBe(true);
    expect([planted[0], planted[1]]).toEqual([late[0], late[1]]);
    expect(planted[2]).toBeGreaterThan(3 * late[2]!);
    const counts = await get(`${id}?fields=shares,reactions.limit(0).summary(total_count)`, token);
    expect(counts.body).toMatchObject({
      shares: { count: expect.any(Number) },
      reactions: { data: [], summary: { total_count: expect.any(Number) } },
    });
    expect(errorOf(await get(`${id}/insights?metric=${metric},post_impressions`, token))).toMatchObject({ code: 100 });
  });
});

describe('a batch', () => {
  it('answers in order, each call by itself, with bodies as text', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const id = idIn(await post(`${page}/feed`, { message: 'In a batch' }, token));
    const answer = await batch(
      [
        { method: 'GET', relative_url: `${id}?fields=message` },
        { method: 'GET', relative_url: `/v25.0/${id}/insights?metric=nothing` },
        { method: 'GET', relative_url: `${page}_1` },
        { method: 'POST', relative_url: `${page}/feed`, body: 'message=Two%20words' },
      ],
      token,
    );
    const entries = entriesIn(answer);
    expect(entries.map((entry) => entry?.code)).toEqual([200, 400, 400, 200]);
    expect(entries[0]!.body).toEqual({ id, message: 'In a batch' });
    expect(entries[2]!.body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    expect(entries[0]!.headers!.map(({ name }) => name)).toContain('x-app-usage');
    expect(answer.headers.get('x-business-use-case-usage')).toContain(page);
    expect((await effectsOf(page)).map(([, , , text]) => text)).toEqual(['In a batch', 'Two words']);
  });

  it('has at most 50 calls', async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ method: 'GET', relative_url: `${index + 1}` }));
    expect(entriesIn(await batch(entries(50)))).toHaveLength(50);
    expect((await batch(entries(51))).body).toMatchObject({ error: { type: 'GraphBatchException' } });
    expect(errorOf(await post('', { batch: 'no batch' }))).toMatchObject({ code: 100 });
    expect(errorOf(await post('', {}))).toMatchObject({ code: 100 });
  });

  it('meets a fault call by call: an error in its place, null for one that never comes', async () => {
    const page = idOf();
    idIn(await post(`${page}/feed`, { message: 'Known' }));
    const entries = Array.from({ length: 4 }, () => ({ method: 'GET', relative_url: `${page}?fields=name` }));
    await sandbox.set('faults', { service: 'facebook', status: 429, retryAfter: 90, share: 0.5 });
    const limited = await batch(entries);
    expect(entriesIn(limited).map((entry) => entry?.body.error?.code)).toEqual([undefined, 80001, undefined, 80001]);
    const usage = JSON.parse(limited.headers.get('x-business-use-case-usage')!);
    expect(usage[page][0]).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 2 });
    await sandbox.set('faults', { service: 'facebook', hangAfterAccept: true, times: 1 });
    const { method, headers, body } = {
      method: 'POST',
      headers: bearer(tokenOf()),
      body: new URLSearchParams({ batch: JSON.stringify(entries), include_headers: 'false' }),
    };
    const slow = entriesIn(await sandbox.call('/', { method, headers, body }));
    expect(slow.map((entry) => entry?.code)).toEqual([undefined, 200, 200, 200]);
    expect(slow[1]!.headers).toBeUndefined();
  });
});

describe('media on Instagram', () => {
  it('are published by a container, once, and listed', async () => {
    const [user, token] = [idOf(), tokenOf()];
    const held = images.hold('held.jpg', jpegOf(1_080, 1_350));
    const form = { image_url: held.url, caption: 'Good #morning', alt_text: 'A sun' };
    const container = idIn(await post(`${user}/media`, form, token));
    await skipProcessing();
    const pending = await get(`${container}?fields=status_code,status`, token);
    expect(pending.body).toMatchObject({ status_code: 'IN_PROGRESS', status: expect.stringContaining('In Progress') });
    const early = await post(`${user}/media_publish`, { creation_id: container }, token);
    expect(errorOf(early)).toMatchObject({ code: 9007, error_subcode: 2207027 });
    held.release();
    expect(await settle(container)).toMatchObject({ status_code: 'FINISHED', id: container });
    const id = idIn(await post(`${user}/media_publish`, { creation_id: container }, token));
    expect(await settle(container)).toMatchObject({ status_code: 'PUBLISHED' });
    const again = await post(`${user}/media_publish`, { creation_id: container }, token);
    expect(errorOf(again)).toMatchObject({ code: 24, error_subcode: 2207008 });
    const fields = 'permalink,caption,timestamp,media_type,media_product_type';
    const shown = {
      id,
      permalink: expect.stringMatching(/^https:\/\/www\.instagram\.com\/p\/[\w-]+\/$/),
      caption: 'Good #morning',
      timestamp: expect.stringMatching(/\+0000$/),
      media_type: 'IMAGE',
      media_product_type: 'FEED',
    };
    expect((await get(`${id}?fields=${fields}`, token)).body).toEqual(shown);
    expect(dataIn(await get(`${user}/media?fields=${fields}`, token))).toEqual([shown]);
    expect(await effectsOf(user)).toEqual([['instagram', 'post', id, 'Good #morning']]);
    expect(JSON.stringify(await sandbox.effects())).not.toContain(token);
  });

  it.each([
    ['a PNG', () => images.put('a.png', PNG), 2207005],
    ['a JPEG that is too tall', () => images.put('tall.jpg', jpegOf(1_000, 2_000)), 2207009],
    ['a JPEG that is too wide', () => images.put('wide.jpg', jpegOf(2_000, 1_000)), 2207009],
    ['more than 8 MB', () => images.put('large.jpg', jpegOf(1_080, 1_080, 8 * 1024 * 1024)), 2207004],
    ['an address without an image', () => `${images.url}/missing.jpg`, 2207052],
    ['an address that is none', () => 'ftp://example.com/a.jpg', 2207052],
  ])('end in an error for %s', async (_name, imageUrl, subcode) => {
    const user = idOf();
    const container = idIn(await post(`${user}/media`, { image_url: imageUrl() }));
    await skipProcessing();
    const status = `Error: Media upload has failed with error code ${subcode}`;
    expect(await settle(container)).toMatchObject({ status_code: 'ERROR', status });
    const published = await post(`${user}/media_publish`, { creation_id: container });
    expect(errorOf(published)).toMatchObject({ error_subcode: 2207032 });
    expect(await effectsOf(user)).toEqual([]);
  });

  it('need an image and a caption within the limits', async () => {
    const user = idOf();
    const image_url = images.put('limits.jpg', jpegOf(1_080, 1_080));
    const tags = (count: number, sign: string) => Array.from({ length: count }, (_, n) => `${sign}tag${n}`).join(' ');
    const refused = async (form: Record<string, string>) => errorOf(await post(`${user}/media`, form));
    expect(await refused({ caption: 'Only text' })).toMatchObject({ code: 100 });
    const tooLong = { code: 36004, error_subcode: 2207010 };
    expect(await refused({ image_url, caption: 'a'.repeat(2_201) })).toMatchObject(tooLong);
    expect(await refused({ image_url, caption: tags(31, '#') })).toMatchObject(tooLong);
    expect(await refused({ image_url, caption: tags(21, '@') })).toMatchObject(tooLong);
    expect(await refused({ image_url, media_type: 'HOLOGRAM' })).toMatchObject({ error_subcode: 2207023 });
    expect(await refused({ media_type: 'REELS', video_url: 'https://a.example/b' })).toMatchObject({ code: 352 });
    idIn(await post(`${user}/media`, { image_url, caption: `${tags(30, '#')} ${tags(20, '@')}` }));
    expect(errorOf(await post(`${user}/media_publish`, {}))).toMatchObject({ code: 100 });
    const unknown = await post(`${user}/media_publish`, { creation_id: '1' });
    expect(errorOf(unknown)).toMatchObject({ code: 24, error_subcode: 2207006 });
  });

  it('may be a carousel of 2 to 10 items', async () => {
    const user = idOf();
    const item = { is_carousel_item: 'true' };
    const children = [await finished(user, item), await finished(user, item)];
    const carousel = (ids: string[]) =>
      post(`${user}/media`, { media_type: 'CAROUSEL', children: ids.join(','), caption: 'Two' });
    expect(errorOf(await carousel(children.slice(1)))).toMatchObject({ error_subcode: 2207028 });
    expect(errorOf(await carousel(Array(11).fill(children[0])))).toMatchObject({ error_subcode: 2207028 });
    expect(errorOf(await carousel([children[0]!, await finished(user)]))).toMatchObject({ code: 100 });
    expect(errorOf(await post(`${user}/media_publish`, { creation_id: children[0]! }))).toMatchObject({ code: 100 });
    const container = idIn(await carousel(children));
    await skipProcessing();
    expect(await settle(container)).toMatchObject({ status_code: 'FINISHED' });
    const id = idIn(await post(`${user}/media_publish`, { creation_id: container }));
    expect((await get(`${id}?fields=media_type`)).body).toEqual({ id, media_type: 'CAROUSEL_ALBUM' });
    expect((await get(`${user}/content_publishing_limit?fields=quota_usage,config`)).body).toEqual({
      data: [{ quota_usage: 1, config: { quota_total: 100, quota_duration: 86_400 } }],
    });
  });

  it('lapse as containers after 24 hours', async () => {
    const user = idOf();
    const container = await finished(user);
    await sandbox.set('clock', { offsetMs: 24 * HOUR_MS });
    expect(await settle(container)).toMatchObject({ status_code: 'EXPIRED' });
    const late = await post(`${user}/media_publish`, { creation_id: container });
    expect(errorOf(late)).toMatchObject({ code: 24, error_subcode: 2207008 });
  });

  it('have insights by what they are shown as, none at first', async () => {
    const user = idOf();
    const publish = async (form: Record<string, string>) =>
      idIn(await post(`${user}/media_publish`, { creation_id: await finished(user, form) }));
    const feed = await publish({ caption: 'Feed' });
    expect((await get(`${feed}/insights?metric=views,reach,saved`)).body).toEqual({ data: [] });
    const story = await publish({ media_type: 'STORIES' });
    await sandbox.set('clock', { offsetMs: 20 * HOUR_MS });
    const grown = dataIn(await get(`${feed}/insights?metric=views,reach,saved`));
    expect(grown.map(({ name }) => name)).toEqual(['views', 'reach', 'saved']);
    expect(grown.map(valueIn)[0]).toBeGreaterThan(grown.map(valueIn)[1]!);
    expect(dataIn(await get(`${story}/insights?metric=replies`))).toHaveLength(1);
    expect(errorOf(await get(`${story}/insights?metric=saved`))).toMatchObject({ code: 100 });
    expect(errorOf(await get(`${feed}/insights?metric=impressions`))).toMatchObject({ code: 100 });
    expect(dataIn(await get(`${user}/media`))).toEqual([{ id: feed }]);
    await sandbox.set('clock', { offsetMs: 48 * HOUR_MS });
    expect((await get(`${story}/insights?metric=replies`)).body).toEqual({ data: [] });
  });
});

describe('tokens of Meta', () => {
  const query = (path: string, params: Record<string, string>) =>
    sandbox.call(`/${path}?${new URLSearchParams(params).toString()}`);
  const tokenIn = ({ status, body }: SandboxAnswer) => {
    expect([status, body]).toMatchObject([200, { token_type: 'bearer', expires_in: 5_184_000 }]);
    return body!.access_token as string;
  };

  it('of Facebook are exchanged, name the pages, and are told of', async () => {
    const page = idOf();
    idIn(await post(`${page}/feed`, { message: 'A page' }));
    const app = { client_id: 'app', client_secret: 'secret' };
    const exchange = (token: string) =>
      query('v26.0/oauth/access_token', { grant_type: 'fb_exchange_token', ...app, fb_exchange_token: token });
    const token = tokenIn(await exchange(tokenOf()));
    const accounts = dataIn(await get('me/accounts?fields=id,name,access_token,tasks', token));
    const pageToken = accounts.find(({ id }) => id === page)!.access_token as string;
    const debug = async (input_token: string) =>
      (await query('debug_token', { input_token, access_token: 'app|secret' })).body!.data;
    expect(await debug(pageToken)).toMatchObject({ type: 'PAGE', is_valid: true, expires_at: 0 });
    await sandbox.set('clock', { offsetMs: 61 * 24 * HOUR_MS });
    expect(errorOf(await get(`${page}?fields=name`, token))).toMatchObject({ code: 190, error_subcode: 463 });
    expect(errorOf(await exchange(token))).toMatchObject({ code: 190, error_subcode: 463 });
    expect(await debug(token)).toMatchObject({ is_valid: false });
    expect((await get(`${page}?fields=name`, pageToken)).status).toBe(200);
    expect(errorOf(await query('oauth/access_token', { grant_type: 'fb_exchange_token' }))).toMatchObject({
      code: 100,
    });
    expect(errorOf(await query('debug_token', { input_token: token }))).toMatchObject({ code: 104 });
  });

  it('of a login that was revoked are refused, those of its pages too', async () => {
    const [page, token] = [idOf(), tokenOf()];
    const { body } = await get(`${page}?fields=access_token`, token);
    expect((await remove('me/permissions', token)).body).toEqual({ success: true });
    for (const dead of [token, body!.access_token as string])
      expect(errorOf(await get(`${page}?fields=name`, dead))).toMatchObject({ code: 190, error_subcode: 458 });
  });

  it('of Instagram are exchanged, and refreshed once they are a day old', async () => {
    const user = idOf();
    const short = tokenOf();
    const exchanged = await query('access_token', {
      grant_type: 'ig_exchange_token',
      client_secret: 'secret',
      access_token: short,
    });
    const token = tokenIn(exchanged);
    const refresh = (access_token: string) =>
      query('refresh_access_token', { grant_type: 'ig_refresh_token', access_token });
    expect(errorOf(await refresh(token))).toMatchObject({ code: 100 });
    await sandbox.set('clock', { offsetMs: 24 * HOUR_MS });
    const next = tokenIn(await refresh(token));
    await get(`${user}/media`, next);
    expect((await get('me?fields=user_id', token)).body).toEqual({ id: user, user_id: user });
    await sandbox.set('clock', { offsetMs: 60 * 24 * HOUR_MS });
    expect(errorOf(await refresh(token))).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await get(`${user}/media`, next)).status).toBe(200);
    tokenIn(await refresh(tokenOf()));
  });
});

describe('faults of Meta', () => {
  const feed = (page: string, message = 'Hello') => post(`${page}/feed`, { message });

  it.each([
    [{ status: 429 }, 403, { code: 32 }],
    [{ status: 429, retryAfter: 600 }, 400, { code: 80001 }],
    [{ status: 503 }, 503, { code: 2, is_transient: true }],
    [{ status: 400 }, 400, { code: 1, is_transient: true }],
    [{ tokenExpired: true }, 400, { code: 190, error_subcode: 463 }],
    [{ duplicate: true }, 400, { code: 506 }],
    [{ refuse: true }, 400, { code: 368 }],
  ])('%j on a page', async (fault, status, error) => {
    const page = idOf();
    await sandbox.set('faults', { service: 'facebook', ...fault });
    const answer = await feed(page);
    expect([answer.status, errorOf(answer)]).toMatchObject([status, error]);
    expect(await effectsOf(page)).toEqual([]);
    expect((await get(`${idOf()}/media`)).status).toBe(200);
  });

  it.each([
    [{ status: 429, retryAfter: 600 }, { code: 80002 }],
    [{ status: 500 }, { code: 2, is_transient: true }],
    [{ tokenExpired: true }, { code: 190, error_subcode: 463 }],
    [{ duplicate: true }, { code: 506 }],
    [{ refuse: true }, { code: 4, error_subcode: 2207051 }],
  ])('%j on Instagram', async (fault, error) => {
    const user = idOf();
    const container = await finished(user);
    await sandbox.set('faults', { service: 'instagram', ...fault });
    expect(errorOf(await post(`${user}/media_publish`, { creation_id: container }))).toMatchObject(error);
    expect((await feed(idOf())).status).toBe(200);
    await sandbox.call('/__sandbox/faults', { method: 'DELETE' });
    expect(await effectsOf(user)).toEqual([]);
    idIn(await post(`${user}/media_publish`, { creation_id: container }));
  });

  it('of what a post says hit nothing but posts', async () => {
    const [page, user] = [idOf(), idOf()];
    await sandbox.set('faults', { service: 'facebook', duplicate: true, times: 1 });
    const url = images.put('photo.jpg', jpegOf(800, 600));
    idIn(await post(`${page}/photos`, { url, published: 'false' }));
    expect((await get(`${page}/published_posts`)).status).toBe(200);
    expect(errorOf(await feed(page))).toMatchObject({ code: 506 });
    idIn(await feed(page));
    await sandbox.set('faults', { service: 'instagram', refuse: true, times: 1 });
    const container = await finished(user);
    expect(errorOf(await post(`${user}/media_publish`, { creation_id: container }))).toMatchObject({ code: 4 });
  });

  it('can lose an answer after the post went out', async () => {
    const [page, user] = [idOf(), idOf()];
    await sandbox.set('faults', { service: 'facebook', dropAfterAccept: true, times: 1 });
    await expect(feed(page, 'Dropped')).rejects.toThrow('fetch failed');
    expect(dataIn(await get(`${page}/published_posts`))).toMatchObject([{ message: 'Dropped' }]);
    const container = await finished(user, { caption: 'Unheard' });
    await sandbox.set('faults', { service: 'instagram', hangAfterAccept: true, times: 1 });
    const abort = new AbortController();
    const hanging = fetch(`${sandbox.url}/v26.0/${user}/media_publish`, {
      method: 'POST',
      headers: bearer(tokenOf()),
      body: new URLSearchParams({ creation_id: container }),
      signal: abort.signal,
    });
    await vi.waitFor(async () => expect(await effectsOf(user)).toHaveLength(1), PATIENCE);
    abort.abort();
    await expect(hanging).rejects.toThrow('aborted');
    expect(await settle(container)).toMatchObject({ status_code: 'PUBLISHED' });
  });

  it('move the usage that every answer tells', async () => {
    const page = idOf();
    const usageIn = (answer: SandboxAnswer) => [
      JSON.parse(answer.headers.get('x-app-usage')!),
      JSON.parse(answer.headers.get('x-business-use-case-usage')!)[page][0],
    ];
    const used = (percent: number) => ({ call_count: percent, total_time: percent, total_cputime: percent });
    expect(usageIn(await feed(page))[1]).toEqual({ type: 'pages', ...used(0), estimated_time_to_regain_access: 0 });
    await sandbox.set('faults', { service: 'facebook', usagePercent: 85 });
    const answer = await get(`${page}_1`);
    expect(answer.status).toBe(400);
    expect(usageIn(answer)).toEqual([used(85), { type: 'pages', ...used(85), estimated_time_to_regain_access: 0 }]);
    await sandbox.set('faults', { service: 'facebook', status: 429, retryAfter: 601 });
    expect(usageIn(await feed(page))[1]).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 11 });
  });

  it('can come late', async () => {
    await sandbox.set('faults', { service: 'facebook', latencyMs: 200 });
    const startedAt = performance.now();
    expect((await feed(idOf())).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });
});

describe('versions of Graph', () => {
  it('end, and others there are not', async () => {
    const page = idOf();
    const read = (version: string) => sandbox.call(`/${version}/${page}/published_posts`, { headers: bearer('a') });
    expect((await read('v25.0')).status).toBe(200);
    expect(errorOf(await read('v20.0'))).toMatchObject({ code: 2635 });
    expect(errorOf(await read('v99.0'))).toMatchObject({ code: 2500 });
  });
});

function valueIn(entry: Record<string, unknown>): number {
  const [first] = entry.values as { value: number }[];
  return first!.value;
}
