import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IMAGE, type Item, TestContent } from '../support/test-content.js';
import { issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';

let api: TestApi;
let content: TestContent;
let own: TestOrganization;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  content = await TestContent.open(api);
  own = content.own;
});

describe('content', () => {
  it('is shown with what it was made from and what the ledger says', async () => {
    const id = await content.write(['LINKEDIN', 'TWITTER'], { contentType: 'THREAD' });
    const { id: variationId } = await content.variation(id, 'TWITTER');
    const publishedAt = new Date('2026-11-24T09:00:00Z');
    await content.publication(id, 'FAILED', { platformId: 'x_2' });
    await content.publication(id, 'CONFIRMED', { postIds: ['1', '2'], permalink: 'https://x.com/1', publishedAt });
    const { status, body } = await own.ask(`/api/content/${id}`);
    expect(status).toBe(200);
    const anyText = expect.any(String) as string;
    expect(body).toEqual({
      id,
      brandId: own.brandId,
      topic: 'Tea',
      contentType: 'THREAD',
      status: 'DRAFT',
      variations: [
        {
          id: variationId,
          platform: 'TWITTER',
          content: 'One #tea\n\nTwo',
          posts: ['One #tea', 'Two'],
          characterCount: 9,
          hashtags: ['tea'],
          mediaUrls: [],
          publications: [
            { socialAccountId: 'account_gone', status: 'FAILED', postId: null, permalink: null, publishedAt: null },
            {
              socialAccountId: 'account_gone',
              status: 'CONFIRMED',
              postId: '1',
              permalink: 'https://x.com/1',
              publishedAt: publishedAt.toISOString(),
            },
          ],
          metrics: null,
        },
        {
          id: anyText,
          platform: 'LINKEDIN',
          content: 'Some #tea',
          characterCount: 9,
          hashtags: ['tea'],
          mediaUrls: [],
          publications: [],
          metrics: null,
        },
      ],
      lineage: {
        jobId: anyText,
        contextItemIds: ['context_1'],
        learningIds: [],
        promptVersion: 'v1',
        model: 'gpt',
        costMicroUsd: 7,
      },
      createdAt: anyText,
      updatedAt: anyText,
    });
  });

  it('is listed newest first, by brand, status and job, page by page', async () => {
    const { id: brandId } = (await own.ask('/api/brands', { body: { name: 'Another' } })).body;
    const at = (minute: number) => ({ createdAt: new Date(Date.UTC(2026, 10, 24, 9, minute)) });
    const ids = [
      await content.write(['TWITTER'], at(1)),
      await content.write(['TWITTER'], { ...at(2), status: 'APPROVED' }),
      await content.write(['TWITTER'], { ...at(3), brandId: brandId! }),
    ].reverse();
    const list = async (query: string) => {
      const { status, body } = await own.ask(`/api/content?${query}`);
      expect(status).toBe(200);
      return { ids: (body as unknown as { content: Item[] }).content.map((item) => item.id), next: body.nextCursor };
    };
    expect(await list('')).toEqual({ ids, next: null });
    const first = await list('limit=2');
    expect(first.ids).toEqual(ids.slice(0, 2));
    expect(await list(`limit=2&cursor=${first.next}`)).toEqual({ ids: ids.slice(2), next: null });
    expect((await list(`brandId=${brandId}`)).ids).toEqual([ids[0]]);
    expect((await list('status=APPROVED')).ids).toEqual([ids[1]]);
    const { jobId } = (await own.ask(`/api/content/${ids[2]}`)).body.lineage as { jobId: string };
    expect((await list(`jobId=${jobId}`)).ids).toEqual([ids[2]]);
    expect(errorOf(await own.ask('/api/content?status=LOST'))).toBe('400 VALIDATION_ERROR');
  });

  it('of another organization does not exist', async () => {
    const id = await content.write();
    const variationId = (await content.read(id)).variations[0]!.id;
    const stranger = await openOrganization(api);
    const pair = { variationId, socialAccountId: 'account' };
    for (const [path, request] of [
      ['', {}],
      ['', { method: 'PATCH', body: { topic: 'Mine' } }],
      ['', { method: 'DELETE' }],
      [`/variations/${variationId}`, { method: 'PATCH', body: { content: 'Mine' } }],
      ['/approve', { method: 'POST' }],
      ['/reject', { method: 'POST' }],
      ['/publish', { body: { accounts: [pair] } }],
    ] as const) {
      const answer = await stranger.ask(`/api/content/${id}${path}`, request);
      expect([path, errorOf(answer), answer.body.details]).toEqual([
        path,
        '404 NOT_FOUND',
        { resource: 'contentItem' },
      ]);
    }
    expect((await stranger.ask('/api/content')).body).toEqual({ content: [], nextCursor: null });
    expect(await content.read(id)).toMatchObject({ topic: 'Tea', status: 'DRAFT' });
  });
});

