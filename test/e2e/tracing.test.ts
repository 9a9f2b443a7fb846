import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/local-folder.mjs';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../support/otlp-receiver.js';
import { startSystem, type System } from '../support/processes.js';
import type { JobBody, Tenant } from '../support/tenant.js';
import { drawTrace, treeOf } from '../support/trace-picture.js';
import { PATIENCE } from '../support/patience.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

let receiver: OtlpReceiver;
let system: System;
let tenant: Tenant;
let brandId: string;
let job: JobBody;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  system = await startSystem(undefined, {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    JOB_BACKOFF_MS: '10,10,10',
  });
  await system.start('worker');
  tenant = await system.createTenant();
  brandId = await tenant.createBrand();
  job = await create({ traceparent: `00-${TRACE}-${CALLER}-01` });
  await tenant.reaches(job.id, 'COMPLETED');
});

afterAll(async () => {
  await system?.close();
  await receiver?.close();
});

const create = async (headers: Record<string, string>): Promise<JobBody> => {
  const payload = { brandId, topic: 'A secret roast', platforms: ['TWITTER'] };
  return (await tenant.ask<JobBody>('/api/jobs', { body: { type: 'GENERATE_CONTENT', payload }, headers })).body;
};

const hasRun = (spans: ReceivedSpan[], times = 1): boolean =>
  spans.filter(({ name }) => name === 'run GENERATE_CONTENT').length === times;

describe('the trace of a job', () => {
  it('leads from the request through dispatch and run to OpenAI, as docs/operations.md draws it', async () => {
    const spans = await receiver.trace(TRACE, hasRun);

    const [, documented] = /```text\n(POST \/api\/jobs[^`]*)\n```/.exec(
      readFileSync(join(root, 'docs/operations.md'), 'utf8'),
    )!;
    expect(treeOf(drawTrace(spans))).toEqual(treeOf(documented!));
    expect(spans[0]).toMatchObject({ name: 'POST /api/jobs', parentSpanId: CALLER, service: 'epic-api' });
  });

  it('says of a run which job, which attempt and how it ended, of a call its answer, of an answer its tokens', async () => {
    const spans = await receiver.trace(TRACE, hasRun);
    const attributesOf = (name: string) => spans.find((span) => span.name === name)?.attributes;

    expect(attributesOf('run GENERATE_CONTENT')).toEqual({
      'job.id': job.id,
      'job.type': 'GENERATE_CONTENT',
      'job.queue': 'content-generation',
      'job.attempt': 1,
      'job.outcome': 'COMPLETED',
    });
    expect(attributesOf('POST openai')).toEqual({
      'http.request.method': 'POST',
      'host.class': 'openai',
      'http.response.status_code': 200,
    });
    expect(attributesOf('chat gpt-5.5')).toMatchObject({
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
    });
  });

  it('has a run for each attempt', async () => {
    await system.setFault({ status: 500, times: 1 });
    const traceId = TRACE.replace('0af', '1af');
    const { id } = await create({ traceparent: `00-${traceId}-${CALLER}-01` });
    await tenant.reaches(id, 'COMPLETED');

    const spans = await receiver.trace(traceId, (received) => hasRun(received, 2));

    const runs = spans.filter(({ name }) => name === 'run GENERATE_CONTENT').map(({ attributes }) => attributes);
    expect(runs).toMatchObject([
      { 'job.attempt': 1, 'job.outcome': 'RETRIED', 'error.type': 'OPENAI_UNAVAILABLE' },
      { 'job.attempt': 2, 'job.outcome': 'COMPLETED' },
    ]);
    expect(spans.find((span) => span.attributes['http.response.status_code'] === 500)?.name).toBe('POST openai');
  });

  it('is one of its own where the request came with none, or with one that cannot be read', async () => {
    const { id } = await create({ traceparent: '00-not-a-trace-01' });
    await tenant.reaches(id, 'COMPLETED');

    await expect
      .poll(() => receiver.spans.find(({ attributes }) => attributes['job.id'] === id), PATIENCE)
      .toBeDefined();
    const { traceId } = receiver.spans.find(({ attributes }) => attributes['job.id'] === id)!;
    const spans = await receiver.trace(traceId, hasRun);
    expect(spans[0]).toMatchObject({ name: 'POST /api/jobs', parentSpanId: undefined });
  });

  it('holds nothing that somebody wrote, no address and no secret', () => {
    const all = receiver.bodies.join('\n');
    for (const secret of ['roast', 'Acme', 'org_', 'Bearer', 'http://', '?']) expect(all).not.toContain(secret);
  });
});
