import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import type { Job } from '../../src/core/queue/job.js';
import { failure, issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

let api: TestApi;
let own: TestOrganization;

beforeAll(async () => {
  api = await startTestApi({ ORG_MAX_UNFINISHED_JOBS: '5', CREATE_RATE_LIMIT: '10000/60s' });
});
afterAll(() => api.close());
beforeEach(async () => {
  own = await openOrganization(api);
});

const keyed = (key: string): Ask => ({ headers: { 'idempotency-key': key } });
const list = async (query = ''): Promise<Job[]> => (await own.ask(`/api/jobs?${query}`)).body.jobs as Job[];
const fail = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const id = await own.create();
    await own.end(id, failure);
    ids.push(id);
  }
  return ids;
};

describe('a batch', () => {
  const entry = (over: object = {}) => ({ type: 'GENERATE_CONTENT', payload: own.payload, ...over });
  const batch = (jobs: unknown, request: Ask = {}) => own.ask('/api/jobs/batch', { body: { jobs }, ...request });

  it('is created as a whole, in its order', async () => {
    const priorities = ['LOW', 'HIGH', 'NORMAL'];
    const { status, body } = await batch(priorities.map((priority) => entry({ priority })));
    expect(status).toBe(201);
    expect((body.jobs as Job[]).map(({ priority }) => priority)).toEqual([10, 1, 5]);
  });

  it('is created as a whole or not at all', async () => {
    for (const [wrong, error] of [
      [entry({ payload: {} }), '400 INVALID_PAYLOAD'],
      [entry({ payload: { ...own.payload, brandId: 'nothing' } }), '404 NOT_FOUND'],
    ] as const) {
      expect(errorOf(await batch([entry(), wrong, entry()]))).toBe(error);
    }
    await own.create();
    expect(errorOf(await batch(Array.from({ length: 5 }, () => entry())))).toBe('429 TOO_MANY_JOBS');
    expect(await list()).toHaveLength(1);
  });

  it.each<[string, () => unknown[], string[]]>([
    [
      'a payload',
      () => [entry(), entry({ payload: { ...own.payload, platforms: ['TWITTER', 'X'] } })],
      ['400 INVALID_PAYLOAD 1.platforms.1'],
    ],
    ['what stands around a payload', () => [entry(), entry({ priority: 1 })], ['400 VALIDATION_ERROR 1.priority']],
    ['an unknown field', () => [entry({ nope: 1 })], ['400 VALIDATION_ERROR 0.nope']],
    ['a prototype key', () => [entry(), JSON.parse('{"__proto__":{}}')], ['400 VALIDATION_ERROR 1.__proto__']],
    ['NUL', () => [entry({ brandId: '\0' })], ['400 VALIDATION_ERROR 0.brandId']],
    ['NUL in a payload', () => [entry({ payload: { ...own.payload, topic: '\0' } })], ['400 INVALID_PAYLOAD 0.topic']],
    ['the type', () => [entry({ type: 'NOTHING' })], ['400 VALIDATION_ERROR 0.type']],
    [
      'several entries',
      () => [entry({ payload: { ...own.payload, topic: 1 } }), entry(), entry({ type: 'NOTHING' })],
      ['400 INVALID_PAYLOAD 0.topic', '400 INVALID_PAYLOAD 2.type'],
    ],
    ['an entry that is null', () => [entry(), null], ['400 VALIDATION_ERROR 1']],
    ['an entry that is text', () => [entry(), 'job'], ['400 VALIDATION_ERROR 1']],
    ['an entry that is an array', () => [entry(), [entry()]], ['400 VALIDATION_ERROR 1']],
  ])('names the entry where %s does not fit', async (_name, jobs, issues) => {
    expect([...new Set(issuesOf(await batch(jobs())))]).toEqual(issues);
  });

  it.each<[string, () => unknown]>([
    ['none', () => []],
    ['more than the cap', () => Array.from({ length: 6 }, () => entry())],
    ['more than 100', () => Array.from({ length: 101 }, () => entry())],
    ['no array', () => entry()],
    ['null', () => null],
  ])('of %s is refused', async (_name, jobs) => {
    expect(issuesOf(await batch(jobs()))[0]).toBe('400 VALIDATION_ERROR jobs');
  });

  it('takes a key', async () => {
    const first = await batch([entry(), entry()], keyed('batch'));
    const second = await batch([entry(), entry()], keyed('batch'));
    expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([201, 200, 'true']);
    expect(second.text).toBe(first.text);
    expect(await list()).toHaveLength(2);
  });
});