describe('an edit', () => {
  it('counts the text anew and takes what was approved or rejected back to DRAFT', async () => {
    for (const status of ['APPROVED', 'REJECTED'] as const) {
      const id = await content.write(['TWITTER', 'LINKEDIN'], { status });
      const { id: variationId } = await content.variation(id, 'TWITTER');
      const answer = await content.edit(id, 'TWITTER', { content: ' 日本 #Matcha ', mediaUrls: [IMAGE] });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(await content.read(id));
      expect(answer.body).toMatchObject({ status: 'DRAFT' });
      expect(await content.variation(id, 'TWITTER')).toMatchObject({
        id: variationId,
        content: '日本 #Matcha',
        characterCount: 12,
        hashtags: ['Matcha'],
        mediaUrls: [IMAGE],
      });
      expect(await content.variation(id, 'LINKEDIN')).toMatchObject({ content: 'Some #tea' });
    }
  });

  it('of a thread is one of its posts, and its content is all of them', async () => {
    const id = await content.write(['TWITTER', 'LINKEDIN'], { contentType: 'THREAD' });
    await content.edit(id, 'TWITTER', { posts: ['Three', 'Four #x'] });
    expect(await content.variation(id, 'TWITTER')).toMatchObject({
      content: 'Three\n\nFour #x',
      posts: ['Three', 'Four #x'],
      characterCount: 12,
      hashtags: ['x'],
    });
    expect(issuesOf(await content.edit(id, 'TWITTER', { content: 'Three' }))).toEqual(['400 VALIDATION_ERROR content']);
    expect(issuesOf(await content.edit(id, 'LINKEDIN', { posts: ['Three'] }))).toEqual(['400 VALIDATION_ERROR posts']);
    expect((await content.edit(id, 'LINKEDIN', { content: 'One longer post' })).status).toBe(200);
  });

  it('that breaks a rule of the platform is refused with the sentences, and changes nothing', async () => {
    const id = await content.write(['TWITTER', 'INSTAGRAM'], { status: 'APPROVED' });
    const long = await content.edit(id, 'TWITTER', { content: 'a'.repeat(281), mediaUrls: Array(5).fill(IMAGE) });
    expect(errorOf(long)).toBe('400 VALIDATION_ERROR');
    expect(long.body.error).toBe(
      'The text has 281 characters as X counts them, 1 more than the 280 of X. ' +
        'The text for X has 5 images, more than the 4 that it takes.',
    );
    expect(issuesOf(long)).toEqual(['400 VALIDATION_ERROR content', '400 VALIDATION_ERROR mediaUrls']);
    const tags = Array.from({ length: 31 }, (_, index) => `#t${index}`).join(' ');
    expect(issuesOf(await content.edit(id, 'INSTAGRAM', { content: tags }))).toEqual(['400 VALIDATION_ERROR content']);
    expect(await content.read(id)).toMatchObject({ status: 'APPROVED' });
    expect(await content.variation(id, 'TWITTER')).toMatchObject({ content: 'Some #tea', mediaUrls: [] });
  });

  it.each([
    [{}, ''],
    [{ content: null }, 'content'],
    [{ mediaUrls: ['ftp://example.com/tea.jpg'] }, 'mediaUrls.0'],
    [{ mediaUrls: ['javascript:alert(1)'] }, 'mediaUrls.0'],
    [{ mediaUrls: Array(21).fill(IMAGE) }, 'mediaUrls'],
    [{ posts: Array(26).fill('a') }, 'posts'],
    [{ content: 'a'.repeat(63_207) }, 'content'],
    [{ content: 'a', status: 'APPROVED' }, 'status'],
  ])('of the wrong shape is refused: %j', async (body, path) => {
    const answer = await content.edit(await content.write(), 'LINKEDIN', body);
    expect([...new Set(issuesOf(answer))]).toEqual([`400 VALIDATION_ERROR ${path}`]);
  });

  it('of a topic is the only one of the item itself', async () => {
    const id = await content.write(['TWITTER'], { status: 'APPROVED' });
    const patch = (body: object) => own.ask(`/api/content/${id}`, { method: 'PATCH', body });
    expect((await patch({ topic: 'Coffee' })).body).toMatchObject({ topic: 'Coffee', status: 'DRAFT' });
    for (const body of [{}, { topic: ' ' }, { topic: 'x', status: 'APPROVED' }, { topic: 'a'.repeat(501) }]) {
      expect(errorOf(await patch(body))).toBe('400 VALIDATION_ERROR');
    }
  });

  it('names a variation of the item', async () => {
    const [id, other] = [await content.write(), await content.write()];
    const { id: variationId } = await content.variation(other, 'TWITTER');
    const answer = await own.ask(`/api/content/${id}/variations/${variationId}`, {
      method: 'PATCH',
      body: { content: 'a' },
    });
    expect([errorOf(answer), answer.body.details]).toEqual(['404 NOT_FOUND', { resource: 'contentVariation' }]);
  });

  it.each(['PENDING', 'SENT', 'UNKNOWN', 'CONFIRMED'] as const)(
    'is refused once a publication of the item is %s, and so is a reject',
    async (status) => {
      const id = await content.write(['TWITTER', 'LINKEDIN'], { status: 'APPROVED' });
      await content.publication(id, status, { jobId: await own.create() });
      const before = await content.read(id);
      for (const answer of [
        await content.edit(id, 'TWITTER', { content: 'New' }),
        await content.edit(id, 'LINKEDIN', { content: 'New' }),
        await own.ask(`/api/content/${id}`, { method: 'PATCH', body: { topic: 'New' } }),
        await content.reject(id),
      ]) {
        expect(errorOf(answer)).toBe('409 CONFLICT');
      }
      expect(await content.read(id)).toEqual(before);
    },
  );

  it('is possible after a publication that failed', async () => {
    const id = await content.write(['TWITTER'], { status: 'APPROVED' });
    await content.publication(id, 'FAILED');
    expect((await content.edit(id, 'TWITTER', { content: 'New' })).body).toMatchObject({ status: 'DRAFT' });
  });

  it('is possible when the job of a publication ended before anything was sent', async () => {
    const id = await content.write(['TWITTER'], { status: 'APPROVED' });
    const jobId = await own.create();
    await content.publication(id, 'PENDING', { jobId });
    await own.ask(`/api/jobs/${jobId}`, { method: 'DELETE' });
    const edited = await content.edit(id, 'TWITTER', { content: 'New' });
    expect(edited.body).toMatchObject({ status: 'DRAFT', variations: [{ publications: [{ status: 'FAILED' }] }] });
  });
});

