import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { json, startTestSandbox, type TestSandbox } from '../support/sandbox.js';

const DAY_MS = 86_400_000;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

let sandbox: TestSandbox;
/** A version that is active whenever the tests run: that of the month before last. */
const version = new Date(Date.now() - 60 * DAY_MS).toISOString().slice(0, 7).replace('-', '');

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());

const headersOf = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'linkedin-version': version,
  'x-restli-protocol-version': '2.0.0',
});
const get = (path: string, token: string, headers: Record<string, string> = {}) =>
  sandbox.call(`/rest${path}`, { headers: { ...headersOf(token), ...headers } });
const post = (path: string, token: string, value: object, changes: Record<string, string> = {}) => {
  const { headers, body } = json(value);
  return sandbox.call(`/rest${path}`, {
    method: 'POST',
    headers: { ...headers, ...headersOf(token), ...changes },
    body,
  });
};
const remove = (urn: string, token: string) =>
  sandbox.call(`/rest/posts/${encodeURIComponent(urn)}`, { method: 'DELETE', headers: headersOf(token) });
const bodyOf = (author: string, commentary: string, rest: object = {}) => ({
  author,
  commentary,
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: false,
  ...rest,
});
const publish = async (token: string, author: string, commentary: string, rest: object = {}) => {
  const answer = await post('/posts', token, bodyOf(author, commentary, rest));
  expect([answer.status, answer.body]).toEqual([201, undefined]);
  return answer.headers.get('x-restli-id')!;
};
const tokenOf = () => `token-${randomUUID()}`;
const organizationOf = () => `urn:li:organization:${Math.floor(Math.random() * 1e9)}`;
const memberOf = () => `urn:li:person:${randomUUID().slice(0, 8)}`;
const omit = <T>(record: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
const encoded = encodeURIComponent;

describe("LinkedIn's door", () => {
  const ask = (headers: Record<string, string>) => sandbox.call('/rest/posts/urn%3Ali%3Ashare%3A1', { headers });
  const without = (name: string) => omit(headersOf(tokenOf()), name);

  it.each([
    ['no token', () => without('authorization'), 401, { message: 'Empty oauth2 access token' }],
    ['a malformed one', () => ({ authorization: 'Token x' }), 401, { serviceErrorCode: 65600 }],
    ['no version', () => without('linkedin-version'), 400, { code: 'VERSION_MISSING' }],
    [
      'an old version',
      () => ({ ...headersOf(tokenOf()), 'linkedin-version': '202401' }),
      426,
      { code: 'NONEXISTENT_VERSION', message: 'Requested version 202401 is not active' },
    ],
    ['another protocol', () => without('x-restli-protocol-version'), 400, {}],
    ['nothing else', () => headersOf(tokenOf()), 404, {}],
  ])('asks what has %s', async (_name, headers, status, body) => {
    const answer = await ask(headers());
    expect([answer.status, answer.body]).toMatchObject([status, { status, message: expect.any(String), ...body }]);
    expect(answer.headers.get('x-li-uuid')).toBeTruthy();
    expect([...answer.headers.keys()].filter((name) => name.includes('limit') || name === 'retry-after')).toEqual([]);
  });

  it('refuses a version whose year is over by the clock', async () => {
    await sandbox.set('clock', { offsetMs: 400 * DAY_MS });
    expect((await ask(headersOf(tokenOf()))).status).toBe(426);
  });
});

describe('posts on LinkedIn', () => {
  it('are published, read, listed and deleted for an organization', async () => {
    const [token, author] = [tokenOf(), organizationOf()];
    const first = await publish(token, author, 'First \\(of two\\)');
    const second = await publish(token, author, 'Second');
    expect(first).toMatch(/^urn:li:share:\d{19}$/);
    const read = await get(`/posts/${encoded(first)}`, token);
    expect(read.body).toMatchObject({
      id: first,
      author,
      commentary: 'First \\(of two\\)',
      lifecycleState: 'PUBLISHED',
    });
    const list = await get(`/posts?q=author&author=${encoded(author)}&count=1&sortBy=CREATED`, token);
    expect(list.body).toMatchObject({ elements: [{ id: second }], paging: { links: [{ rel: 'next' }] } });
    const { links } = list.body!.paging as { links: { href: string }[] };
    const next = await sandbox.call(links[0]!.href, { headers: headersOf(token) });
    expect(next.body).toMatchObject({ elements: [{ id: first }], paging: { start: 1, count: 1, links: [] } });
    expect([(await remove(first, token)).status, (await remove(first, token)).status]).toEqual([204, 204]);
    expect((await get(`/posts/${encoded(first)}`, token)).status).toBe(404);
    const own = (await sandbox.effects()).filter((effect) => effect.id === first);
    expect(own.map(({ service, account, kind, text }) => [service, account, kind, text])).toEqual([
      ['linkedin', author, 'post', 'First (of two)'],
      ['linkedin', author, 'delete', 'First (of two)'],
    ]);
    expect(JSON.stringify(own)).not.toContain(token);
  });

  it('are cut off at a parenthesis that is not escaped, without an error', async () => {
    const [token, author] = [tokenOf(), organizationOf()];
    const urn = await publish(token, author, 'Seen (not seen)');
    expect((await get(`/posts/${encoded(urn)}`, token)).body).toMatchObject({ commentary: 'Seen ' });
    expect((await sandbox.effects()).find(({ id }) => id === urn)?.text).toBe('Seen ');
  });

  it('of a member are its own, and it cannot read them', async () => {
    const [token, author] = [tokenOf(), memberOf()];
    const urn = await publish(token, author, 'Mine');
    const other = await post('/posts', token, bodyOf(memberOf(), 'As somebody else'));
    const list = await get(`/posts?q=author&author=${encoded(author)}`, token);
    const read = await get(`/posts/${encoded(urn)}`, token);
    for (const answer of [other, list, read])
      expect([answer.status, answer.body]).toMatchObject([403, { code: 'ACCESS_DENIED' }]);
    const me = await sandbox.call('/v2/userinfo', { headers: { authorization: `Bearer ${token}` } });
    expect(me.body).toMatchObject({ sub: author.slice('urn:li:person:'.length) });
    const stranger = tokenOf();
    await publish(stranger, memberOf(), 'Theirs');
    expect((await remove(urn, stranger)).status).toBe(403);
  });

  it('with the same text within 10 minutes are duplicates, and the answer names the earlier one', async () => {
    const [token, author] = [tokenOf(), organizationOf()];
    const urn = await publish(token, author, 'Again');
    const again = await post('/posts', token, bodyOf(author, 'Again'));
    expect([again.status, again.body]).toMatchObject([
      422,
      {
        status: 422,
        message: expect.stringContaining(`duplicate of ${urn}`),
        errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
      },
    ]);
    await publish(token, organizationOf(), 'Again');
    await sandbox.set('clock', { offsetMs: 10 * 60_000 });
    expect(await publish(token, author, 'Again')).not.toBe(urn);
  });

  it('have at most 3000 characters', async () => {
    const author = organizationOf();
    await publish(tokenOf(), author, 'a'.repeat(3_000));
    const answer = await post('/posts', tokenOf(), bodyOf(author, 'a'.repeat(3_001)));
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { errorDetails: { inputErrors: [{ code: 'FIELD_ARRAY_SIZE_TOO_HIGH' }] } },
    ]);
  });

  it.each(['author', 'commentary', 'visibility', 'distribution', 'lifecycleState'])('need %s', async (name) => {
    const answer = await post('/posts', tokenOf(), omit(bodyOf(organizationOf(), 'Text'), name));
    const message = `ERROR :: /${name} :: field is required but not found and has no default value\n`;
    expect([answer.status, answer.body]).toEqual([422, { status: 422, message }]);
  });

  it('have no fields that LinkedIn does not know', async () => {
    const answer = await post('/posts', tokenOf(), bodyOf(organizationOf(), 'Text', { colour: 'red' }));
    expect([answer.status, answer.body]).toMatchObject([
      422,
      { message: 'ERROR :: /colour :: unrecognized field found but not allowed\n' },
    ]);
  });
});

