import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PermanentJobError, TransientJobError } from '../../src/core/queue/job-errors.js';
import { backends, type Engine, startEngine, type Work } from '../support/engine.js';

const work: Record<string, Work> = {
  echo: async ({ payload }) => ({ name: payload.name }),
  flaky: async ({ attempt, payload }) => {
    if (attempt < 3) throw new TransientJobError('not yet');
    return { name: payload.name, attempt };
  },
  hopeless: async () => {
    throw new PermanentJobError('it can never work', { code: 'HOPELESS' });
  },
  broken: async () => {
    throw new Error('secret library text');
  },
};

describe.each(backends)('the engine on $name', ({ redisUrl }) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await startEngine(redisUrl);
    await engine.startWorker((context) => work[context.payload.name]!(context));
  });
  afterAll(() => engine.close());

  const run = async (name: string): Promise<string> => {
    const created = await engine.create('org_a', [name]);
    if (created.kind !== 'created') throw new Error(created.kind);
    return created.jobs[0]!.id;
  };

  it('runs a job to its result', async () => {
    const job = await engine.reaches(await run('echo'), 'COMPLETED');
    expect(job).toMatchObject({ result: { name: 'echo' }, attempts: 1, progress: 100, error: null });
  });

  it('retries what is transient', async () => {
    const job = await engine.reaches(await run('flaky'), 'COMPLETED');
    expect(job).toMatchObject({ result: { attempt: 3 }, attempts: 3 });
  });

  it('fails what is permanent at once', async () => {
    const job = await engine.reaches(await run('hopeless'), 'FAILED');
    expect(job).toMatchObject({ attempts: 1, error: 'it can never work', errorCode: 'HOPELESS' });
  });

  it('gives up after the last retry, without telling users what a library said', async () => {
    const job = await engine.reaches(await run('broken'), 'FAILED');
    expect(job).toMatchObject({ attempts: 4, errorCode: 'INTERNAL_ERROR' });
    expect(job.error).not.toContain('secret');
  });
});