describe('a review', () => {
  it('approves and rejects, each once more without effect', async () => {
    const id = await content.write();
    for (const [verb, status] of [
      ['approve', 'APPROVED'],
      ['approve', 'APPROVED'],
      ['reject', 'REJECTED'],
      ['reject', 'REJECTED'],
      ['approve', 'APPROVED'],
    ] as const) {
      const answer = await content[verb](id);
      expect([answer.status, answer.body.status]).toEqual([200, status]);
      expect(answer.body).toEqual(await content.read(id));
    }
    expect((await content.reject(id, { reason: 'Too long' })).status).toBe(200);
    expect(issuesOf(await content.reject(id, { reason: 'a'.repeat(501) }))).toEqual(['400 VALIDATION_ERROR reason']);
    expect(issuesOf(await content.approve(id, { force: true }))).toEqual(['400 VALIDATION_ERROR force']);
  });

  it('approves only what keeps every rule', async () => {
    const id = await content.write(['TWITTER', 'INSTAGRAM']);
    expect((await content.edit(id, 'INSTAGRAM', { mediaUrls: [] })).status).toBe(200);
    await content.prisma.contentVariation.updateMany({
      where: { contentItemId: id, platform: 'TWITTER' },
      data: { content: 'a'.repeat(300) },
    });
    const refused = await content.approve(id);
    expect(errorOf(refused)).toBe('400 VALIDATION_ERROR');
    expect(issuesOf(refused)).toEqual([
      '400 VALIDATION_ERROR variations.0.content',
      '400 VALIDATION_ERROR variations.1.mediaUrls',
    ]);
    expect(await content.read(id)).toMatchObject({ status: 'DRAFT' });
    await content.edit(id, 'INSTAGRAM', { mediaUrls: [IMAGE] });
    await content.edit(id, 'TWITTER', { content: 'Short' });
    expect((await content.approve(id)).status).toBe(200);
  });

  it('is over once something is out', async () => {
    const id = await content.write(['TWITTER'], { status: 'PUBLISHED' });
    for (const verb of ['approve', 'reject'] as const) {
      const answer = await content[verb](id);
      expect([errorOf(answer), answer.body.details]).toEqual(['409 CONFLICT', { status: 'PUBLISHED' }]);
    }
  });

  it('at the same time as an edit approves no text that it did not see', async () => {
    const id = await content.write(['INSTAGRAM', 'LINKEDIN']);
    for (let round = 0; round < 10; round++) {
      await content.edit(id, 'INSTAGRAM', { mediaUrls: [IMAGE] });
      const { id: variationId } = await content.variation(id, 'INSTAGRAM');
      const path = `/api/content/${id}/variations/${variationId}`;
      const [edited, ...approved] = await Promise.all([
        own.ask(path, { method: 'PATCH', body: { mediaUrls: [] } }),
        content.approve(id),
        content.approve(id),
      ]);
      expect(edited).toMatchObject({ status: 200, body: { status: 'DRAFT' } });
      for (const answer of approved) {
        const said = answer.status === 200 ? `200 ${String(answer.body.status)}` : errorOf(answer);
        expect(['200 APPROVED', '400 VALIDATION_ERROR']).toContain(said);
      }
      expect(await content.read(id)).toMatchObject({ status: 'DRAFT', variations: [{}, { mediaUrls: [] }] });
    }
  });
});

