import type { Chaos } from '../harness/chaos.js';
import type { EnginePromise } from '../harness/engine-promise.js';
import { eventually } from '../harness/eventually.js';
import { missingForHosts } from '../harness/hosts.js';
import { busyWorker, ranElsewhere } from './workers.js';

/** Longer than the lease: the run on the host without a network is lost, and ends while its cable is still out or just back. */
const DEAF_MS = 3_000;

/** A worker that was cut off has a connection again, and says what became of its runs. */
const BACK_WITHIN_MS = 60_000;

/** 17: a worker's host loses the network, and gets it back. */
export const hosts: EnginePromise = {
  number: 17,
  title: 'hosts',
  faults: { long: 10, short: 2 },
  onlyLong: true,
  system: { hosts: true },
  missing: missingForHosts,
  async run(chaos) {
    await chaos.underLoad([100, 500], async () => {
      chaos.client.send(6, () => ({ deed: 'effect', beforeMs: 500, afterMs: 500 }));
      const { worker, jobId } = await busyWorker(chaos, { deed: 'deaf', beforeMs: DEAF_MS });
      const refused = refusals(worker);
      chaos.fault('cable out', worker);
      worker.host!.unplug();
      try {
        await ranElsewhere(chaos, worker.pid, jobId);
      } finally {
        worker.host!.plugIn();
      }
      await eventually(
        async () => refusals(worker) > refused || undefined,
        'the outcome of a host that was cut off to be refused',
        BACK_WITHIN_MS,
      );
      await runsAgain(chaos, worker);
    });
  },
};

type Worker = Chaos['system']['workers'][number];

const refusals = (worker: Worker): number => worker.logged().filter(({ event }) => event === 'refused').length;

/** Resolves when the worker takes jobs again. */
async function runsAgain(chaos: Chaos, worker: Worker): Promise<void> {
  const since = new Date();
  await eventually(
    async () => {
      await chaos.client.submit({ deed: 'echo' });
      const runs = await chaos.system.query(
        'SELECT FROM job_attempts WHERE worker_id LIKE $1 AND started_at > $2 LIMIT 1',
        [`%-${worker.pid}-%`, since],
      );
      return runs.length > 0 || undefined;
    },
    'a host that was cut off to take jobs again',
    BACK_WITHIN_MS,
  );
}