describe('cancelling and retrying many', () => {
  it.each(['/api/jobs/cancel', '/api/jobs/retry'])(
    '%s is for admins and refuses what it does not know',
    async (path) => {
      expect(errorOf(await own.ask(path, { body: {}, role: 'member' }))).toBe('403 FORBIDDEN');
      for (const [body, field] of [
        [{ colour: 'blue' }, 'colour'],
        [{ status: 'DONE' }, 'status.0'],
        [{ status: null }, 'status.0'],
        [{ type: ['NOTHING'] }, 'type.0'],
        [{ brandId: 1 }, 'brandId'],
        [{ createdBefore: '2026-02-30T00:00:00Z' }, 'createdBefore'],
        [{ createdBefore: '2026-02-03' }, 'createdBefore'],
        [{ limit: 5 }, 'limit'],
      ] as const) {
        expect(issuesOf(await own.ask(path, { body }))[0]).toBe(`400 VALIDATION_ERROR ${field}`);
      }
      const early = await own.ask(path, { body: { createdBefore: '0001-01-01T00:00:00Z' } });
      expect([early.status, early.body]).toEqual([200, { affected: 0 }]);
    },
  );
});

describe('cancelling many', () => {
  const cancel = (body: object = {}) => own.ask('/api/jobs/cancel', { body });

  it('ends what waits, asks for an end of what runs, and leaves the rest', async () => {
    const [ended, running, waiting] = [await own.create(), await own.create(), await own.create()];
    const later = await own.create({ runAt: new Date(Date.now() + 3_600_000) });
    await own.end(ended!);
    await own.start(running!);
    const stranger = await openOrganization(api);
    const theirs = await stranger.create();

    const { status, body } = await cancel();
    expect([status, body]).toEqual([200, { affected: 3 }]);
    expect(await own.read(ended!)).toMatchObject({ status: 'COMPLETED', cancelRequestedAt: null });
    expect(await own.read(running!)).toMatchObject({ status: 'RUNNING', cancelRequestedAt: expect.any(String) });
    for (const id of [waiting!, later]) expect(await own.read(id)).toMatchObject({ status: 'CANCELLED' });
    expect(await stranger.read(theirs)).toMatchObject({ status: 'PENDING' });
    expect((await cancel()).body).toEqual({ affected: 0 });
  });

  it('goes by status, type, brand and time', async () => {
    const other = await own.ask('/api/brands', { body: { name: 'Another' } });
    const running = await own.create();
    await own.start(running);
    const waiting = await own.create();
    const elsewhere = await own.create({ payload: { ...own.payload, brandId: other.body.id } });
    expect((await cancel({ status: 'FAILED' })).body).toEqual({ affected: 0 });
    expect((await cancel({ brandId: other.body.id })).body).toEqual({ affected: 1 });
    expect(await own.read(elsewhere)).toMatchObject({ status: 'CANCELLED' });
    const { createdAt } = await own.read(waiting);
    expect((await cancel({ status: ['PENDING'], type: 'GENERATE_CONTENT', createdBefore: createdAt })).body).toEqual({
      affected: 0,
    });
    expect((await cancel({ status: ['PENDING'] })).body).toEqual({ affected: 1 });
    expect((await cancel({ status: 'RUNNING' })).body).toEqual({ affected: 1 });
  });

  it('ends at a thousand, and goes on with the rest', async () => {
    const database = api.app.get(Database);
    const id = await own.create({ runAt: new Date(Date.now() + 24 * 3_600_000) });
    await database.query(
      `WITH job AS (INSERT INTO jobs (id, organization_id, type, queue, payload, priority, max_attempts, run_at, created_at, updated_at)
         SELECT id || '-' || n, organization_id, type, queue, payload, priority, max_attempts, run_at, created_at, updated_at
         FROM jobs, generate_series(1, 1004) n WHERE id = $1 RETURNING id, queue, organization_id, run_at)
       INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, slot)
       SELECT id, queue, organization_id, 'l', run_at, run_at, 'a' FROM job`,
      [id],
    );
    expect((await cancel()).body).toEqual({ affected: 1000 });
    expect((await cancel()).body).toEqual({ affected: 5 });
    expect(await list('status=PENDING')).toEqual([]);
  });
});

