import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '../../src/core/queue/job-handler.js';
import { PermanentJobError, RateLimitedJobError, TransientJobError } from '../../src/core/queue/job-errors.js';
import { cancelJob } from '../../src/core/queue/repository/cancel-job.js';
import { backends, type Engine, eventually, startEngine, type Work } from '../support/engine.js';

const TIME_LIMIT_MS = 400;

/** Resolves when told to stop, or after a time that no test waits for. */
const untilStopped = ({ signal }: JobContext<object>) => delay(60_000, undefined, { signal });

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
  text: async () => {
    throw 'a string';
  },
  cyclic: async () => {
    const result: Record<string, unknown> = {};
    return Object.assign(result, { result });
  },
  huge: async () => ({ text: 'x'.repeat(300_000) }),
  dirty: async () => ({ text: 'a\0b\ud800c' }),
  slow: async (context) => {
    await untilStopped(context);
    return {};
  },
  limited: async ({ jobId, attempt }) => {
    const seen = (snoozed.get(jobId) ?? 0) + 1;
    snoozed.set(jobId, seen);
    if (seen < 3) throw new RateLimitedJobError('wait', { until: new Date(Date.now() + 20) });
    return { seen, attempt };
  },
  forever: async () => {
    throw new RateLimitedJobError('come back next week', { until: new Date(Date.now() + 7 * 86_400_000) });
  },
  telling: async ({ progress }) => {
    progress(40, 'under way');
    await delay(50);
    throw new PermanentJobError('enough');
  },
};
const snoozed = new Map<string, number>();

describe.each(backends)('a worker on $name', ({ redisUrl }) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await startEngine(redisUrl, { TEST_TIME_LIMIT_MS: String(TIME_LIMIT_MS) });
    await engine.startWorker((context) => work[context.payload.name]!(context));
  });
  afterAll(() => engine.close());

  const create = async (name: string, over = {}): Promise<string> => {
    const created = await engine.create('org_a', [name], over);
    if (created.kind !== 'created') throw new Error(created.kind);
    return created.jobs[0]!.id;
  };
  const outcomes = async (id: string): Promise<string[]> => {
    const rows = await engine.sql.query<{ outcome: string }>(
      'SELECT outcome FROM job_attempts WHERE job_id = $1 ORDER BY token',
      [id],
    );
    return rows.map((row) => row.outcome);
  };

  it('runs a job to its result', async () => {
    const job = await engine.reaches(await create('echo'), 'COMPLETED');
    expect(job).toMatchObject({ result: { name: 'echo' }, attempts: 1, progress: 100, error: null });
  });

  it('retries what is transient', async () => {
    const id = await create('flaky');
    expect(await engine.reaches(id, 'COMPLETED')).toMatchObject({ result: { attempt: 3 }, attempts: 3 });
    expect(await outcomes(id)).toEqual(['RETRIED', 'RETRIED', 'COMPLETED']);
  });

  it('fails what is permanent at once', async () => {
    const job = await engine.reaches(await create('hopeless'), 'FAILED');
    expect(job).toMatchObject({ attempts: 1, error: 'it can never work', errorCode: 'HOPELESS' });
  });

  it.each(['broken', 'text'])('gives up on what is %s after the last retry, with no text of its own', async (name) => {
    const job = await engine.reaches(await create(name), 'FAILED');
    expect(job).toMatchObject({ attempts: 4, errorCode: 'INTERNAL_ERROR' });
    expect(job.error).not.toMatch(/secret|a string/);
  });

  it.each([
    ['cyclic', 'RESULT_INVALID'],
    ['huge', 'RESULT_TOO_LARGE'],
  ])('fails a job whose result is %s', async (name, errorCode) => {
    expect(await engine.reaches(await create(name), 'FAILED')).toMatchObject({ errorCode, attempts: 1 });
  });

  it('takes out of a result what PostgreSQL cannot store', async () => {
    const job = await engine.reaches(await create('dirty'), 'COMPLETED');
    expect(job.result).toEqual({ text: 'ab\ufffdc' });
  });

  it('retries what takes longer than its limit', async () => {
    const id = await create('slow');
    expect(await engine.reaches(id, 'FAILED')).toMatchObject({ errorCode: 'TIMEOUT', attempts: 4 });
    expect(await outcomes(id)).toEqual(['RETRIED', 'RETRIED', 'RETRIED', 'FAILED']);
  });

  it('snoozes what is rate limited, and gives the attempt back', async () => {
    const id = await create('limited');
    const job = await engine.reaches(id, 'COMPLETED');
    expect(job).toMatchObject({ attempts: 1, result: { seen: 3, attempt: 1 } });
    expect(await outcomes(id)).toEqual(['SNOOZED', 'SNOOZED', 'COMPLETED']);
  });

  it('does not wait longer than a day in all', async () => {
    expect(await engine.reaches(await create('forever'), 'FAILED')).toMatchObject({ errorCode: 'RATE_LIMITED' });
  });

  it('writes progress', async () => {
    expect(await engine.reaches(await create('telling'), 'FAILED')).toMatchObject({ progress: 40 });
  });

  it('runs a job at its time and not before', async () => {
    const runAt = new Date(Date.now() + 300);
    const job = await engine.reaches(await create('echo', { runAt }), 'COMPLETED');
    expect(job.startedAt!.getTime()).toBeGreaterThanOrEqual(runAt.getTime());
  });

  it('puts back what the transport lost', async () => {
    await engine.sql.query('UPDATE engine.queues SET paused = true');
    const id = await create('echo');
    // As a dispatcher leaves it that dies between its commit and its add.
    await engine.sql.query(
      `UPDATE engine.unfinished SET phase = 'w', token = nextval('engine.token_seq'),
         dispatched_at = clock_timestamp() - interval '4 seconds' WHERE job_id = $1`,
      [id],
    );
    await engine.sql.query('UPDATE engine.queues SET paused = false');
    expect(await engine.reaches(id, 'COMPLETED')).toMatchObject({ attempts: 1 });
  });
});

