import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

let api: TestApi;
let own: TestOrganization;

beforeAll(async () => {
  api = await startTestApi();
  own = await openOrganization(api);
});
afterAll(() => api.close());

/** The text of a body, `edit` applied to one that would be accepted. */
const bodyWith = (edit: (body: { payload: Record<string, unknown> } & Record<string, unknown>) => void): string => {
  const body = { type: 'GENERATE_CONTENT', payload: { ...own.payload } };
  edit(body);
  return JSON.stringify(body);
};
const post = (body: string, request: Ask = {}) => own.ask('/api/jobs', { body, ...request });
const around = (fields: object) => bodyWith((body) => Object.assign(body, fields));
const within = (fields: object) => bodyWith(({ payload }) => Object.assign(payload, fields));
const insertInto = (place: 'body' | 'payload', text: string) =>
  place === 'body' ? around({}).replace('{', `{${text},`) : around({}).replace('"payload":{', `"payload":{${text},`);

describe('what is wrong around the payload is VALIDATION_ERROR', () => {
  const nextYear = new Date(Date.now() + 367 * 24 * 3_600_000).toISOString();

  it.each<[string, () => string, string]>([
    ['an unknown field', () => around({ colour: 'blue' }), 'colour'],
    ['an unknown type', () => around({ type: 'MAKE_COFFEE' }), 'type'],
    ['a type of every object', () => around({ type: 'constructor' }), 'type'],
    ['no type', () => around({ type: undefined }), 'type'],
    ['a type that is a number', () => around({ type: 1 }), 'type'],
    ['no payload', () => around({ payload: undefined }), 'payload'],
    ['a payload that is null', () => around({ payload: null }), 'payload'],
    ['a payload that is an array', () => around({ payload: [] }), 'payload'],
    ['a payload that is text', () => around({ payload: 'tea' }), 'payload'],
    ['a brandId that is a number', () => around({ brandId: 1 }), 'brandId'],
    ['a brandId that is null', () => around({ brandId: null }), 'brandId'],
    ['another brandId than in the payload', () => around({ brandId: 'another' }), 'brandId'],
    ['a priority by number', () => around({ priority: 1 }), 'priority'],
    ['an unknown priority', () => around({ priority: 'URGENT' }), 'priority'],
    ['a dryRun that is text', () => around({ dryRun: 'true' }), 'dryRun'],
    ['a dryRun that is null', () => around({ dryRun: null }), 'dryRun'],
    ['NUL', () => around({ brandId: 'a\0' }), 'brandId'],
    ['half a character', () => around({ brandId: 'a\ud800' }), 'brandId'],
    ['__proto__', () => insertInto('body', '"__proto__":{"dryRun":true}'), '__proto__'],
    ['constructor', () => insertInto('body', '"constructor":{"prototype":{}}'), 'constructor'],
    [
      'prototype keys below an unknown field',
      () => around({ job: { payload: { constructor: 1 } } }),
      'job.payload.constructor',
    ],
    ['the 30th of February', () => around({ runAt: '2026-02-30T00:00:00Z' }), 'runAt'],
    ['a runAt without a zone', () => around({ runAt: '2026-12-01T00:00:00' }), 'runAt'],
    ['a runAt that is a day', () => around({ runAt: '2026-12-01' }), 'runAt'],
    ['a runAt that is a number', () => around({ runAt: 1_900_000_000_000 }), 'runAt'],
    ['a runAt in words', () => around({ runAt: 'tomorrow' }), 'runAt'],
    ['a runAt that is null', () => around({ runAt: null }), 'runAt'],
    ['the year 275760', () => around({ runAt: '+275760-09-13T00:00:00.000Z' }), 'runAt'],
    ['the year 9999', () => around({ runAt: '9999-12-31T23:59:59Z' }), 'runAt'],
    ['a runAt over a year ahead', () => around({ runAt: nextYear }), 'runAt'],
  ])('%s', async (_name, body, path) => {
    expect(issuesOf(await post(body()))[0]).toBe(`400 VALIDATION_ERROR ${path}`);
  });

  it.each<[string, () => string]>([
    ['malformed JSON', () => around({}).slice(0, -1)],
    ['an array', () => `[${around({})}]`],
    ['text', () => '"job"'],
    ['deep nesting', () => within({ tone: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown })],
    ['very deep nesting', () => `{"payload":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s', async (_name, body) => {
    expect(errorOf(await post(body()))).toBe('400 VALIDATION_ERROR');
  });

  it('a megabyte is 413, anything but JSON 415', async () => {
    expect(errorOf(await post(within({ topic: 'x'.repeat(1_000_000) })))).toBe('413 PAYLOAD_TOO_LARGE');
    expect(errorOf(await post(around({}), { headers: { 'content-type': 'text/plain' } }))).toBe(
      '415 UNSUPPORTED_MEDIA_TYPE',
    );
    expect(errorOf(await post(around({}), { stranger: true }))).toBe('401 UNAUTHORIZED');
    expect(errorOf(await post(around({}), { organization: null }))).toBe('403 NO_ORGANIZATION');
  });
});

describe('what is wrong in the payload is INVALID_PAYLOAD, with its path there', () => {
  it.each<[string, () => string, string]>([
    ['an unknown field', () => within({ colour: 'blue' }), 'colour'],
    ['a missing field', () => within({ topic: undefined }), 'topic'],
    ['a wrong type', () => within({ topic: 1 }), 'topic'],
    ['a wrong element', () => within({ platforms: ['TWITTER', 'MYSPACE'] }), 'platforms.1'],
    ['text for an array', () => within({ platforms: 'TWITTER' }), 'platforms'],
    ['text that is too long', () => within({ topic: 'x'.repeat(501) }), 'topic'],
    [
      'a brandId that is null',
      () =>
        bodyWith((body) => Object.assign(body, { brandId: own.brandId, payload: { ...own.payload, brandId: null } })),
      'brandId',
    ],
    [
      'an optional field that is null',
      () => bodyWith((body) => Object.assign(body, { type: 'SYNC_RSS', payload: { maxItems: null } })),
      'maxItems',
    ],
    ['NUL', () => within({ topic: 'a\0' }), 'topic'],
    ['half a character', () => within({ topic: 'a\ud800' }), 'topic'],
    ['NUL in an element', () => within({ contextItemIds: ['fine', 'a\0'] }), 'contextItemIds.1'],
    ['NUL in a name', () => within({ 'a\0': 1 }), 'a\0'],
    ['NUL below a field of that name', () => within({ payload: { deep: '\0' } }), 'payload.deep'],
    ['__proto__', () => insertInto('payload', '"__proto__":{"topic":"Tea"}'), '__proto__'],
    ['constructor', () => insertInto('payload', '"constructor":{"prototype":{}}'), 'constructor'],
    ['prototype keys below', () => insertInto('payload', '"tone":{"__proto__":1}'), 'tone.__proto__'],
    ['prototype keys below a field of that name', () => within({ payload: { constructor: 1 } }), 'payload.constructor'],
    ['another organization', () => within({ organizationId: 'org_of_others' }), 'organizationId'],
    ['an organization that is a number', () => within({ organizationId: 1 }), 'organizationId'],
  ])('%s', async (_name, body, path) => {
    expect(issuesOf(await post(body()))).toContain(`400 INVALID_PAYLOAD ${path}`);
  });

  it('the own organization may be named', async () => {
    expect((await post(within({ organizationId: own.id }))).status).toBe(201);
  });

  it('leaves nothing behind', async () => {
    await post(insertInto('payload', '"__proto__":{"polluted":1}'));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const before = await api.app.get(Database).query('SELECT count(*) AS n FROM jobs');
    await post(within({ topic: 'a\0' }));
    expect(await api.app.get(Database).query('SELECT count(*) AS n FROM jobs')).toEqual(before);
  });
});
