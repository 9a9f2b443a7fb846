import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { backends } from '../support/engine.js';
import { startSystem, type System } from '../support/processes.js';
import type { Tenant } from '../support/tenant.js';
import { PATIENCE } from '../support/patience.js';

const PLATFORMS = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'];

/** The unfinished jobs that an organization may have when nothing else is set. */
const LIMIT = 50;

/** A killed worker's lease is over by the time that another one has started. */
const SHORT_LEASE = { JOB_LEASE_MS: '1000' };

describe.each(backends)('the processes on $name', ({ name, redisUrl }) => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem(redisUrl, { JOB_LOSS_DELAYS_MS: '0', SHUTDOWN_TIMEOUT_MS: '300' });
  });

  afterAll(() => system?.close());

  afterEach(() => system.reset());

  it('write a text a platform in the words of the brand, and say how they are', async () => {
    const [worker] = await Promise.all([system.start('worker'), system.start('scheduler')]);
    const tenant = await system.createTenant();
    const brandId = await tenant.createBrand({ mustMention: ['Acme'], doNotMention: ['cheap'], useEmojis: false });

    const { id } = await tenant.createJob({ brandId, topic: 'A new roast', platforms: PLATFORMS });

    const { result, attemptHistory } = await tenant.reaches(id, 'COMPLETED');
    expect(result!.variations.map(({ platform }) => platform)).toEqual(PLATFORMS);
    for (const { content } of result!.variations) expect(content).toContain('Acme');
    expect(attemptHistory).toMatchObject([{ number: 1, outcome: 'COMPLETED' }]);

    const transport = name === 'Redis' ? 'Redis' : 'PostgreSQL queue';
    expect(worker.log().filter((line) => /^(Connect|Starting \S+ worker|Ready)/.test(line))).toEqual([
      `Connecting to ${transport}...`,
      `Connected to ${transport}`,
      'Starting content-generation worker (concurrency: 10)',
      'Starting context-scraping worker (concurrency: 30)',
      'Starting analytics-sync worker (concurrency: 60)',
      'Starting webhooks worker (concurrency: 20)',
      'Ready to process jobs',
    ]);

    const idle = { waiting: 0, active: 0, delayed: 0, paused: false };
    const health = await fetch(`${worker.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: 'healthy',
      lastJobProcessedAt: expect.any(String),
      queues: [
        { ...idle, name: 'content-generation', concurrency: 10 },
        { ...idle, name: 'context-scraping', concurrency: 30 },
        { ...idle, name: 'analytics-sync', concurrency: 60 },
        { ...idle, name: 'webhooks', concurrency: 20 },
      ],
    });
  });

  it('refuse a platform that does not exist and say where it stands', async () => {
    const tenant = await system.createTenant();
    const payload = { brandId: 'any', topic: 'A new roast', platforms: ['TWITTER', 'LINKEDIM'] };

    await expect(tenant.createJob(payload)).rejects.toMatchObject({
      name: 'ApiFailure',
      status: 400,
      code: 'INVALID_PAYLOAD',
      details: { issues: [{ path: ['platforms', 1] }] },
    });
  });

  it('describe themselves to strangers, and nothing else', async () => {
    const { url } = system.api;

    const document = await fetch(`${url}/api/docs-json`);

    expect(document.status).toBe(200);
    expect(Object.keys(((await document.json()) as { paths: object }).paths)).toContain('/api/jobs/{id}');
    expect((await fetch(`${url}/api/docs`)).headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${url}/api/jobs`)).status).toBe(401);
  });

  it('refuse the one job that is too many, and do the others once there is a worker', async () => {
    const tenant = await system.createTenant();
    const brandId = await tenant.createBrand();
    const body = { type: 'GENERATE_CONTENT', payload: { brandId, topic: 'A new roast', platforms: ['TWITTER'] } };

    const asked = Array.from({ length: LIMIT + 1 }, () => tenant.ask('/api/jobs', { body }));
    const answers = await Promise.all(asked);

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(LIMIT);
    expect(answers.filter(({ status }) => status !== 201)).toMatchObject([
      { status: 429, body: { error: 'Too many pending jobs for this organization', code: 'TOO_MANY_JOBS' } },
    ]);

    await system.start('worker');
    await vi.waitFor(async () => {
      const completed = await tenant.ask('/api/jobs?status=COMPLETED&limit=1');
      expect(completed.body.totalCount).toBe(LIMIT);
    }, PATIENCE);
  });

  it('fail a job at once where the worker has no OPENAI_API_KEY', async () => {
    await system.start('worker', { OPENAI_API_KEY: '' });
    const tenant = await system.createTenant();
    const brandId = await tenant.createBrand();
    const { id } = await tenant.createJob({ brandId, topic: 'A new roast', platforms: ['TWITTER'] });

    const job = await tenant.reaches(id, 'FAILED');

    expect(job).toMatchObject({ attempts: 1, error: 'OPENAI_API_KEY is not set' });
  });

  it('give a job back when its worker is asked to end, with no attempt spent', async () => {
    const worker = await system.start('worker');
    const { tenant, id } = await startHangingJob();

    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });

    expect(await tenant.reaches(id, 'PENDING')).toMatchObject({
      attempts: 0,
      attemptHistory: [{ outcome: 'INTERRUPTED' }],
    });
    await system.start('worker');
    expect(await tenant.reaches(id, 'COMPLETED')).toMatchObject({
      attempts: 1,
      attemptHistory: [{ outcome: 'INTERRUPTED' }, { outcome: 'COMPLETED' }],
    });
  });

  it('do the job of a worker that was killed', async () => {
    const worker = await system.start('worker', SHORT_LEASE);
    const { tenant, id } = await startHangingJob();
    await worker.end('SIGKILL');
    await system.start('worker');

    const job = await tenant.reaches(id, 'COMPLETED');

    expect(job.attempts).toBe(1);
    expect(job.attemptHistory.map(({ outcome }) => outcome)).toEqual(['LOST', 'COMPLETED']);
    expect(new Set(job.attemptHistory.map(({ workerId }) => workerId)).size).toBe(2);
  });

  /** Creates a job whose first call is accepted and never answered; resolves when its worker waits for that answer. */
  async function startHangingJob(): Promise<{ tenant: Tenant; id: string }> {
    const tenant = await system.createTenant();
    const brandId = await tenant.createBrand();
    const earlier = await system.countCalls();
    await system.setFault({ hangAfterAccept: true, times: 1 });
    const { id } = await tenant.createJob({ brandId, topic: 'A new roast', platforms: ['TWITTER'] });
    await vi.waitFor(async () => expect(await system.countCalls()).toBe(earlier + 1), PATIENCE);
    return { tenant, id };
  }
});
