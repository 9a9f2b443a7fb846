import { setTimeout as delay } from 'node:timers/promises';
import type { Chaos } from '../harness/chaos.js';
import type { ChaosProcess } from '../harness/chaos-process.js';
import type { Wish } from '../harness/client.js';
import type { EnginePromise } from '../harness/engine-promise.js';
import { eventually } from '../harness/eventually.js';

/** After the last wait a job runs within a minute. */
const LONGEST_REST_MS = 360_000;

/** 2: a worker that is killed loses no job. */
export const deadWorkers: EnginePromise = {
  number: 2,
  title: 'dead workers',
  faults: { long: 100, short: 3 },
  // The usual waits: with the suite's short ones a job meets five kills, which none does that rests between them.
  system: { settings: { JOB_LOSS_DELAYS_MS: '0,10000,60000,300000' } },
  async run(chaos) {
    const { system, client, expect } = chaos;
    await chaos.underLoad([300, 1_500], async () => {
      client.send(5, () => ({ deed: 'effect', beforeMs: 200, afterMs: 400 }));
      const { worker } = await busyWorker(chaos, { deed: 'effect', beforeMs: 200, afterMs: 400 });
      chaos.fault('kill -9', worker);
      await worker.kill();
      await worker.start();
    });
    await client.settled();
    await chaos.allEnded(LONGEST_REST_MS);
    const lost = await system.query(`SELECT FROM job_attempts WHERE outcome = 'LOST'`);
    expect(lost.length > 0, 'no run was cut off by the death of its worker');
    const limit = await system.query(`SELECT FROM jobs WHERE error_code = 'WORKER_LOST' AND status = 'FAILED'`);
    expect(limit.length === 0, `${limit.length} jobs reached the limit of losses`);
  },
};

/** 7: a worker that is frozen past its lease changes nothing when it comes back. */
export const zombies: EnginePromise = {
  number: 7,
  title: 'zombies',
  faults: { long: 20, short: 2 },
  async run(chaos) {
    await chaos.underLoad([100, 300], async (index) => {
      // Others with an effect are frozen with it.
      chaos.client.send(6, () => ({ deed: 'effect', beforeMs: 500, afterMs: 500 }));
      const { worker, jobId } = await busyWorker(chaos, { deed: 'deaf', beforeMs: DEAF_MS });
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
      client.send(2, () => SLOW);
      const { worker } = await busyWorker(chaos, SLOW);
      await delay(random.between(0, 250));
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
    const [interrupted] = await system.query(`SELECT FROM job_attempts WHERE outcome = 'INTERRUPTED' LIMIT 1`);
    chaos.expect(interrupted !== undefined, 'no run was interrupted');
    const spent = await system.query(`SELECT FROM job_attempts WHERE outcome = 'LOST'`);
    chaos.expect(spent.length === 0, `${spent.length} attempts were lost at a shutdown instead of interrupted`);
  },
};

/** Takes longer than a shutdown leaves to what runs. */
const SLOW: Wish = { deed: 'slow', beforeMs: 5_000 };

/** SHUTDOWN_TIMEOUT_MS of the suite, the grace for handlers to heed it, and closing (run-process.ts). */
const STOP_WITHIN_MS = 2_000 + 10_000;

/** How long a `deaf` run takes: another is still at it when the zombie, whose time is over, returns. */
const DEAF_MS = 3_000;

/** A job begins within this, also behind the recovery from the fault before. */
const BUSY_WITHIN_MS = 60_000;

/** A worker that has something to lose: it runs a job of this wish. */
export async function busyWorker(
  { system, client }: Chaos,
  wish: Wish,
): Promise<{ worker: ChaosProcess; jobId: string }> {
  const { jobId } = await client.submit(wish);
  const worker = await eventually(
    async () => {
      const [run] = await system.query<{ workerId: string }>(
        `SELECT worker_id AS "workerId" FROM engine.unfinished WHERE phase = 'x' AND job_id = $1`,
        [jobId],
      );
      return run && system.workers.find(({ pid }) => run.workerId.includes(`-${pid}-`));
    },
    'a worker to run a job',
    BUSY_WITHIN_MS,
  );
  return { worker, jobId };
}

const runsElsewhere = ({ seen }: Chaos, pid: number, jobId: string): Promise<void> =>
  seen(
    `SELECT FROM engine.unfinished WHERE phase = 'x' AND job_id = $1 AND worker_id NOT LIKE $2`,
    [jobId, `%-${pid}-%`],
    'a lost run to begin elsewhere',
  );

export const ranElsewhere = ({ seen }: Chaos, pid: number, jobId: string): Promise<void> =>
  seen(
    `SELECT FROM job_attempts WHERE job_id = $1 AND outcome = 'COMPLETED' AND worker_id NOT LIKE $2`,
    [jobId, `%-${pid}-%`],
    'a lost run to be finished elsewhere',
  );
