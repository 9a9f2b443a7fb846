import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotificationKind } from '../../src/core/database/enums.js';
import { recoverJobs } from '../../src/core/queue/repository/recover-jobs.js';
import { NotificationsProducer } from '../../src/notifications/notifications.producer.js';
import { openRecord, type Record } from '../support/record.js';
import { type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';

interface Notification {
  id: string;
  kind: NotificationKind;
  sentence: string;
  jobId: string | null;
  resource: string | null;
  readAt: string | null;
  createdAt: string;
}

describe('a job that fails for good', () => {
  let record: Record;

  beforeEach(async () => {
    record = await openRecord();
  });
  afterEach(() => record.close());

  const notifications = () =>
    record.database.query(
      'SELECT id, organization_id, kind, sentence, job_id, resource, read_at FROM notifications ORDER BY created_at',
    );
  const failure = {
    outcome: 'FAILED',
    status: 'FAILED',
    result: null,
    error: 'The page is gone',
    errorCode: 'X',
  } as const;

  it('is told of once, with the work, the reason and where to retry', async () => {
    const job = await record.run('org_a');
    expect(await record.finish(job, failure)).toBe('APPLIED');
    expect(await record.finish(job, failure)).toBe('ALREADY_APPLIED');
    expect(await notifications()).toEqual([
      {
        id: expect.stringMatching(/^[a-z][a-z0-9]{24}$/) as string,
        organization_id: 'org_a',
        kind: 'JOB_FAILED',
        sentence: 'Generate content failed: The page is gone',
        job_id: job.id,
        resource: `/api/jobs/${job.id}/retry`,
        read_at: null,
      },
    ]);
  });

  it('is told of where its worker was lost once too often', async () => {
    const job = await record.run('org_a');
    await record.database.query(`UPDATE engine.unfinished SET lease_until = clock_timestamp() - interval '1 s'`);
    await recoverJobs(record.database, 'worker_a', []);
    expect(await notifications()).toMatchObject([{ kind: 'JOB_FAILED', job_id: job.id }]);
  });

  it('is the only one: no other ending is told of', async () => {
    await record.finish(await record.run());
    await record.finish(await record.run(), { outcome: 'CANCELLED', status: 'CANCELLED', result: null });
    await record.finish(await record.run(), { outcome: 'RETRIED', status: 'PENDING', runAt: { inMs: 60_000 } });
    expect(await notifications()).toEqual([]);
  });
});

describe('notifications', () => {
  let api: TestApi;
  let producer: NotificationsProducer;

  beforeAll(async () => {
    api = await startTestApi();
    producer = api.app.get(NotificationsProducer, { strict: false });
  });
  afterAll(() => api.close());

  const notify = (organizationId: string, sentence: string) =>
    producer.notify({ organizationId, kind: 'SOURCE_UNHEALTHY', sentence, resource: '/api/context-sources/s' });
  async function list(
    organization: string,
    query = '',
  ): Promise<{ notifications: Notification[]; nextCursor: string }> {
    const answer = await api.ask(`/api/notifications${query}`, { organization, role: 'member' });
    expect(answer.status).toBe(200);
    return JSON.parse(answer.text) as Awaited<ReturnType<typeof list>>;
  }
  const post = (path: string, organization: string, request: Ask = {}) =>
    api.ask(`/api/notifications/${path}`, { method: 'POST', organization, role: 'member', ...request });

  it('are listed newest first, page by page, none twice or missing', async () => {
    for (const sentence of ['one', 'two', 'three', 'four', 'five']) await notify('org_list', sentence);
    const seen: Notification[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list('org_list', `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.notifications);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ sentence }) => sentence)).size).toBe(5);
    expect(seen).toHaveLength(5);
    const times = seen.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(seen[0]).toEqual({
      id: expect.any(String) as string,
      kind: 'SOURCE_UNHEALTHY',
      sentence: expect.any(String) as string,
      jobId: null,
      resource: '/api/context-sources/s',
      readAt: null,
      createdAt: expect.any(String) as string,
    });
  });

  it('are read one by one, once', async () => {
    await notify('org_read', 'one');
    await notify('org_read', 'two');
    const [{ id }] = (await list('org_read')).notifications as [Notification];
    const read = await post(`${id}/read`, 'org_read');
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ id, readAt: expect.any(String) as string });
    expect((await post(`${id}/read`, 'org_read')).body).toEqual(read.body);
    expect((await list('org_read', '?unread=true')).notifications.map((each) => each.id)).not.toContain(id);
    expect((await list('org_read', '?unread=false')).notifications.map((each) => each.id)).toEqual([id]);
    expect((await list('org_read')).notifications).toHaveLength(2);
  });

  it('are read all at once', async () => {
    for (const sentence of ['one', 'two', 'three']) await notify('org_all', sentence);
    await notify('org_not', 'one');
    const [{ id }] = (await list('org_all')).notifications as [Notification];
    await post(`${id}/read`, 'org_all');
    expect((await post('read', 'org_all')).body).toEqual({ affected: 2 });
    expect((await list('org_all', '?unread=true')).notifications).toEqual([]);
    expect((await list('org_not', '?unread=true')).notifications).toHaveLength(1);
  });

  it('of another organization do not exist', async () => {
    await notify('org_own', 'one');
    const [{ id }] = (await list('org_own')).notifications as [Notification];
    expect(errorOf(await post(`${id}/read`, 'org_other'))).toBe('404 NOT_FOUND');
    expect((await list('org_other')).notifications).toEqual([]);
    expect((await list('org_own', '?unread=true')).notifications).toHaveLength(1);
  });

  it.each(['?unread=1', '?unread=', '?unread=true&unread=false', '?kind=JOB_FAILED'])('%s: 400', async (query) => {
    expect(errorOf(await api.ask(`/api/notifications${query}`))).toBe('400 VALIDATION_ERROR');
  });
});
