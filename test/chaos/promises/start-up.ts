import type { Chaos } from '../harness/chaos.js';
import type { EnginePromise } from '../harness/engine-promise.js';

/** 15: a worker that starts takes up what dead ones left. */
export const startUp: EnginePromise = {
  number: 15,
  title: 'start-up recovery',
  faults: { long: 5, short: 1 },
  system: { workers: 0 },
  async run(chaos) {
    const { system, expect } = chaos;
    await chaos.times(async () => {
      await Promise.all(system.workers.map((worker) => worker.terminate()));
      const young = await leaveBehind(chaos, 3, '5 minutes');
      const old = await leaveBehind(chaos, 2, '31 minutes');
      chaos.fault('runs left behind');
      const worker = await system.addWorker();
      await ended(chaos, young, 'COMPLETED', null);
      await ended(chaos, old, 'FAILED', 'WORKER_LOST');
      const lines = worker.logged().map(({ msg }) => msg);
      for (const line of ['Found 5 stalled jobs, recovering...', 'Recovered 5 stalled jobs'])
        expect(lines.includes(line), `the worker did not log "${line}"`);
    });
  },
};

/** Jobs whose rows say that a worker began them that long ago, and has not been heard of since. */
async function leaveBehind({ client, system }: Chaos, count: number, ago: string): Promise<string[]> {
  const jobs = await Promise.all(Array.from({ length: count }, () => client.submit({ deed: 'effect' })));
  const ids = jobs.map(({ jobId }) => jobId);
  await system.query(
    `WITH run AS (UPDATE engine.unfinished SET phase = 'x', token = nextval('engine.token_seq'), worker_id = 'dead',
         lease_until = clock_timestamp() - interval '1 second' WHERE job_id = ANY ($1) RETURNING job_id, token)
     UPDATE jobs j SET status = 'RUNNING', attempts = 1, token = run.token, worker_id = 'dead',
       started_at = clock_timestamp() - $2::interval FROM run WHERE j.id = run.job_id`,
    [ids, ago],
  );
  return ids;
}

async function ended({ seen }: Chaos, ids: string[], status: string, errorCode: string | null): Promise<void> {
  await seen(
    `SELECT FROM jobs WHERE id = ANY ($1) AND status = $2::job_status AND losses = 1 AND error_code IS NOT DISTINCT FROM $3
     HAVING count(*) = $4`,
    [ids, status, errorCode, ids.length],
    `runs that were left behind to be ${status}`,
  );
}
