import { setTimeout as delay } from 'node:timers/promises';
import type { Chaos } from '../harness/chaos.js';
import type { Acknowledged } from '../harness/client.js';
import type { EnginePromise } from '../harness/engine-promise.js';

/** A running job stops within this of its cancellation (docs/architecture.md, 9). */
const STOPS_WITHIN_MS = 5_000;

/** A lease, the next recovery and a busy machine. */
const ENDS_WITHIN_MS = 30_000;

const HOUR_MS = 3_600_000;

/** 9: a cancelled job ends once, and nothing of it begins after. */
export const cancelling: EnginePromise = {
  number: 9,
  title: 'cancelling',
  faults: { long: 100, short: 5 },
  async run(chaos) {
    const cancellations = [cancelPending, cancelInWindow, cancelRunning, cancelRacing, cancelWithDeadWorker];
    await chaos.times((index) => cancellations[index % cancellations.length]!(chaos));
    await chaos.client.settled();
    const [won] = await chaos.system.query<{ cancelled: number; completed: number }>(
      `SELECT count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled, count(*) FILTER (WHERE status = 'COMPLETED')::int AS completed
       FROM jobs WHERE cancel_requested_at IS NOT NULL`,
    );
    chaos.expect(won!.cancelled > 0, `no cancellation took hold (${won!.completed} completions came first)`);
  },
};

async function cancelPending(chaos: Chaos): Promise<void> {
  const job = await chaos.client.submit({ deed: 'effect' }, { runAt: new Date(Date.now() + HOUR_MS) });
  await cancel(chaos, job, [200]);
  await endsAs(chaos, job, ['CANCELLED'], 'a pending job');
}

/** More than the workers take at once, so that the later ones are ready or in the window. */
async function cancelInWindow(chaos: Chaos): Promise<void> {
  const { client, random } = chaos;
  client.send(20, () => ({ deed: 'slow', beforeMs: 500 }));
  await client.settled();
  const jobs = await Promise.all(Array.from({ length: 6 }, () => client.submit({ deed: 'effect' })));
  await delay(random.between(0, 200));
  await Promise.all(jobs.map((job) => cancel(chaos, job, [200, 409])));
  for (const job of jobs) await endsAs(chaos, job, ['CANCELLED', 'COMPLETED'], 'a job in the window');
}

async function cancelRunning(chaos: Chaos): Promise<void> {
  const job = await running(chaos);
  await cancel(chaos, job, [200]);
  const since = Date.now();
  await endsAs(chaos, job, ['CANCELLED'], 'a running job');
  const tookMs = Date.now() - since;
  chaos.expect(tookMs < STOPS_WITHIN_MS, `a running job stopped ${tookMs} ms after its cancellation`);
}

async function cancelRacing(chaos: Chaos): Promise<void> {
  const { client, random } = chaos;
  const race = async (): Promise<void> => {
    const job = await client.submit({ deed: 'effect', beforeMs: random.between(0, 100) });
    await delay(random.between(0, 150));
    await cancel(chaos, job, [200, 409]);
    await endsAs(chaos, job, ['CANCELLED', 'COMPLETED'], 'a job that races with its cancellation');
  };
  await Promise.all(Array.from({ length: 6 }, race));
}

/** Its worker is killed before it can have read the request: the recovery heeds it. */
async function cancelWithDeadWorker(chaos: Chaos): Promise<void> {
  const { system } = chaos;
  const job = await running(chaos);
  const [run] = await system.query<{ workerId: string }>(
    'SELECT worker_id AS "workerId" FROM engine.unfinished WHERE job_id = $1',
    [job.jobId],
  );
  const worker = system.workers.find(({ pid }) => run!.workerId.includes(`-${pid}-`))!;
  chaos.fault('kill -9 after a cancellation', worker);
  worker.freeze();
  await cancel(chaos, job, [200]);
  await worker.kill();
  await worker.start();
  await endsAs(chaos, job, ['CANCELLED'], 'a cancelled job whose worker died');
}

async function running({ client, seen }: Chaos): Promise<Acknowledged> {
  const job = await client.submit({ deed: 'slow', beforeMs: 30_000 });
  await seen(`SELECT FROM jobs WHERE id = $1 AND status = 'RUNNING'`, [job.jobId], 'a job to run');
  return job;
}

async function cancel({ client, expect, fault }: Chaos, job: Acknowledged, fitting: number[]): Promise<void> {
  fault('cancel');
  const status = await client.cancel(job);
  expect(fitting.includes(status), `DELETE /api/jobs/${job.jobId} was answered with ${status}`);
}

async function endsAs({ system, seen, expect }: Chaos, job: Acknowledged, fitting: string[], what: string) {
  await seen(
    `SELECT FROM jobs WHERE id = $1 AND status IN ('COMPLETED', 'FAILED', 'CANCELLED')`,
    [job.jobId],
    `${what} to end`,
    ENDS_WITHIN_MS,
  );
  const [row] = await system.query<{ status: string }>('SELECT status FROM jobs WHERE id = $1', [job.jobId]);
  expect(fitting.includes(row!.status), `${what} was cancelled and ended ${row!.status}`);
}
