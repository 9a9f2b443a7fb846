import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ContentGenerationRepository } from '../../src/content-generation/content-generation.repository.js';
import { GeneratedImagesRepository } from '../../src/content-generation/generated-images.repository.js';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { applyMigrations } from '../../src/core/database/migrator.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { finishJobs } from '../../src/core/queue/repository/finish-jobs.js';
import { setPaused } from '../../src/core/queue/repository/pause-queue.js';
import { recoverJobs } from '../../src/core/queue/repository/recover-jobs.js';
import { removeOldDays, removeOldJobs } from '../../src/core/queue/repository/remove-old.js';
import { scheduleJobs } from '../../src/core/queue/repository/schedule-jobs.js';
import { startJobs } from '../../src/core/queue/repository/start-jobs.js';
import type { Dashboard } from '../../src/dashboard/dashboard.dto.js';
import { DashboardRepository } from '../../src/dashboard/dashboard.repository.js';
import { endOf, newJob, QUEUE } from '../support/record.js';
import { errorOf, startTestApi, type TestApi } from '../support/test-api.js';
import { createTestDatabase } from '../support/test-database.js';
import { failure, openOrganization, type TestOrganization } from '../support/test-organization.js';

let api: TestApi;
let database: Database;
let prisma: PrismaService;
let own: TestOrganization;

beforeAll(async () => {
  api = await startTestApi({ CREATE_RATE_LIMIT: '10000/60s' });
  database = api.app.get(Database);
  prisma = api.app.get(PrismaService);
});
afterAll(() => api.close());
beforeEach(async () => {
  own = await openOrganization(api);
});

