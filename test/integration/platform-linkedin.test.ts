import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlatformAccount, PostDraft, SocialPlatform } from '../../src/platforms/social-platform.js';
import { openPlatforms, type PlatformReply, type TestPlatforms } from '../support/platform-server.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const SHARE = 'urn:li:share:7000000000000000001';
const UGC_POST = 'urn:li:ugcPost:7000000000000000002';
const encoded = encodeURIComponent;

let linkedIn: SocialPlatform;
let test: TestPlatforms;

beforeAll(async () => {
  test = await openPlatforms({ LINKEDIN_CLIENT_ID: 'client', LINKEDIN_CLIENT_SECRET: 'se&cret' });
  linkedIn = test.platforms.of('LINKEDIN');
});
afterAll(() => test.close());

const signal = new AbortController().signal;
/** Accounts that no other test has, as limits are kept by account. */
const account = (kind: 'organization' | 'person'): PlatformAccount => ({
  platform: 'LINKEDIN',
  platformId: `urn:li:${kind}:${randomInt(1, 2 ** 47)}`,
  login: null,
  accessToken: 'access',
});
const organization = () => account('organization');
const member = () => account('person');
const draft = (over: Partial<PostDraft> = {}): PostDraft => ({ text: 'Hello', imageUrls: [], replyTo: null, ...over });
const created: PlatformReply = { status: 201, headers: { 'x-restli-id': SHARE } };
const RESTLI = { authorization: 'Bearer access', 'linkedin-version': '202607', 'x-restli-protocol-version': '2.0.0' };
const throttled: PlatformReply = {
  status: 429,
  json: {
    message: 'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.',
    status: 429,
    serviceErrorCode: 101,
  },
};
const forbidden: PlatformReply = {
  status: 403,
  json: { status: 403, code: 'ACCESS_DENIED', message: 'Not enough permissions to access: posts.FINDER-author' },
};

describe('send', () => {
  it('posts a text in one call, its reserved characters escaped', async () => {
    const page = organization();
    test.answerWith(created);
    const post = await linkedIn.send(draft({ text: 'Tea (green) #Tea' }), null, page, signal);
    expect(post).toEqual({ postId: SHARE, permalink: `https://www.linkedin.com/feed/update/${SHARE}` });
    expect(test.requests).toHaveLength(1);
    expect(test.requests[0]).toMatchObject({ method: 'POST', path: '/rest/posts', search: '', headers: RESTLI });
    expect(test.requests[0]!.json).toEqual({
      author: page.platformId,
      commentary: String.raw`Tea \(green\) #Tea`,
      visibility: 'PUBLIC',
      distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
      lifecycleState: 'PUBLISHED',
      isReshareDisabledByAuthor: false,
    });
  });

  it.each([
    [['urn:li:image:a'], { media: { id: 'urn:li:image:a' } }],
    [
      ['urn:li:image:a', 'urn:li:image:b'],
      { multiImage: { images: [{ id: 'urn:li:image:a' }, { id: 'urn:li:image:b' }] } },
    ],
  ])('shows %j', async (urns, content) => {
    test.answerWith({ status: 201, headers: { 'x-restli-id': UGC_POST } });
    const post = await linkedIn.send(draft(), JSON.stringify(urns), member(), signal);
    expect(post.postId).toBe(UGC_POST);
    expect(test.requests[0]!.json).toMatchObject({ content });
  });

  it.each<[string, PlatformReply]>([
    ['a 503', { status: 503, json: { message: 'Try again' } }],
    ['a dropped connection', 'drop'],
    ['a 201 that does not say which', { status: 201 }],
    ['a 201 that says something else', { status: 201, headers: { 'x-restli-id': 'urn:li:person:1' } }],
  ])('does not know what came of it after %s, and asks once', async (_what, reply) => {
    test.answerWith(reply);
    await expect(linkedIn.send(draft(), null, member(), signal)).rejects.toMatchObject({ kind: 'OUTCOME_UNKNOWN' });
    expect(test.requests).toHaveLength(1);
  });

  it('does not know what came of it when it is given up', async () => {
    test.answerWith('hang');
    const giveUp = new AbortController();
    const sent = linkedIn.send(draft(), null, member(), giveUp.signal);
    void test.nextRequest().then(() => giveUp.abort());
    await expect(sent).rejects.toMatchObject({ kind: 'OUTCOME_UNKNOWN' });
  });

  it('knows that nothing came of it when nobody listens', async () => {
    const sent = test.whileAway(() => linkedIn.send(draft(), null, member(), signal));
    await expect(sent).rejects.toMatchObject({ kind: 'TEMPORARY' });
  });

  it('learns from a refusal which post is the same', async () => {
    const description = `Content is a duplicate of ${SHARE}`;
    const json = { message: description, errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST', description }] } };
    test.answerWith({ status: 422, json });
    const sent = linkedIn.send(draft(), null, member(), signal);
    await expect(sent).rejects.toMatchObject({ kind: 'DUPLICATE', earlierPostId: SHARE });
  });

  it.each([
    [401, { code: 'EXPIRED_ACCESS_TOKEN', serviceErrorCode: 65602 }, 'TOKEN_DEAD', /connect it again/],
    [426, { code: 'NONEXISTENT_VERSION' }, 'PLATFORM_ERROR', /LINKEDIN_VERSION/],
    [403, { code: 'ACCESS_DENIED', message: 'Not enough permissions' }, 'PERMISSION_MISSING', /w_member_social/],
  ])('takes %i %j for %s', async (status, json, kind, sentence) => {
    test.answerWith({ status, json });
    const sent = linkedIn.send(draft(), null, member(), signal);
    await expect(sent).rejects.toMatchObject({ kind, message: expect.stringMatching(sentence) });
  });

  it('is not tried again on the day of a throttle, while other calls are', async () => {
    const page = organization();
    test.answerWith(throttled);
    const refused: unknown = await linkedIn.send(draft(), null, page, signal).catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'RATE_LIMITED' });
    const { until } = refused as { until: Date };
    expect(until.toISOString()).toMatch(/T00:00:00.000Z$/);
    await expect(linkedIn.send(draft(), null, page, signal)).rejects.toMatchObject({ kind: 'RATE_LIMITED', until });
    expect(test.requests).toHaveLength(1);
    test.answerWith({ json: { elements: [] } });
    expect(await linkedIn.find(draft(), null, new Date(), page, signal)).toEqual({ kind: 'ABSENT' });
  });
});