describe('deleting', () => {
  it('removes the texts and what the ledger says', async () => {
    const id = await content.write();
    const { id: variationId } = await content.variation(id, 'TWITTER');
    await content.publication(id, 'CONFIRMED');
    const answer = await content.delete(id);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(errorOf(await own.ask(`/api/content/${id}`))).toBe('404 NOT_FOUND');
    expect(errorOf(await content.delete(id))).toBe('404 NOT_FOUND');
    expect(await content.prisma.contentVariation.count({ where: { contentItemId: id } })).toBe(0);
    expect(await content.prisma.publication.count({ where: { variationId } })).toBe(0);
  });

  it.each(['PENDING', 'SENT'] as const)(
    'waits while the job of a publication that is %s has not ended',
    async (status) => {
      const id = await content.write();
      const jobId = await own.create();
      await content.publication(id, status, { jobId });
      expect(errorOf(await content.delete(id))).toBe('409 CONFLICT');
      expect(await content.read(id)).toMatchObject({ id });
      await own.ask(`/api/jobs/${jobId}`, { method: 'DELETE' });
      expect((await content.delete(id)).status).toBe(204);
    },
  );

  it('and changing by more at once than there are connections goes on', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => content.write(['TWITTER'])));
    const approved = await Promise.all(ids.map((id) => content.approve(id)));
    expect(new Set(approved.map(({ status }) => status))).toEqual(new Set([200]));
    const deleted = await Promise.all(ids.map((id) => content.delete(id)));
    expect(new Set(deleted.map(({ status }) => status))).toEqual(new Set([204]));
  });
});
