import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

let api: TestApi;
const ask: TestApi['ask'] = (...request) => api.ask(...request);
const newBrand = (fields: object, options: Ask = {}) =>
  ask('/api/brands', { body: { name: 'A brand', ...fields }, ...options });

beforeAll(async () => {
  api = await startTestApi();
});

afterAll(() => api.close());

describe('brands', () => {
  it('are created, changed, shown and removed', async () => {
    const created = await newBrand({ name: 'Bäckerei & Söhne', website: 'https://example.test', industry: 'Bread' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'Bäckerei & Söhne', slug: 'backerei-sohne', industry: 'Bread' });
    const path = `/api/brands/${created.body.id}`;
    const changed = await ask(path, { method: 'PATCH', body: { industry: null } });
    expect(changed.body).toEqual({ ...created.body, industry: null, updatedAt: changed.body.updatedAt });
    expect((await ask(path, { role: 'member' })).body).toEqual(changed.body);
    expect((await ask(path, { method: 'DELETE' })).status).toBe(204);
    expect(errorOf(await ask(path))).toBe('404 NOT_FOUND');
  });

  it('keep their slugs apart, also when they are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => newBrand({ name: 'At once' })));
    expect(made.map(({ body }) => body.slug).sort()).toEqual(
      ['at-once', ...Array.from({ length: 7 }, (_, index) => `at-once-${index + 2}`)].sort(),
    );
    expect(errorOf(await newBrand({ slug: 'at-once' }))).toBe('409 CONFLICT');
    expect(
      errorOf(await ask(`/api/brands/${made[0]?.body.id}`, { method: 'PATCH', body: { slug: made[1]?.body.slug } })),
    ).toBe('409 CONFLICT');
    expect((await newBrand({ slug: 'at-once' }, { organization: 'org_slugs' })).status).toBe(201);
  });

  it('of another organization do not exist', async () => {
    const { body } = await newBrand({});
    const stranger = { organization: 'org_2' };
    const path = `/api/brands/${body.id}`;
    for (const options of [{}, { method: 'PATCH', body: {} }, { method: 'DELETE' }]) {
      expect(errorOf(await ask(path, { ...stranger, ...options }))).toBe('404 NOT_FOUND');
    }
    expect(errorOf(await ask(`${path}/brain`, stranger))).toBe('404 NOT_FOUND');
    expect(errorOf(await ask(`${path}/brain`, { ...stranger, method: 'PUT', body: {} }))).toBe('404 NOT_FOUND');
    expect((await ask('/api/brands', stranger)).body).toEqual({ brands: [], nextCursor: null });
  });

  it('have a brain that is replaced as a whole', async () => {
    const { body } = await newBrand({});
    const path = `/api/brands/${body.id}/brain`;
    expect((await ask(path)).body).toMatchObject({ description: '', formality: 3, ctaStyle: 'soft', values: [] });
    expect((await ask(path, { method: 'PUT', body: { formality: 5, values: ['care'] } })).status).toBe(200);
    await ask(path, { method: 'PUT', body: { description: 'Bread', preferredHashtags: ['#bread', 'sourdough'] } });
    expect((await ask(path)).body).toMatchObject({ description: 'Bread', formality: 3, values: [], useEmojis: true });
    const wrong = await ask(path, {
      method: 'PUT',
      body: { values: ['care', 1], bannedHashtags: ['ok', 'not ok'], formality: 6 },
    });
    expect(errorOf(wrong)).toBe('400 VALIDATION_ERROR');
    const paths = wrong.body.details?.issues?.map((issue) => issue.path.join('.'));
    expect(new Set(paths)).toEqual(new Set(['values.1', 'bannedHashtags.1', 'formality']));
  });

  it('are listed newest first, none twice or missing while others are added', async () => {
    const organization = 'org_pages';
    const early: string[] = [];
    for (let count = 0; count < 7; count++)
      early.push(String((await newBrand({ name: `Early ${count}` }, { organization })).body.id));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: Answer = await ask(`/api/brands?limit=3${cursor ? `&cursor=${cursor}` : ''}`, { organization });
      seen.push(...(answer.body.brands ?? []).map((brand) => brand.id));
      cursor = answer.body.nextCursor ?? null;
      await newBrand({ name: 'Late' }, { organization });
    } while (cursor);
    expect(seen).toEqual(early.toReversed());
  });
});