describe('prepare', () => {
  const imageUrls = () => [`${test.origin}/a.png`];
  const started =
    (image: string, uploadUrl?: string): (() => PlatformReply) =>
    () => ({
      json: {
        value: {
          uploadUrlExpiresAt: 1_800_000_000_000,
          uploadUrl: uploadUrl ?? `${test.origin}/upload/${image}`,
          image: `urn:li:image:${image}`,
        },
      },
    });
  const status = (word: string): PlatformReply => ({ json: { status: word } });
  const calls = () => test.requests.map(({ method, path, search }) => `${method} ${path}${search && `?${search}`}`);

  it('does nothing without images', async () => {
    test.answerWith('drop');
    expect(await linkedIn.prepare(draft(), member(), signal)).toBeNull();
    expect(test.requests).toEqual([]);
  });

  it('uploads the images and waits until they can be shown', async () => {
    const page = organization();
    test.answerWith(
      { body: PNG },
      started('A'),
      { status: 201 },
      { body: PNG },
      started('B'),
      { status: 201 },
      status('PROCESSING'),
      status('AVAILABLE'),
    );
    const urls = [`${test.origin}/a.png`, `${test.origin}/b.png`];
    const prepared = await linkedIn.prepare(draft({ imageUrls: urls }), page, signal);
    expect(JSON.parse(prepared!)).toEqual(['urn:li:image:A', 'urn:li:image:B']);
    expect(calls()).toEqual([
      'GET /a.png',
      'POST /rest/images?action=initializeUpload',
      'PUT /upload/A',
      'GET /b.png',
      'POST /rest/images?action=initializeUpload',
      'PUT /upload/B',
      'GET /rest/images/urn%3Ali%3Aimage%3AA',
      'GET /rest/images/urn%3Ali%3Aimage%3AA',
      'GET /rest/images/urn%3Ali%3Aimage%3AB',
    ]);
    expect(test.requests[1]).toMatchObject({
      headers: RESTLI,
      json: { initializeUploadRequest: { owner: page.platformId } },
    });
    expect(test.requests[2]!.headers).toMatchObject({ authorization: 'Bearer access', 'content-type': 'image/png' });
    expect(test.requests[2]!.bytes.equals(PNG)).toBe(true);
  });

  it('does not wait where the token may not look', async () => {
    test.answerWith({ body: PNG }, started('A'), { status: 201 }, forbidden);
    const prepared = await linkedIn.prepare(draft({ imageUrls: imageUrls() }), member(), signal);
    expect(JSON.parse(prepared!)).toEqual(['urn:li:image:A']);
    expect(test.requests).toHaveLength(4);
  });

  it.each<[string, (PlatformReply | (() => PlatformReply))[], string]>([
    ['LinkedIn cannot read it', [started('A'), { status: 201 }, status('PROCESSING_FAILED')], 'REFUSED'],
    ['the upload breaks off', [started('A'), 'drop'], 'TEMPORARY'],
    ['the token would go elsewhere', [started('A', 'https://upload.example/A')], 'PLATFORM_ERROR'],
    ['the token would go to a name that looks alike', [started('A', 'https://evil-linkedin.com/A')], 'PLATFORM_ERROR'],
    ['the answer has another shape', [{ json: { value: {} } }], 'TEMPORARY'],
  ])('says when %s', async (_what, replies, kind) => {
    test.answerWith({ body: PNG }, ...replies);
    const prepared = linkedIn.prepare(draft({ imageUrls: imageUrls() }), member(), signal);
    await expect(prepared).rejects.toMatchObject({ kind });
    expect(test.requests).toHaveLength(1 + replies.length);
  });

  it('takes no WEBP, and no more than 20 images', async () => {
    test.answerWith({ body: Buffer.from('RIFF\x01\x02\x03\x04WEBPVP8 ', 'latin1') });
    const prepare = (urls: string[]) => linkedIn.prepare(draft({ imageUrls: urls }), member(), signal);
    await expect(prepare(imageUrls())).rejects.toMatchObject({ kind: 'REFUSED' });
    await expect(prepare(Array(21).fill(imageUrls()[0]))).rejects.toMatchObject({ kind: 'REFUSED' });
    expect(test.requests).toHaveLength(1);
  });

  it("throws the signal's reason when it is given up", async () => {
    test.answerWith({ body: PNG }, started('A'), 'hang');
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const prepared = linkedIn.prepare(draft({ imageUrls: imageUrls() }), member(), giveUp.signal);
    void test
      .nextRequest()
      .then(() => test.nextRequest())
      .then(() => test.nextRequest())
      .then(() => giveUp.abort(reason));
    await expect(prepared).rejects.toBe(reason);
  });
});