async function read(organization = own): Promise<Dashboard> {
  const { status, body } = await organization.ask('/api/dashboard', { role: 'member' });
  expect(status).toBe(200);
  return body as unknown as Dashboard;
}
const jobs = async () => (await read()).jobs;
const none = { pending: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
const ahead = () => ({ runAt: new Date(Date.now() + 86_400_000).toISOString() });
const worker = { id: 'worker_a', speed: {} };
const fail = async (): Promise<string> => {
  const id = await own.create();
  await own.end(id, failure);
  return id;
};
/** POSTs; answers the status. */
const post = async (path: string, body: object = {}): Promise<number> => (await own.ask(path, { body })).status;

describe('the dashboard', () => {
  it('of an organization that did nothing yet is zeros', async () => {
    const queue = (name: string) => ({ name, waiting: 0, active: 0, delayed: 0, oldestDueAt: null, paused: false });
    expect(await read()).toEqual({
      jobs: none,
      queues: [queue('analytics-sync'), queue('content-generation'), queue('context-scraping')],
      sources: { active: 0, unhealthy: 0 },
      accounts: { connected: 0, needsReauth: 0 },
      notifications: { unread: 0 },
      usage: { tokens: 0, costMicroUsd: 0, budgetMicroUsd: null },
    });
  });

  it('needs a session', async () => {
    expect(errorOf(await api.ask('/api/dashboard', { stranger: true }))).toBe('401 UNAUTHORIZED');
  });

  it('counts what is unfinished, by queue, and whether the queue is paused', async () => {
    const oldest = await own.create();
    await own.create(ahead());
    await own.start(await own.create());
    await setPaused(database, QUEUE, true);
    const { runAt } = (await own.ask(`/api/jobs/${oldest}`)).body;
    const { jobs: counted, queues } = await read();
    await setPaused(database, QUEUE, false);
    expect(counted).toEqual({ ...none, pending: 2, running: 1 });
    expect(queues.filter(({ waiting, active, delayed, paused }) => waiting || active || delayed || paused)).toEqual([
      { name: QUEUE, waiting: 1, active: 1, delayed: 1, oldestDueAt: runAt, paused: true },
    ]);
  });

  it('counts what completed once, and a retried attempt as pending', async () => {
    const id = await own.create();
    const { token } = await own.start(id);
    const end = endOf({ id, token });
    expect(await finishJobs(database, [end], worker)).toEqual(['APPLIED']);
    expect(await finishJobs(database, [end], worker)).toEqual(['ALREADY_APPLIED']);
    await own.end(await own.create(), {
      outcome: 'RETRIED',
      status: 'PENDING',
      runAt: { inMs: 60_000 },
      result: null,
    });
    expect(await jobs()).toEqual({ ...none, completed: 1, pending: 1 });
  });

  it('shows nothing of another organization', async () => {
    const other = await openOrganization(api);
    await own.end(await own.create());
    await fail();
    await own.create();
    expect(await read(other)).toMatchObject({ jobs: none, notifications: { unread: 0 } });
  });

  it('shows nothing of the system’s own jobs', async () => {
    const system = () => ({ ...newJob({ type: 'DELIVER_WEBHOOK', createdBy: null }), organizationId: own.id });
    const rows = [system(), system(), system()].map((row) => ({ ...row, system: true }));
    await scheduleJobs(database, rows);
    const [completed, failed, waiting] = rows;
    await own.end(completed!.id);
    await own.end(failed!.id, failure);
    expect(await read()).toMatchObject({ jobs: none, notifications: { unread: 0 } });
    await own.start(waiting!.id);
    expect(await jobs()).toEqual(none);
  });
});

describe('failed', () => {
  it('counts until it is acknowledged, once', async () => {
    const id = await fail();
    await fail();
    expect(await jobs()).toEqual({ ...none, failed: 2 });
    expect(await post(`/api/jobs/${id}/acknowledge`)).toBe(200);
    expect(await post(`/api/jobs/${id}/acknowledge`)).toBe(200);
    expect(await post(`/api/jobs/${id}/retry`)).toBe(201);
    expect(await jobs()).toEqual({ ...none, failed: 1, pending: 1 });
  });

  it('counts until it is retried, and again when the retry fails', async () => {
    const id = await fail();
    const retry = await own.ask(`/api/jobs/${id}/retry`, { body: {} });
    expect(await jobs()).toEqual({ ...none, pending: 1 });
    expect(await post(`/api/jobs/${id}/acknowledge`)).toBe(200);
    await own.end(retry.body.id!, failure);
    expect(await jobs()).toEqual({ ...none, failed: 1 });
  });

  it('counts nothing of what many retry at once; a cancelled job that is retried was not counted', async () => {
    await fail();
    await fail();
    const cancelled = await own.create();
    await own.ask(`/api/jobs/${cancelled}`, { method: 'DELETE' });
    expect(await jobs()).toEqual({ ...none, failed: 2, cancelled: 1 });
    expect((await own.ask('/api/jobs/retry', { body: { status: ['FAILED', 'CANCELLED'] } })).body.affected).toBe(3);
    expect(await jobs()).toEqual({ ...none, cancelled: 1, pending: 3 });
  });

  it('is taken away once where one acknowledges and others retry at the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, fail));
    const left = await fail();
    await Promise.all(
      ids.flatMap((id) => ['acknowledge', 'retry', 'retry'].map((verb) => post(`/api/jobs/${id}/${verb}`))),
    );
    expect((await jobs()).failed).toBe(1);
    await post(`/api/jobs/${left}/acknowledge`);
    expect((await jobs()).failed).toBe(0);
  });

  it('counts a job whose worker was lost once too often', async () => {
    const id = await own.create();
    await own.start(id);
    await expireLease(id);
    await recoverJobs(database, 'worker_a', []);
    expect(await jobs()).toEqual({ ...none, failed: 1 });
  });

  it('goes with the job, and so does what is unread of it', async () => {
    const id = await fail();
    const seen = await fail();
    await post(`/api/jobs/${seen}/acknowledge`);
    await fail();
    await database.query(`UPDATE jobs SET completed_at = now() - interval '91 days' WHERE id = ANY ($1)`, [[id, seen]]);
    expect(await read()).toMatchObject({ jobs: { failed: 2 }, notifications: { unread: 3 } });
    expect(await removeOldJobs(database, 90, 100)).toBe(2);
    expect(await read()).toMatchObject({ jobs: { failed: 1 }, notifications: { unread: 1 } });
  });
});

