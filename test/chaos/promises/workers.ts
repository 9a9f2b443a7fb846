import { setTimeout as delay } from 'node:timers/promises';
import type { Chaos } from '../harness/chaos.js';
import type { ChaosProcess } from '../harness/chaos-process.js';
import type { EnginePromise } from '../harness/engine-promise.js';
import { eventually } from '../harness/eventually.js';

/** 2: a worker that is killed loses no job. */
export const deadWorkers: EnginePromise = {
  number: 2,
  title: 'dead workers',
  faults: { long: 100, short: 4 },
  async run(chaos) {
    const { system, random } = chaos;
    await chaos.underLoad([300, 1_500], async () => {
      const worker = random.pick(system.workers);
      chaos.fault('kill -9', worker);
      await worker.kill();
      await worker.start();
    });
  },
};

/** 7: a worker that is frozen past its lease changes nothing when it comes back. */
export const zombies: EnginePromise = {
  number: 7,
  title: 'zombies',
  faults: { long: 20, short: 2 },
  async run(chaos) {
    await chaos.underLoad([100, 300], async (index) => {
      const { worker, jobId } = await busyWorker(chaos);
      const refused = worker.logged().filter(({ event }) => event === 'refused').length;
      chaos.fault('SIGSTOP', worker);
      worker.freeze();
      // It comes back while another does its work, or when that is done.
      await (index % 2 === 0 ? runsElsewhere(chaos, worker.pid, jobId) : ranElsewhere(chaos, worker.pid, jobId));
      worker.thaw();
      await eventually(
        async () => worker.logged().filter(({ event }) => event === 'refused').length > refused || undefined,
        'the zombie to be refused',
        30_000,
      );
    });
  },
};

/** 10: SIGTERM gives running work its time, and interrupts the rest without an attempt spent. */
export const gentleStops: EnginePromise = {
  number: 10,
  title: 'SIGTERM',
  faults: { long: 30, short: 3 },
  async run(chaos) {
    const { system, random, client } = chaos;
    await chaos.underLoad([200, 600], async (index) => {
      const worker = random.pick(system.workers);
      // Too long for the time that a shutdown leaves.
      client.send(2, () => ({ deed: 'slow', beforeMs: 3_000 }));
      await delay(random.between(50, 300));
      chaos.fault('SIGTERM', worker);
      const since = Date.now();
      const ended = worker.terminate();
      if (index % 2 === 1) {
        await delay(100);
        worker.signal('SIGTERM');
      }
      const { code, signal } = await ended;
      const tookMs = Date.now() - since;
      chaos.expect(code === 0, `after SIGTERM a worker ended with ${signal ?? code}`);
      chaos.expect(tookMs < STOP_WITHIN_MS, `after SIGTERM a worker took ${tookMs} ms to end`);
      await worker.start();
    });
    const spent = await system.query<{ jobId: string }>(
      `SELECT job_id AS "jobId" FROM job_attempts WHERE outcome = 'LOST'`,
    );
    chaos.expect(spent.length === 0, `${spent.length} attempts were lost at a shutdown instead of interrupted`);
  },
};

/** SHUTDOWN_TIMEOUT_MS of the suite, the grace for handlers to heed it, and closing (run-process.ts). */
const STOP_WITHIN_MS = 2_000 + 10_000;

/** How long a `deaf` run takes: another is still at it when the zombie, whose time is over, returns. */
const DEAF_MS = 3_000;

/** A worker that has something to lose: jobs with an effect, and one that returns at once when it comes back. */
async function busyWorker({ system, client, seen }: Chaos): Promise<{ worker: ChaosProcess; jobId: string }> {
  client.send(6, () => ({ deed: 'effect', beforeMs: 500, afterMs: 500 }));
  const { jobId } = await client.submit({ deed: 'deaf', beforeMs: DEAF_MS });
  const run = `FROM engine.unfinished WHERE phase = 'x' AND job_id = $1`;
  await seen(`SELECT ${run}`, [jobId], 'a worker to run the job');
  const [row] = await system.query<{ workerId: string }>(`SELECT worker_id AS "workerId" ${run}`, [jobId]);
  const worker = system.workers.find(({ pid }) => row?.workerId.includes(`-${pid}-`));
  if (!worker) throw new Error('The job ended before its worker could be frozen');
  return { worker, jobId };
}

const runsElsewhere = ({ seen }: Chaos, pid: number, jobId: string): Promise<void> =>
  seen(
    `SELECT FROM engine.unfinished WHERE phase = 'x' AND job_id = $1 AND worker_id NOT LIKE $2`,
    [jobId, `%-${pid}-%`],
    'a lost run to begin elsewhere',
  );

const ranElsewhere = ({ seen }: Chaos, pid: number, jobId: string): Promise<void> =>
  seen(
    `SELECT FROM job_attempts WHERE job_id = $1 AND outcome = 'COMPLETED' AND worker_id NOT LIKE $2`,
    [jobId, `%-${pid}-%`],
    'a lost run to be finished elsewhere',
  );