describe('find', () => {
  const since = new Date(1_795_000_000_000);
  const post = (id: string, commentary: string, createdAt = since.getTime() + 5_000) => ({ id, commentary, createdAt });
  const page = (elements: object[], next = false): PlatformReply => ({
    json: { elements, paging: { start: 0, count: 100, links: next ? [{ rel: 'next', href: '/rest/posts' }] : [] } },
  });

  it("finds an organization's post by what it says", async () => {
    const company = organization();
    test.answerWith(
      page([post(UGC_POST, 'Another')], true),
      page([post(SHARE, String.raw`Tea \(green\) {hashtag|\#|Tea}`)]),
    );
    expect(await linkedIn.find(draft({ text: 'Tea (green) #Tea' }), null, since, company, signal)).toEqual({
      kind: 'FOUND',
      post: { postId: SHARE, permalink: `https://www.linkedin.com/feed/update/${SHARE}` },
    });
    const query = `q=author&author=${encoded(company.platformId)}&count=100`;
    expect(test.requests.map(({ path, search }) => `${path}?${search}`)).toEqual([
      `/rest/posts?${query}&start=0&sortBy=CREATED`,
      `/rest/posts?${query}&start=1&sortBy=CREATED`,
    ]);
    expect(test.requests[0]!.headers).toMatchObject({ ...RESTLI, 'x-restli-method': 'FINDER' });
  });

  it('says absent when only other and older posts are there', async () => {
    test.answerWith(
      page([post(UGC_POST, 'Another'), { id: SHARE }], true),
      page([post(SHARE, 'Hello', since.getTime() - 1)], true),
    );
    expect(await linkedIn.find(draft(), null, since, organization(), signal)).toEqual({ kind: 'ABSENT' });
    expect(test.requests).toHaveLength(2);
  });

  it('cannot tell for a member, and asks nothing', async () => {
    test.answerWith('drop');
    const look = await linkedIn.find(draft(), null, since, member(), signal);
    expect(look).toMatchObject({ kind: 'CANNOT_TELL', reason: expect.stringContaining('look at the profile') });
    expect(test.requests).toEqual([]);
  });

  it('cannot tell without permission, nor when there is no end', async () => {
    test.answerWith(forbidden);
    const look = await linkedIn.find(draft(), null, since, organization(), signal);
    expect(look).toMatchObject({ kind: 'CANNOT_TELL', reason: expect.stringContaining('r_organization_social') });
    test.answerWith(page([post(UGC_POST, 'Another')], true));
    expect((await linkedIn.find(draft(), null, since, organization(), signal)).kind).toBe('CANNOT_TELL');
    expect(test.requests).toHaveLength(10);
  });

  it.each<[string, PlatformReply]>([
    ['an empty object', { json: {} }],
    ['posts of another shape', { json: { elements: [{ id: 7 }] } }],
    ['no JSON', { body: 'Hello' }],
    ['a 500', { status: 500 }],
    ['nothing', 'drop'],
  ])('says neither when LinkedIn answers %s', async (_what, reply) => {
    test.answerWith(reply);
    const look = linkedIn.find(draft(), null, since, organization(), signal);
    await expect(look).rejects.toMatchObject({ kind: 'TEMPORARY' });
  });
});