describe('cancelled', () => {
  it('counts one, and each of many', async () => {
    const id = await own.create();
    for (let made = 0; made < 3; made += 1) await own.create(made === 0 ? ahead() : {});
    expect((await own.ask(`/api/jobs/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect(await jobs()).toEqual({ ...none, pending: 3, cancelled: 1 });
    expect((await own.ask('/api/jobs/cancel', { body: {} })).body.affected).toBe(3);
    expect(await jobs()).toEqual({ ...none, cancelled: 4 });
  });

  it('counts a running job when it ends, as what it ends as', async () => {
    const [stopped, late] = [await own.create(), await own.create()];
    const runs = [await own.start(stopped), await own.start(late)];
    await own.ask('/api/jobs/cancel', { body: {} });
    await own.ask(`/api/jobs/${late}`, { method: 'DELETE' });
    expect(await jobs()).toEqual({ ...none, running: 2 });
    const ends = [endOf(runs[0]!, { outcome: 'CANCELLED', status: 'CANCELLED', result: null }), endOf(runs[1]!)];
    await finishJobs(database, ends, worker);
    expect(await jobs()).toEqual({ ...none, cancelled: 1, completed: 1 });
  });

  it('counts a cancelled run that its worker never ended', async () => {
    const id = await own.create();
    await own.start(id);
    await own.ask(`/api/jobs/${id}`, { method: 'DELETE' });
    await expireLease(id);
    await recoverJobs(database, 'worker_a', [0]);
    expect(await jobs()).toEqual({ ...none, cancelled: 1 });
  });
});

describe('the 30 days', () => {
  it('are today and the 29 before it, and no others are kept', async () => {
    await own.end(await own.create());
    await own.ask(`/api/jobs/${await own.create()}`, { method: 'DELETE' });
    const move = (days: number) =>
      database.query('UPDATE engine.job_days SET day = day - $2::int WHERE organization_id = $1', [own.id, days]);
    await move(29);
    expect(await jobs()).toEqual({ ...none, completed: 1, cancelled: 1 });
    expect(await removeOldDays(database, 100)).toBe(0);
    await move(1);
    expect(await jobs()).toEqual(none);
    expect(await removeOldDays(database, 100)).toBeGreaterThan(0);
    expect(await database.query('SELECT FROM engine.job_days WHERE organization_id = $1', [own.id])).toEqual([]);
  });
});

describe('the counters', () => {
  it('count nothing of a transaction that was rolled back', async () => {
    const ids = [await own.create(), await own.create()];
    const runs = [await own.start(ids[0]!), await own.start(ids[1]!)];
    const ends = [endOf(runs[0]!), endOf(runs[1]!, failure)];
    const undone = database.transaction(async (sql) => {
      expect(await finishJobs(sql, ends, worker)).toEqual(['APPLIED', 'APPLIED']);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await read()).toMatchObject({ jobs: { ...none, running: 2 }, notifications: { unread: 0 } });
    await finishJobs(database, ends, worker);
    expect(await read()).toMatchObject({ jobs: { ...none, completed: 1, failed: 1 }, notifications: { unread: 1 } });
  });

  it('are exact where many write outcomes of the same organizations at once, and none waits in a circle', async () => {
    const all = [own, await openOrganization(api), await openOrganization(api)];
    const batches = 60;
    const rows = Array.from({ length: batches * 12 }, (_, index) => ({
      ...newJob(),
      organizationId: all[index % 3]!.id,
    }));
    await scheduleJobs(database, rows);
    const tokens = await database.query<{ jobId: string; token: bigint }>(
      `UPDATE engine.unfinished SET phase = 'w', token = nextval('engine.token_seq'), dispatched_at = clock_timestamp()
       WHERE job_id = ANY ($1) RETURNING job_id AS "jobId", token`,
      [rows.map(({ id }) => id)],
    );
    const runs = await startJobs(database, tokens, 'worker_a', 60_000);
    const ends = runs.map((run, index) => {
      if (index % 4 === 0) return endOf(run, failure);
      if (index % 4 === 1) return endOf(run, { outcome: 'CANCELLED', status: 'CANCELLED', result: null });
      return endOf(run);
    });
    const size = ends.length / batches;
    const answers = await Promise.all(
      Array.from({ length: batches }, (_, batch) =>
        finishJobs(database, ends.slice(batch * size, (batch + 1) * size), { id: `worker_${batch}`, speed: {} }),
      ),
    );
    expect(answers.flat().filter((answer) => answer !== 'APPLIED')).toEqual([]);
    for (const organization of all) {
      const [counted] = await database.query(
        `SELECT count(*) FILTER (WHERE status = 'COMPLETED')::int AS completed, count(*) FILTER (WHERE status = 'FAILED')::int AS failed,
           count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled FROM jobs WHERE organization_id = $1`,
        [organization.id],
      );
      const { jobs: shown, notifications } = await read(organization);
      expect(shown).toEqual({ ...none, ...counted });
      expect(shown.completed + shown.failed + shown.cancelled).toBe((batches * 12) / 3);
      expect(notifications.unread).toBe(shown.failed);
    }
  });
});

describe('unread', () => {
  it('falls as notifications are read, once each', async () => {
    await fail();
    await fail();
    await prisma.notification.createMany({
      data: [{ organizationId: own.id, kind: 'SOURCE_UNHEALTHY', sentence: 'Gone', readAt: new Date() }],
    });
    const unread = async () => (await read()).notifications.unread;
    expect(await unread()).toBe(2);
    const listed = (await own.ask('/api/notifications?unread=true')).body.notifications as { id: string }[];
    const path = `/api/notifications/${listed[0]!.id}/read`;
    expect([await post(path), await post(path)]).toEqual([200, 200]);
    expect(await unread()).toBe(1);
    await post('/api/notifications/read');
    await post('/api/notifications/read');
    expect(await unread()).toBe(0);
  });
});

describe('sources and accounts', () => {
  it('are counted by their state', async () => {
    const source = (status: 'ACTIVE' | 'UNHEALTHY' | 'PAUSED') => ({
      organizationId: own.id,
      brandId: own.brandId,
      type: 'RSS' as const,
      name: 'Feed',
      url: `https://example.com/${randomUUID()}`,
      status,
    });
    const account = (status: 'ACTIVE' | 'NEEDS_REAUTH' | 'RESTRICTED') => ({
      organizationId: own.id,
      brandId: own.brandId,
      platform: 'TWITTER' as const,
      platformId: randomUUID(),
      accessToken: 'sealed',
      status,
    });
    await prisma.contextSource.createMany({
      data: (['ACTIVE', 'ACTIVE', 'UNHEALTHY', 'PAUSED'] as const).map(source),
    });
    await prisma.socialAccount.createMany({
      data: (['ACTIVE', 'RESTRICTED', 'NEEDS_REAUTH'] as const).map(account),
    });
    expect(await read()).toMatchObject({
      sources: { active: 2, unhealthy: 1 },
      accounts: { connected: 2, needsReauth: 1 },
    });
  });
});

describe('usage', () => {
  const written = (jobId: string, tokensUsed: number | null, costMicroUsd: number | null) => ({
    jobId,
    organizationId: own.id,
    brandId: own.brandId,
    topic: 'Tea',
    contentType: 'POST' as const,
    contextItemIds: [],
    learningIds: [],
    promptVersion: '1',
    model: 'a-model',
    tokensUsed,
    costMicroUsd,
    variations: [{ platform: 'TWITTER' as const, content: 'Tea', posts: [], characterCount: 3, hashtags: [] }],
  });
  const image = (jobId: string, tokensUsed: number | null, costMicroUsd: number | null) => ({
    jobId,
    organizationId: own.id,
    brandId: own.brandId,
    contentItemId: null,
    name: randomUUID(),
    thumbnailName: randomUUID(),
    width: 1,
    height: 1,
    promptVersion: '1',
    model: 'a-model',
    tokensUsed,
    costMicroUsd,
  });
  const usage = async () => (await read()).usage;

  it('is what texts and images of this month took, those that were removed or paid for twice too', async () => {
    const texts = new ContentGenerationRepository(prisma, database);
    const images = new GeneratedImagesRepository(prisma, database);
    const text = await own.start(await own.create());
    const { id } = await texts.save(written(text.id, 1_000, 300), text.token);
    const unpriced = await own.start(await own.create());
    await texts.save(written(unpriced.id, 20, null), unpriced.token);
    const drawn = await own.start(await own.create());
    await images.record(image(drawn.id, 4_000, 500_000_000), drawn.token);
    await images.record(image(drawn.id, null, 7), drawn.token);
    const sum = { tokens: 5_020, costMicroUsd: 500_000_307, budgetMicroUsd: null };
    expect(await usage()).toEqual(sum);
    expect((await own.ask(`/api/content/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await usage()).toEqual(sum);
    await database.query(`UPDATE monthly_usage SET month = month - interval '1 month' WHERE organization_id = $1`, [
      own.id,
    ]);
    expect(await usage()).toEqual({ tokens: 0, costMicroUsd: 0, budgetMicroUsd: null });
  });

  it('is nothing for what was not saved', async () => {
    const job = await own.start(await own.create());
    const save = new ContentGenerationRepository(prisma, database).save(written(job.id, 5, 5), job.token + 1n);
    await expect(save).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(await usage()).toMatchObject({ tokens: 0, costMicroUsd: 0 });
  });
});

describe('an installation that had jobs before there were counters', () => {
  it('shows them', async () => {
    const place = await createTestDatabase({ migrated: false });
    const directory = await mkdtemp(join(tmpdir(), 'migrations-'));
    const isEarlier = (path: string) => !/^\d{14}_/.test(basename(path)) || basename(path) < '20261125010000';
    await cp('prisma/migrations', directory, { recursive: true, filter: isEarlier });
    await applyMigrations(place.url, directory);
    const before = new Database(loadConfig({ DATABASE_URL: place.url }));
    await before.query(
      `INSERT INTO jobs (id, organization_id, type, queue, payload, status, priority, max_attempts, run_at, created_at, updated_at,
         completed_at, acknowledged_at, retry_of, system)
       SELECT id, 'org_a', 'GENERATE_CONTENT', 'q', '{}', status::job_status, 5, 4, now(), now(), now(),
         now() - days * interval '1 day', CASE WHEN acknowledged THEN now() END, retry_of, system
       FROM (VALUES ('a', 'COMPLETED', 0, false, NULL, false), ('b', 'COMPLETED', 29, false, NULL, false), ('c', 'COMPLETED', 30, false, NULL, false),
         ('d', 'CANCELLED', 1, false, NULL, false), ('e', 'FAILED', 40, false, NULL, false), ('f', 'FAILED', 1, true, NULL, false),
         ('g', 'FAILED', 1, false, NULL, false), ('h', 'COMPLETED', 1, false, 'g', false), ('i', 'FAILED', 1, false, NULL, true))
         v (id, status, days, acknowledged, retry_of, system)`,
    );
    await before.query(
      `INSERT INTO notifications (id, organization_id, kind, sentence, read_at)
       VALUES ('n1', 'org_a', 'SOURCE_UNHEALTHY', 'Gone', NULL), ('n2', 'org_a', 'SOURCE_UNHEALTHY', 'Gone', now())`,
    );
    await before.query(
      `INSERT INTO generated_images (id, organization_id, brand_id, job_id, name, thumbnail_name, width, height, prompt_version, model,
         tokens_used, cost_micro_usd, created_at)
       VALUES ('i1', 'org_a', 'b', 'j1', 'x', 'y', 1, 1, '1', 'm', 10, 20, now()), ('i2', 'org_a', 'b', 'j2', 'x', 'y', 1, 1, '1', 'm', NULL, NULL, now()),
         ('i3', 'org_a', 'b', 'j3', 'x', 'y', 1, 1, '1', 'm', 10, 20, now() - interval '32 days')`,
    );
    await applyMigrations(place.url, 'prisma/migrations');
    const figures = await new DashboardRepository(before).read('org_a', []);
    await before.onApplicationShutdown();
    await place.drop();
    await rm(directory, { recursive: true });
    const sums = { completed: 3, cancelled: 1, failed: 1, unread: 1, tokens: 10, costMicroUsd: 20 };
    expect(figures).toMatchObject(sums);
  });
});

function expireLease(jobId: string): Promise<unknown> {
  return database.query(
    `UPDATE engine.unfinished SET lease_until = clock_timestamp() - interval '1 s' WHERE job_id = $1`,
    [jobId],
  );
}