describe('images on LinkedIn', () => {
  it('are posted once their bytes are there, by their owner', async () => {
    const [token, owner] = [tokenOf(), organizationOf()];
    const initialize = async () => {
      const answer = await post('/images?action=initializeUpload', token, { initializeUploadRequest: { owner } });
      return answer.body!.value as { uploadUrl: string; image: string };
    };
    const status = async (image: string) => (await get(`/images/${encoded(image)}`, token)).body!.status;
    const media = (id: string) => ({ content: { media: { id, altText: 'A square' } } });
    const upload = (url: string, body: Buffer<ArrayBuffer>) =>
      fetch(url, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' }, body });

    const [first, second] = [await initialize(), await initialize()];
    expect(await status(first.image)).toBe('WAITING_UPLOAD');
    expect((await post('/posts', token, bodyOf(owner, 'Too soon', media(first.image)))).status).toBe(400);
    expect((await upload(first.uploadUrl, Buffer.from('hello'))).status).toBe(400);
    for (const { uploadUrl } of [first, second]) expect((await upload(uploadUrl, PNG)).status).toBe(201);
    expect(await status(first.image)).toBe('AVAILABLE');
    await publish(token, owner, 'One image', media(first.image));
    const foreign = await post('/posts', token, bodyOf(organizationOf(), 'Not theirs', media(first.image)));
    expect(foreign.status).toBe(400);
    const images = [first, second].map(({ image }) => ({ id: image }));
    expect(await publish(token, owner, 'Two images', { content: { multiImage: { images } } })).toMatch(
      /^urn:li:ugcPost:/,
    );
  });
});

describe('figures on LinkedIn', () => {
  const list = (urns: readonly string[]) => `List(${urns.map(encoded).join(',')})`;

  it('of an organization come for many posts at once, without those that nobody saw', async () => {
    const [token, author] = [tokenOf(), organizationOf()];
    const urns = [await publish(token, author, 'Old'), await publish(token, author, 'Older')];
    await sandbox.set('clock', { offsetMs: DAY_MS });
    const fresh = await publish(token, author, 'Fresh');
    const foreign = await publish(token, organizationOf(), 'Foreign');
    const path = `/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${encoded(author)}`;
    const { body } = await get(`${path}&shares=${list([...urns, fresh, foreign])}`, token);
    const elements = body!.elements as { share: string; totalShareStatistics: Record<string, number> }[];
    expect(elements.map(({ share }) => share)).toEqual(urns);
    const { impressionCount, clickCount, likeCount, commentCount, shareCount, engagement } =
      elements[0]!.totalShareStatistics;
    expect(impressionCount).toBeGreaterThan(0);
    expect(engagement).toBeCloseTo((clickCount! + likeCount! + commentCount! + shareCount!) / impressionCount!);
    const total = (await get(path, token)).body!.elements as typeof elements;
    expect(total[0]!.totalShareStatistics.impressionCount).toBeGreaterThan(impressionCount!);
    for (const wrong of [`List(${urns[0]})`, encoded(list(urns)), list(['urn:li:ugcPost:1'])])
      expect((await get(`${path}&shares=${wrong}`, token)).body).toMatchObject({
        errorDetails: { inputErrors: [{ code: 'PARAM_INVALID' }] },
      });
  });

  it('of a member come one metric a call, in the shape of the version', async () => {
    const [token, author] = [tokenOf(), memberOf()];
    const urn = await publish(token, author, 'Measured');
    await sandbox.set('clock', { offsetMs: DAY_MS });
    const entity = `(share:${encoded(urn)})`;
    const path = (type: string) =>
      `/memberCreatorPostAnalytics?q=entity&entity=${entity}&queryType=${type}&aggregation=TOTAL`;
    const read = await get(path('IMPRESSION'), token);
    expect(read.body!.elements).toEqual([
      { targetEntity: { share: urn }, metricType: 'IMPRESSION', count: expect.any(Number) },
    ]);
    expect((read.body!.elements as { count: number }[])[0]!.count).toBeGreaterThan(0);
    expect((await get(path('HAPPINESS'), token)).status).toBe(400);
    const other = tokenOf();
    await publish(other, memberOf(), 'Somebody else');
    expect((await get(path('IMPRESSION'), other)).status).toBe(403);
    const all = await get('/memberCreatorPostAnalytics?q=me&queryType=IMPRESSION&aggregation=TOTAL', token);
    expect(all.body!.elements).toMatchObject([{ count: (read.body!.elements as { count: number }[])[0]!.count }]);
  });

  it('say which reactions a post got', async () => {
    const token = tokenOf();
    const urn = await publish(token, organizationOf(), 'Liked');
    await sandbox.set('clock', { offsetMs: 3 * DAY_MS });
    expect((await get(`/socialMetadata/${encoded(urn)}`, token)).body).toMatchObject({
      reactionSummaries: { LIKE: { count: expect.any(Number) } },
      commentSummary: { count: expect.any(Number) },
    });
    expect((await get(`/socialMetadata/${urn}`, token)).status).toBe(400);
  });
});

describe('tokens of LinkedIn', () => {
  const refresh = (refreshToken: string, rest: Record<string, string> = { client_id: 'app', client_secret: 's' }) =>
    sandbox.call('/oauth/v2/accessToken', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, ...rest }),
    });

  it('are renewed for 60 days, but not beyond the year of the first grant', async () => {
    const refreshToken = tokenOf();
    const first = await refresh(refreshToken);
    expect(first.body).toMatchObject({ expires_in: 5_184_000, refresh_token_expires_in: 31_536_000 });
    const token = first.body!.access_token as string;
    await publish(token, organizationOf(), 'With a new token');
    await sandbox.set('clock', { offsetMs: 60 * DAY_MS });
    const late = await get('/posts/urn%3Ali%3Ashare%3A1', token);
    expect([late.status, late.body]).toMatchObject([401, { code: 'EXPIRED_ACCESS_TOKEN', serviceErrorCode: 65602 }]);
    const second = await refresh(refreshToken);
    expect(second.body).toMatchObject({ refresh_token: refreshToken });
    expect(second.body!.refresh_token_expires_in).toBeLessThanOrEqual(305 * 86_400);
    await sandbox.set('clock', { offsetMs: 366 * DAY_MS });
    expect((await refresh(refreshToken)).status).toBe(400);
  });

  it('are given to clients only', async () => {
    expect((await refresh(tokenOf(), {})).body).toMatchObject({ error: 'invalid_client' });
  });
});
