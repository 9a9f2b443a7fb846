import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobStatus } from '../../src/core/database/enums.js';
import { isFinal, transitions } from '../../src/core/queue/job-state.js';
import { cancelJob } from '../../src/core/queue/repository/cancel-job.js';
import { recoverJobs } from '../../src/core/queue/repository/recover-jobs.js';
import type { Started } from '../../src/core/queue/repository/start-jobs.js';
import { openRecord, type Record } from '../support/record.js';

const delays = [0, 10, 20, 30];

describe('the states of a job', () => {
  let record: Record;

  beforeEach(async () => {
    record = await openRecord();
  });
  afterEach(() => record.close());

  const expireLeases = () =>
    record.database.query(`UPDATE engine.unfinished SET lease_until = clock_timestamp() - interval '1 s'`);
  const recover = () => recoverJobs(record.database, 'worker_a', delays);

  /** Brings a job into a status; where it ran, with the run's token. */
  const reach: { [Status in JobStatus]: () => Promise<Started> } = {
    PENDING: async () => {
      await record.create('org_a');
      const [entry] = await record.dispatch();
      return { ...(await record.read(entry!.jobId)), token: entry!.token, traceparent: null };
    },
    RUNNING: () => record.run(),
    COMPLETED: async () => finished({}),
    FAILED: async () => finished({ outcome: 'FAILED', status: 'FAILED', result: null, error: 'no' }),
    CANCELLED: async () => finished({ outcome: 'CANCELLED', status: 'CANCELLED', result: null }),
  };
  const finished = async (over: Parameters<Record['finish']>[1]): Promise<Started> => {
    const job = await record.run();
    await record.finish(job, over);
    return job;
  };

  /** What each transition does to a job, whatever its status. */
  const attempt: { [Name in Exclude<keyof typeof transitions, 'create'>]: (job: Started) => Promise<unknown> } = {
    start: (job) => record.start([{ jobId: job.id, token: job.token }], 'worker_b'),
    finish: (job) => record.finish(job, { outcome: 'FAILED', status: 'FAILED', result: null, error: 'changed' }),
    recover: async () => {
      await expireLeases();
      await recover();
    },
    cancel: (job) => cancelJob(record.database, 'org_a', job.id),
  };

  const cases = (['start', 'finish', 'recover', 'cancel'] as const).flatMap((name) =>
    Object.values(JobStatus).map((status) => {
      const { from, to } = transitions[name];
      return { name, status, allowed: from === status ? [...to] : [status], leaves: isFinal(status) };
    }),
  );

  it.each(cases)('$name of a $status job leads to $allowed', async ({ name, status, allowed, leaves }) => {
    const job = await reach[status]();
    const before = await record.read(job.id);
    await attempt[name](job);
    const after = await record.read(job.id);
    expect(allowed).toContain(after.status);
    expect(leaves && JSON.stringify(after) !== JSON.stringify(before)).toBe(false);
  });

  it('gives a retried attempt a new turn and keeps it counted', async () => {
    const job = await record.run();
    await record.finish(job, { outcome: 'RETRIED', status: 'PENDING', runAt: { inMs: 0 }, error: 'once more' });
    expect(await record.read(job.id)).toMatchObject({ status: 'PENDING', attempts: 1, error: 'once more' });
    const [entry] = await record.dispatch();
    const [again] = await record.start([entry!]);
    expect(again).toMatchObject({ attempts: 2 });
    expect(again!.token).toBeGreaterThan(job.token);
  });

  it('gives back what was snoozed or interrupted', async () => {
    const job = await record.run();
    await record.finish(job, { outcome: 'SNOOZED', status: 'PENDING', runAt: { at: new Date() }, refund: true });
    expect(await record.read(job.id)).toMatchObject({ attempts: 0 });
    const [again] = await record.start(await record.dispatch());
    expect(again).toMatchObject({ attempts: 1 });
    await record.finish(again!, { outcome: 'INTERRUPTED', status: 'PENDING', runAt: { inMs: 0 }, refund: true });
    expect(await record.attempts(job.id)).toEqual(['SNOOZED', 'INTERRUPTED']);
  });

  it('accepts an outcome once, and knows it again', async () => {
    const job = await record.run();
    expect(await record.finish(job)).toBe('APPLIED');
    expect(await record.finish(job)).toBe('ALREADY_APPLIED');
    expect(await record.attempts(job.id)).toEqual(['COMPLETED']);
  });

  it('starts once for a token, also when asked again by the same worker', async () => {
    const job = await record.run();
    const entry = { jobId: job.id, token: job.token };
    expect(await record.start([entry])).toMatchObject([{ attempts: 1 }]);
    expect(await record.start([entry], 'worker_b')).toEqual([]);
  });

  it('refuses the outcome of a worker whose lease was taken over', async () => {
    const job = await record.run();
    await expireLeases();
    await recover();
    expect(await record.finish(job)).toBe('LEASE_LOST');
    const [again] = await record.start(await record.dispatch(), 'worker_b');
    expect(await record.finish(job)).toBe('LEASE_LOST');
    expect(await record.finish(again!)).toBe('APPLIED');
    expect(await record.attempts(job.id)).toEqual(['LOST', 'COMPLETED']);
    expect(await record.read(job.id)).toMatchObject({ attempts: 1, losses: 1 });
  });

  it('fails a job at the fifth loss', async () => {
    const job = await record.run();
    for (let loss = 1; loss <= 4; loss += 1) {
      await expireLeases();
      expect(await recover()).toMatchObject([{ status: 'PENDING' }]);
      await record.database.query('UPDATE engine.unfinished SET run_at = clock_timestamp()');
      await record.start(await record.dispatch());
    }
    await expireLeases();
    expect(await recover()).toMatchObject([{ status: 'FAILED' }]);
    expect(await record.read(job.id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'WORKER_LOST',
      losses: 5,
      attempts: 0,
    });
  });

  it('fails a lost attempt that began more than half an hour ago', async () => {
    const job = await record.run();
    await record.database.query(`UPDATE jobs SET started_at = started_at - interval '31 minutes'`);
    await expireLeases();
    await recover();
    expect(await record.read(job.id)).toMatchObject({ status: 'FAILED', errorCode: 'WORKER_LOST' });
  });

  it('cancels instead of anything that would make a cancel-requested job wait again', async () => {
    const retried = await record.run();
    await cancelJob(record.database, 'org_a', retried.id);
    expect(await record.read(retried.id)).toMatchObject({ status: 'RUNNING' });
    await record.finish(retried, { outcome: 'RETRIED', status: 'PENDING', runAt: { inMs: 0 } });
    expect(await record.read(retried.id)).toMatchObject({ status: 'CANCELLED' });
    expect(await record.attempts(retried.id)).toEqual(['CANCELLED']);

    const lost = await record.run();
    await cancelJob(record.database, 'org_a', lost.id);
    await expireLeases();
    await recover();
    expect(await record.read(lost.id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('lets a completion that came before the cancellation stand', async () => {
    const job = await record.run();
    await cancelJob(record.database, 'org_a', job.id);
    await record.finish(job);
    expect(await record.read(job.id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('cancels nobody else’s job', async () => {
    const job = await record.run();
    expect(await cancelJob(record.database, 'org_b', job.id)).toBeNull();
  });
});
