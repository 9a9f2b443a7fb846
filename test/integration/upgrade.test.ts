import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backends, type Engine, startEngine } from '../support/engine.js';

describe.each(backends)('an old worker on $name, beside newer code that creates jobs,', ({ redisUrl }) => {
  let engine: Engine;

  beforeEach(async () => {
    engine = await startEngine(redisUrl);
  });
  afterEach(() => engine.close());

  /** Creates a job, and makes it what newer code would have made. */
  const create = async (change: string): Promise<string> => {
    const created = await engine.create('org_a', ['new']);
    if (created.kind !== 'created') throw new Error(created.kind);
    const { id } = created.jobs[0]!;
    await engine.sql.query(`UPDATE jobs SET ${change} WHERE id = $1`, [id]);
    return id;
  };
  const attempts = (id: string) =>
    engine.sql.query('SELECT outcome, error_code AS code FROM job_attempts WHERE job_id = $1 ORDER BY token', [id]);
  const startWorker = () => engine.startWorker(({ payload }) => Promise.resolve({ name: payload.name }));

  it('hands back a type that it does not know, three times, then fails it', async () => {
    const id = await create(`type = 'SYNC_RSS'`);
    await startWorker();
    expect(await engine.reaches(id, 'FAILED')).toMatchObject({ errorCode: 'NO_HANDLER', attempts: 4 });
    const handedBack = { outcome: 'RETRIED', code: 'NO_HANDLER' };
    expect(await attempts(id)).toEqual([handedBack, handedBack, handedBack, { outcome: 'FAILED', code: 'NO_HANDLER' }]);
  });

  it('fails a payload that it cannot read at once, and runs nothing of it', async () => {
    const id = await create(`payload = payload || '{"newer": true}'`);
    await startWorker();
    expect(await engine.reaches(id, 'FAILED')).toMatchObject({ errorCode: 'INVALID_PAYLOAD', attempts: 1 });
    expect(await attempts(id)).toEqual([{ outcome: 'FAILED', code: 'INVALID_PAYLOAD' }]);
  });
});