describe('retrying many', () => {
  const retry = (body: object = {}, request: Ask = {}) => own.ask('/api/jobs/retry', { body, ...request });

  it('runs what failed or was cancelled again, once', async () => {
    const [failed] = await fail(1);
    const cancelled = await own.create();
    await own.ask(`/api/jobs/${cancelled}`, { method: 'DELETE' });
    const completed = await own.create();
    await own.end(completed);
    const { status, body } = await retry();
    expect([status, body]).toEqual([200, { affected: 2 }]);
    expect((await list('status=PENDING')).map(({ retryOf }) => retryOf).sort()).toEqual([failed, cancelled].sort());
    expect((await retry()).body).toEqual({ affected: 0 });
    expect((await retry({ status: 'PENDING' })).body).toEqual({ affected: 0 });
  });

  it('runs each once, however many ask', async () => {
    await fail(4);
    const answers = await Promise.all(Array.from({ length: 8 }, () => retry()));
    expect(answers.map(({ body }) => Number(body.affected)).reduce((sum, affected) => sum + affected)).toBe(4);
    expect(new Set((await list('status=PENDING')).map(({ retryOf }) => retryOf)).size).toBe(4);
  });

  it('stops at the cap, and goes on when there is room', async () => {
    await fail(7);
    await own.create();
    expect((await retry()).body).toEqual({ affected: 4 });
    expect((await retry()).body).toEqual({ affected: 0 });
    for (const { id } of await list('status=PENDING')) await own.end(id);
    expect((await retry()).body).toEqual({ affected: 3 });
  });

  it('leaves out what could not be created today', async () => {
    const [fits, old, orphan] = await fail(3);
    const database = api.app.get(Database);
    await database.query(`UPDATE jobs SET payload = '{"old":1}' WHERE id = $1`, [old]);
    await database.query(`UPDATE jobs SET payload = jsonb_set(payload, '{contextItemIds}', '["gone"]') WHERE id = $1`, [
      orphan,
    ]);
    expect((await retry()).body).toEqual({ affected: 1 });
    expect((await list('status=PENDING')).map(({ retryOf }) => retryOf)).toEqual([fits]);
  });

  it('gives a key the same answer again, also where it was nothing', async () => {
    expect((await retry({}, keyed('nothing'))).body).toEqual({ affected: 0 });
    await fail(2);
    const again = await retry({}, keyed('nothing'));
    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([{ affected: 0 }, 'true']);
    const answers = await Promise.all(Array.from({ length: 5 }, () => retry({}, keyed('both'))));
    expect(answers.map(({ status, body }) => [status, body.affected])).toEqual(
      Array.from({ length: 5 }, () => [200, 2]),
    );
    expect(answers.filter(({ headers }) => headers.has('idempotent-replayed'))).toHaveLength(4);
    expect(errorOf(await retry({ status: 'FAILED' }, keyed('both')))).toBe('422 IDEMPOTENCY_KEY_REUSED');
  });
});
