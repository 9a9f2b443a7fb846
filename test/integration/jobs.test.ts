import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import type { Job } from '../../src/core/queue/job.js';
import { failure, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { type Answer, type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

let api: TestApi;
let own: TestOrganization;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  own = await openOrganization(api);
});

const keyed = (key: string): Ask => ({ headers: { 'idempotency-key': key } });
const jobsOf = ({ body }: Answer) => body.jobs as Job[];

describe('creating a job', () => {
  it('answers 201 and the job, as a look at it does', async () => {
    const { status, body } = await own.post({ priority: 'HIGH', dryRun: true });
    expect(status).toBe(201);
    const { id: organizationId, brandId, payload } = own;
    expect(body).toEqual({
      id: expect.any(String) as string,
      type: 'GENERATE_CONTENT',
      queue: 'content-generation',
      brandId,
      organizationId,
      payload,
      status: 'PENDING',
      priority: 1,
      attempts: 0,
      maxAttempts: 4,
      runAt: expect.any(String) as string,
      startedAt: null,
      completedAt: null,
      progress: 0,
      progressMessage: null,
      result: null,
      error: null,
      errorCode: null,
      retryOf: null,
      scheduleId: null,
      dryRun: true,
      cancelRequestedAt: null,
      acknowledgedAt: null,
      createdBy: expect.stringMatching(/^user_/) as string,
      createdAt: body.runAt,
      updatedAt: body.runAt,
    });
    expect(await own.read(body.id!)).toEqual({ ...body, attemptHistory: [] });
  });

  it('takes the brand from either place', async () => {
    const { brandId, ...rest } = own.payload;
    const { body } = await own.post({ brandId, payload: rest });
    expect(body).toMatchObject({ brandId, payload: { ...rest, brandId } });
    expect((await own.post({ brandId })).status).toBe(201);
  });

  it('plans it, in any zone; a time that is past means now', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    expect((await own.post({ runAt: inAnHour })).body.runAt).toBe(inAnHour.toISOString());
    for (const runAt of ['2001-01-01T00:00:00+14:00', '0000-01-01T00:00:00Z']) {
      const { status, body } = await own.post({ runAt });
      expect([status, body.runAt]).toEqual([201, body.createdAt]);
    }
  });

  it('answers 404 for what a payload names and the organization has not', async () => {
    const stranger = await openOrganization(api);
    const { payload } = own;
    for (const [over, resource] of [
      [{ payload: { ...payload, brandId: stranger.brandId } }, 'brand'],
      [{ payload: { ...payload, contextItemIds: ['nothing'] } }, 'contextItem'],
    ] as const) {
      const answer = await own.post(over);
      expect(errorOf(answer)).toBe('404 NOT_FOUND');
      expect(answer.body.details).toEqual({ resource });
    }
  });

  it('answers 429 in the words of the contract at the cap, and creates again when a job has ended', async () => {
    const { payload } = own;
    const jobs = Array.from({ length: 50 }, () => ({ type: 'GENERATE_CONTENT', payload }));
    const made = await own.ask('/api/jobs/batch', { body: { jobs } });
    const refused = await own.post();
    expect(errorOf(refused)).toBe('429 TOO_MANY_JOBS');
    expect(refused.body.error).toBe('Too many pending jobs for this organization');
    expect(refused.body.details).toEqual({ limit: 50, unfinished: 50 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await own.ask(`/api/jobs/${jobsOf(made)[0]!.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await own.post()).status).toBe(201);
  });
});

describe('an Idempotency-Key', () => {
  it('gets the same answer, to the byte, also after the job has ended', async () => {
    const first = await own.post({}, keyed('once'));
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
    for (const happens of [async () => undefined, () => own.end(first.body.id!)]) {
      await happens();
      const again = await own.post({}, keyed('once'));
      expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
      expect(again.text).toBe(first.text);
    }
  });

  it('makes one job of many requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => own.post({}, keyed('at once'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('is refused with another body or route, and is another one in another organization', async () => {
    await own.post({}, keyed('mine'));
    expect(errorOf(await own.post({ priority: 'LOW' }, keyed('mine')))).toBe('422 IDEMPOTENCY_KEY_REUSED');
    const body = { jobs: [{ type: 'GENERATE_CONTENT', payload: own.payload }] };
    const batch = await own.ask('/api/jobs/batch', { body, ...keyed('mine') });
    expect(errorOf(batch)).toBe('422 IDEMPOTENCY_KEY_REUSED');
    expect((await (await openOrganization(api)).post({}, keyed('mine'))).status).toBe(201);
  });

  it.each(['', ' ', 'x'.repeat(201), 'ä'])('"%s" is not one', async (key) => {
    expect(errorOf(await own.post({}, keyed(key)))).toBe('400 VALIDATION_ERROR');
  });
});

describe('the order of checks', () => {
  let low: TestApi;
  let poor: TestOrganization;

  beforeAll(async () => {
    low = await startTestApi({ CREATE_RATE_LIMIT: '3/60s', ORG_MAX_UNFINISHED_JOBS: '2' });
  });
  afterAll(() => low.close());
  beforeEach(async () => {
    poor = await openOrganization(low);
  });

  const spend = async () => {
    for (let count = 0; count < 3; count += 1) await poor.post();
  };

  it('is shape, throttle, key, ids, state, cap', async () => {
    const ended = await poor.create();
    const waiting = await poor.post({}, keyed('known'));
    expect(errorOf(await poor.post())).toBe('429 TOO_MANY_JOBS');
    const steps: [string, () => Promise<Answer>][] = [
      ['400 INVALID_PAYLOAD', () => poor.post({ payload: {} }, keyed('known'))],
      ['429 RATE_LIMITED', () => poor.post({}, keyed('known'))],
      ['429 RATE_LIMITED', () => poor.ask('/api/jobs/nothing/retry', { method: 'POST' })],
    ];
    for (const [error, request] of steps) expect(errorOf(await request())).toBe(error);

    const other = { user: 'user_other' };
    const nowhere = { payload: { ...poor.payload, brandId: 'nothing' } };
    expect(errorOf(await poor.post(nowhere, { ...other, ...keyed('known') }))).toBe('422 IDEMPOTENCY_KEY_REUSED');
    expect(errorOf(await poor.post(nowhere, other))).toBe('404 NOT_FOUND');
    const retry = await poor.ask(`/api/jobs/${waiting.body.id}/retry`, { method: 'POST', ...other });
    expect(errorOf(retry)).toBe('409 JOB_NOT_RETRYABLE');
    await poor.end(ended, failure);
    await poor.post({}, { user: 'user_third' });
    const capped = await poor.ask(`/api/jobs/${ended}/retry`, { method: 'POST', user: 'user_third' });
    expect(errorOf(capped)).toBe('429 TOO_MANY_JOBS');
  });

  it('counts those that were refused, and says how long to wait', async () => {
    await spend();
    const answer = await poor.post();
    expect(errorOf(answer)).toBe('429 RATE_LIMITED');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('counts each job of a batch', async () => {
    const jobs = [0, 1].map(() => ({ type: 'GENERATE_CONTENT', payload: poor.payload }));
    expect((await poor.ask('/api/jobs/batch', { body: { jobs } })).status).toBe(201);
    expect(errorOf(await poor.ask('/api/jobs/batch', { body: { jobs } }))).toBe('429 RATE_LIMITED');
  });
});

describe('a list of jobs', () => {
  it('has filters that may repeat, and counts what matches', async () => {
    const [pending, completed, failed] = [await own.create(), await own.create(), await own.create()];
    await own.end(completed!);
    await own.end(failed!, failure);
    const list = async (query: string) => {
      const { body } = await own.ask(`/api/jobs?${query}`);
      return { ids: (body.jobs as Job[]).map(({ id }) => id), total: body.totalCount };
    };
    expect(await list('')).toEqual({ ids: [failed, completed, pending], total: 3 });
    expect(await list('status=FAILED')).toEqual({ ids: [failed], total: 1 });
    expect(await list('status=PENDING&status=RUNNING')).toEqual({ ids: [pending], total: 1 });
    expect(await list('status=PENDING&status=COMPLETED')).toEqual({ ids: [completed, pending], total: 2 });
    expect(await list(`type=GENERATE_CONTENT&brandId=${own.brandId}&limit=1`)).toEqual({ ids: [failed], total: 3 });
    expect(await list('brandId=another')).toEqual({ ids: [], total: 0 });
  });

  it.each(['status=', 'status=DONE', 'type=NOTHING', 'brandId=a&brandId=b', 'brandId=', 'status[]=FAILED', 'cursor=x'])(
    'refuses ?%s',
    async (query) => {
      expect(errorOf(await own.ask(`/api/jobs?${query}`))).toBe('400 VALIDATION_ERROR');
    },
  );

  it('shows none twice or missing while jobs are added', async () => {
    const early: string[] = [];
    for (let count = 0; count < 5; count += 1) early.push(await own.create());
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await own.ask(`/api/jobs?limit=2${cursor}`);
      seen.push(...(body.jobs as Job[]).map(({ id }) => id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
      await own.create();
    } while (cursor);
    expect(seen).toEqual(early.toReversed());
  });
});

describe('a job', () => {
  it('of another organization does not exist', async () => {
    const id = await own.create();
    await own.end(id, failure);
    const stranger = await openOrganization(api);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/why'],
      ['POST', '/retry'],
      ['POST', '/acknowledge'],
    ]) {
      const theirs = await stranger.ask(`/api/jobs/${id}${path}`, { method: method! });
      const nobodys = await stranger.ask(`/api/jobs/nothing${path}`, { method: method! });
      expect(errorOf(theirs)).toBe('404 NOT_FOUND');
      expect({ ...theirs.body, requestId: '' }).toEqual({ ...nobodys.body, requestId: '' });
    }
    expect(jobsOf(await stranger.ask('/api/jobs'))).toEqual([]);
  });

  it('shows its runs, the one under way too', async () => {
    const id = await own.create();
    await own.end(id, { outcome: 'RETRIED', status: 'PENDING', runAt: { inMs: 0 }, error: 'once', errorCode: 'X' });
    await own.start(id, 'worker_b');
    expect(await own.read(id)).toMatchObject({
      status: 'RUNNING',
      attempts: 2,
      attemptHistory: [
        { number: 1, workerId: 'worker_a', outcome: 'RETRIED', error: 'once', errorCode: 'X' },
        { number: 2, workerId: 'worker_b', outcome: 'RUNNING', finishedAt: null, durationMs: null },
      ],
    });
  });
});

describe('cancelling', () => {
  const cancel = (id: string) => own.ask(`/api/jobs/${id}`, { method: 'DELETE' });

  it('ends a job that waits, once', async () => {
    const id = await own.create();
    const { status, body } = await cancel(id);
    expect([status, body.status]).toEqual([200, 'CANCELLED']);
    expect(body.completedAt).not.toBeNull();
    const again = await cancel(id);
    expect(errorOf(again)).toBe('409 JOB_NOT_CANCELLABLE');
    expect(again.body.details).toEqual({ status: 'CANCELLED' });
  });

  it('asks the worker of one that runs, as often as one likes', async () => {
    const id = await own.create();
    await own.start(id);
    const { body } = await cancel(id);
    expect(body).toMatchObject({ status: 'RUNNING', completedAt: null, cancelRequestedAt: expect.any(String) });
    expect((await cancel(id)).body.cancelRequestedAt).toBe(body.cancelRequestedAt);
  });
});

describe('retrying', () => {
  const retry = (id: string, request: Ask = {}) => own.ask(`/api/jobs/${id}/retry`, { method: 'POST', ...request });

  it.each([
    ['FAILED', failure],
    ['CANCELLED', { outcome: 'CANCELLED', status: 'CANCELLED', result: null }],
  ] as const)('makes a new job of one that was %s', async (_status, end) => {
    const id = await own.create({ priority: 'LOW', dryRun: true });
    await own.end(id, end);
    const before = await own.read(id);
    const { status, body } = await retry(id);
    expect(status).toBe(201);
    const { payload, brandId } = own;
    expect(body).toMatchObject({
      retryOf: id,
      status: 'PENDING',
      attempts: 0,
      priority: 10,
      dryRun: true,
      payload,
      brandId,
    });
    expect(body.runAt).toBe(body.createdAt);
    expect(await own.read(id)).toEqual(before);
  });

  it('takes a key', async () => {
    const id = await own.create();
    await own.end(id, failure);
    const first = await retry(id, keyed('again'));
    const second = await retry(id, keyed('again'));
    expect([second.status, second.text]).toEqual([200, first.text]);
  });

  it('refuses any other state', async () => {
    const id = await own.create();
    const states: [string, () => Promise<unknown>][] = [
      ['PENDING', async () => undefined],
      ['RUNNING', () => own.start(id)],
      ['COMPLETED', () => own.end(id)],
    ];
    for (const [status, reach] of states) {
      await reach();
      const answer = await retry(id);
      expect(errorOf(answer)).toBe('409 JOB_NOT_RETRYABLE');
      expect(answer.body.details).toEqual({ status });
    }
  });

  it('refuses a payload that no longer fits', async () => {
    const id = await own.create();
    await own.end(id, failure);
    await api.app.get(Database).query(`UPDATE jobs SET payload = '{"old":1}' WHERE id = $1`, [id]);
    expect(errorOf(await retry(id))).toBe('400 INVALID_PAYLOAD');
  });
});

describe('acknowledging', () => {
  const acknowledge = (id: string) => own.ask(`/api/jobs/${id}/acknowledge`, { method: 'POST' });

  it('marks a failed job, once', async () => {
    const id = await own.create();
    await own.end(id, failure);
    const { status, body } = await acknowledge(id);
    expect([status, body.status]).toEqual([200, 'FAILED']);
    expect(body.acknowledgedAt).toEqual(expect.any(String));
    expect((await acknowledge(id)).body).toEqual(body);
  });

  it('refuses any other state', async () => {
    const id = await own.create();
    const pending = await acknowledge(id);
    expect(errorOf(pending)).toBe('409 CONFLICT');
    expect(pending.body.details).toEqual({ status: 'PENDING' });
    await own.end(id);
    expect((await acknowledge(id)).body.details).toEqual({ status: 'COMPLETED' });
  });
});