describe.each(backends)('stopping on $name', ({ redisUrl }) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await startEngine(redisUrl);
  });
  afterAll(() => engine.close());

  const start = async (): Promise<string> => {
    const created = await engine.create('org_a', ['slow']);
    if (created.kind !== 'created') throw new Error(created.kind);
    const { id } = created.jobs[0]!;
    await engine.reaches(id, 'RUNNING');
    return id;
  };

  it('stops running work that is cancelled, within five seconds', async () => {
    const worker = await engine.startWorker(work.slow!);
    const id = await start();
    const askedAt = Date.now();
    await cancelJob(engine.sql, 'org_a', id);
    await engine.reaches(id, 'CANCELLED');
    expect(Date.now() - askedAt).toBeLessThan(5_000);
    await worker.close();
  });

  it('interrupts running work at shutdown, and another worker runs it, with no attempt spent', async () => {
    const settings = { SHUTDOWN_TIMEOUT_MS: '50' };
    const first = await engine.startWorker(work.slow!, settings);
    const id = await start();
    await first.close();
    expect(await engine.read(id)).toMatchObject({ status: 'PENDING', attempts: 0 });
    const second = await engine.startWorker(work.echo!, settings);
    expect(await engine.reaches(id, 'COMPLETED')).toMatchObject({ attempts: 1, losses: 0 });
    await second.close();
  });

  it('lets running work finish at shutdown where it does so in time', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const worker = await engine.startWorker(async () => {
      await finished;
      return {};
    });
    const id = await start();
    const closing = worker.close();
    finish();
    await closing;
    expect(await engine.read(id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('runs again what was lost, and refuses the outcome of the run that was given up', async () => {
    const settings = { JOB_LOSS_DELAYS_MS: '0,0,0,0' };
    const gates: (() => void)[] = [];
    const worker = await engine.startWorker(async ({ token }) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return { token: String(token) };
    }, settings);
    const id = await start();
    await engine.sql.query(`UPDATE engine.unfinished SET lease_until = clock_timestamp() - interval '1 second'`);
    await eventually(async () => (gates.length === 2 ? true : undefined), 'the second run');
    gates[0]!();
    gates[1]!();
    await engine.reaches(id, 'COMPLETED');
    await worker.close();
    const [attempt] = await engine.sql.query<{ token: bigint }>(
      `SELECT token FROM job_attempts WHERE job_id = $1 AND outcome = 'COMPLETED'`,
      [id],
    );
    expect(await engine.read(id)).toMatchObject({ attempts: 1, losses: 1, result: { token: String(attempt!.token) } });
    expect(await outcomes(id)).toEqual(['LOST', 'COMPLETED']);
  });

  const outcomes = async (id: string): Promise<string[]> => {
    const rows = await engine.sql.query<{ outcome: string }>('SELECT outcome FROM job_attempts WHERE job_id = $1', [
      id,
    ]);
    return rows.map((row) => row.outcome);
  };
});
