import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { documentedMetrics, type Exposition, scrape } from '../support/exposition.js';
import { startSystem, type System, type SystemProcess } from '../support/processes.js';
import type { Tenant } from '../support/tenant.js';
import { PATIENCE } from '../support/patience.js';

const OPS_TOKEN = 'a-token-for-operators';

let system: System;
let processes: Record<'api' | 'worker' | 'scheduler', SystemProcess>;
let tenant: Tenant;
let brandId: string;
let jobId: string;

beforeAll(async () => {
  system = await startSystem(undefined, { OPS_TOKEN });
  const [worker, scheduler] = await Promise.all([system.start('worker'), system.start('scheduler')]);
  processes = { api: system.api, worker, scheduler };
  tenant = await system.createTenant();
  brandId = await tenant.createBrand();
  jobId = (await tenant.createJob({ brandId, topic: 'A new roast', platforms: ['TWITTER'] })).id;
  await tenant.reaches(jobId, 'COMPLETED');
});

afterAll(() => system?.close());

const read = (kind: keyof typeof processes): Promise<Exposition> => scrape(processes[kind].url, OPS_TOKEN);

describe.each(['api', 'worker', 'scheduler'] as const)('the metrics of the %s', (kind) => {
  it('are those that docs/operations.md lists, with their labels', async () => {
    const documented = documentedMetrics();

    const { metrics } = await read(kind);

    const names = [...metrics.keys()];
    expect(names.filter((name) => !documented.has(name))).toEqual([]);
    const own = [...documented.keys()].filter((name) => name.startsWith('epic_'));
    expect(names.filter((name) => name.startsWith('epic_')).sort()).toEqual(own.sort());
    for (const [name, { type, labels }] of metrics) {
      expect({ name, type, labels: documented.get(name)!.labels }).toEqual({
        name,
        type: documented.get(name)!.type,
        labels: expect.arrayContaining(labels),
      });
    }
  });

  it('name nobody and nothing of anybody', async () => {
    const { text } = await read(kind);
    for (const secret of [jobId, brandId, OPS_TOKEN, 'org_', '127.0.0.1', 'http', '@'])
      expect(text).not.toContain(secret);
  });

  it('are for operators only', async () => {
    const url = `${processes[kind].url}/metrics`;
    const basic = `Basic ${Buffer.from(`ops:${OPS_TOKEN}`).toString('base64')}`;
    const statusOf = async (authorization?: string): Promise<number> => {
      const answer = await fetch(url, { headers: authorization ? { authorization } : {} });
      await answer.text();
      return answer.status;
    };
    expect([await statusOf(), await statusOf('Bearer wrong'), await statusOf(basic)]).toEqual([401, 401, 200]);
  });
});

it('count a job that ran, what it called and what that cost', async () => {
  const { value } = await read('worker');
  const model = 'gpt-5.5';

  expect(value('epic_job_runs_total{type="GENERATE_CONTENT",outcome="COMPLETED"}')).toBe(1);
  expect(value('epic_job_runs_total{type="GENERATE_CONTENT",outcome="LOST"}')).toBe(0);
  expect(value('epic_job_run_seconds_count{type="GENERATE_CONTENT"}')).toBe(1);
  expect(value('epic_job_dispatch_lag_seconds_count{queue="content-generation"}')).toBe(1);
  expect(value('epic_outbound_requests_total{host_class="openai",status="2xx"}')).toBeGreaterThan(0);
  expect(value(`epic_openai_tokens_total{model="${model}",kind="output"}`)).toBeGreaterThan(0);
  expect(value(`epic_openai_cost_usd_total{model="${model}"}`)).toBeGreaterThan(0);
  expect((await read('api')).value('epic_jobs_created_total{type="GENERATE_CONTENT"}')).toBe(1);
});

it('say how the queues stand', async () => {
  await processes.worker.endInPeace();
  const waiting = await tenant.createJob({ brandId, topic: 'Another roast', platforms: ['TWITTER'] });
  await vi.waitFor(async () => {
    const { value } = await read('scheduler');
    expect(value('epic_queue_jobs{queue="content-generation",state="waiting"}')).toBe(1);
    expect(value('epic_queue_oldest_due_seconds{queue="content-generation"}')).toBeGreaterThan(0);
    expect(value('epic_queue_workers{queue="content-generation"}')).toBe(0);
  }, PATIENCE);
  expect((await tenant.ask(`/api/jobs/${waiting.id}`)).body).toMatchObject({ status: 'PENDING' });
});

it('are not there without OPS_TOKEN, nor is anything else of an operator', async () => {
  const { url } = await system.start('worker', { OPS_TOKEN: '' });
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer undefined' } });
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
});