describe('readMetrics', () => {
  const measured = (...urns: string[]) => urns.map((postId) => ({ postId, publishedAt: new Date() }));

  it("reads an organization's posts in one call", async () => {
    const company = organization();
    const totalShareStatistics = {
      impressionCount: 1200,
      uniqueImpressionsCount: 800,
      clickCount: 30,
      likeCount: 14,
      commentCount: 2,
      shareCount: 1,
      engagement: 0.0392,
    };
    test.answerWith({
      json: {
        paging: { start: 0, count: 10, links: [] },
        elements: [{ organizationalEntity: company.platformId, share: SHARE, totalShareStatistics }],
      },
    });
    const reading = await linkedIn.readMetrics(measured(UGC_POST, SHARE), company, signal);
    expect(reading).toMatchObject({
      read: [
        { postId: UGC_POST, metrics: { impressions: 0, likes: 0, engagements: 0, saves: null } },
        { postId: SHARE, metrics: { impressions: 1200, reach: 800, clicks: 30, engagements: 47 } },
      ],
      gone: [],
      stopped: null,
    });
    expect(test.requests).toHaveLength(1);
    expect(test.requests[0]).toMatchObject({
      path: '/rest/organizationalEntityShareStatistics',
      search:
        `q=organizationalEntity&organizationalEntity=${encoded(company.platformId)}` +
        `&shares=List(${encoded(SHARE)})&ugcPosts=List(${encoded(UGC_POST)})`,
      headers: { ...RESTLI, 'x-restli-method': 'FINDER' },
    });
    expect(linkedIn.metricsBatch(company)).toBe(20);
  });

  it('reads the next page of statistics, so that a post on it does not count as left out', async () => {
    const element = (share: string, likeCount: number) => ({ share, totalShareStatistics: { likeCount } });
    test.answerWith(
      { json: { elements: [element(SHARE, 1)], paging: { links: [{ rel: 'next' }] } } },
      { json: { elements: [element('urn:li:share:9', 2)], paging: { links: [] } } },
    );
    const reading = await linkedIn.readMetrics(measured(SHARE, 'urn:li:share:9'), organization(), signal);
    expect(reading.read.map(({ metrics }) => metrics.likes)).toEqual([1, 2]);
    expect(test.requests[1]!.query).toMatchObject({ start: '1' });
  });

  it("reads a member's posts metric by metric, and sees which are gone", async () => {
    test.answerWith(({ query }) =>
      query.entity!.startsWith('(share:')
        ? { json: { elements: [{ metricType: { 'a.MetricTypeV1': query.queryType }, count: 3 }] } }
        : { status: 404, json: { status: 404, message: 'Not found' } },
    );
    const reading = await linkedIn.readMetrics(measured(UGC_POST, SHARE), member(), signal);
    expect(reading).toEqual({
      read: [
        {
          postId: SHARE,
          metrics: {
            impressions: 3,
            reach: 3,
            likes: 3,
            comments: 3,
            shares: 3,
            saves: 3,
            clicks: 3,
            engagements: 12,
            videoViews: null,
          },
        },
      ],
      gone: [UGC_POST],
      stopped: null,
    });
    const { path, search, headers } = test.requests[1]!;
    expect(path).toBe('/rest/memberCreatorPostAnalytics');
    expect(search).toBe(`q=entity&entity=(share:${encoded(SHARE)})&queryType=IMPRESSION&aggregation=TOTAL`);
    expect(headers).toMatchObject(RESTLI);
    expect(test.requests[0]!.search).toContain(`entity=(ugc:${encoded(UGC_POST)})`);
    expect(test.requests).toHaveLength(1 + 7);
  });

  it('says why it stopped, and keeps the posts that it had read', async () => {
    const told: PlatformReply = { json: { elements: [] } };
    test.answerWith(...Array<PlatformReply>(7).fill(told), throttled);
    const reading = await linkedIn.readMetrics(measured(SHARE, UGC_POST), member(), signal);
    expect(reading.read).toMatchObject([{ postId: SHARE, metrics: { impressions: null, engagements: null } }]);
    expect(reading).toMatchObject({ gone: [], stopped: { kind: 'RATE_LIMITED' } });
    test.answerWith({ status: 500 });
    const other = await linkedIn.readMetrics(measured(SHARE), organization(), signal);
    expect(other).toMatchObject({ read: [], gone: [], stopped: { kind: 'TEMPORARY' } });
  });
});

describe('refresh', () => {
  const tokens = { accessToken: 'access', refreshToken: 'r/1' };

  it('gets new tokens in the name of the app', async () => {
    const json = { access_token: 'a2', expires_in: 5184000, refresh_token: 'r2', refresh_token_expires_in: 26438400 };
    test.answerWith({ json });
    const before = Date.now();
    const refreshed = await linkedIn.refresh(tokens, member(), signal);
    expect(refreshed).toMatchObject({ accessToken: 'a2', refreshToken: 'r2' });
    expect(refreshed.expiresAt!.getTime() - before).toBeGreaterThanOrEqual(5_184_000_000);
    expect(refreshed.refreshExpiresAt!.getTime() - before).toBeGreaterThanOrEqual(26_438_400_000);
    expect(test.requests[0]).toMatchObject({ method: 'POST', path: '/oauth/v2/accessToken' });
    expect(test.requests[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(test.requests[0]!.bytes.toString()))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'r/1',
      client_id: 'client',
      client_secret: 'se&cret',
    });
  });

  it.each<[string, PlatformReply, string]>([
    ['it is revoked', { status: 400, json: { error: 'invalid_request' } }, 'TOKEN_DEAD'],
    ['nothing is answered', 'drop', 'TEMPORARY'],
    ['the answer cannot be read', { body: 'access_token=a2' }, 'TEMPORARY'],
    ['LinkedIn is out of order', { status: 503 }, 'TEMPORARY'],
    ['LinkedIn does not know the app', { status: 401, json: { error: 'invalid_client' } }, 'PLATFORM_ERROR'],
  ])('says what it means when %s', async (_what, reply, kind) => {
    test.answerWith(reply);
    await expect(linkedIn.refresh(tokens, member(), signal)).rejects.toMatchObject({ kind });
  });

  it('says which setting is missing, and that there is no token', async () => {
    const none = linkedIn.refresh({ ...tokens, refreshToken: null }, member(), signal);
    await expect(none).rejects.toMatchObject({ kind: 'TOKEN_DEAD' });
    const other = await openPlatforms({ LINKEDIN_CLIENT_ID: 'client' });
    const refreshed = other.platforms.of('LINKEDIN').refresh(tokens, member(), signal);
    const message = expect.stringContaining('LINKEDIN_CLIENT_SECRET');
    await expect(refreshed).rejects.toMatchObject({ kind: 'PLATFORM_ERROR', message });
    await other.close();
  });
});
