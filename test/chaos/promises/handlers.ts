import { setTimeout as delay } from 'node:timers/promises';
import type { Chaos } from '../harness/chaos.js';
import type { EnginePromise } from '../harness/engine-promise.js';
import type { Deed } from '../processes/chaos.job.js';

/** What every one of them ends with: its attempts are spent, or it is refused at once. */
const poisons: Deed[] = ['throw-string', 'throw-later', 'reject-later', 'cycle', 'huge', 'exit'];

/** Its worker is ended by the lease thread 10 s past the limit, twice: minutes. */
const slowPoisons: Deed[] = ['block'];

/** `block` takes its limit, 10 s, and a lease, twice, then its limit and 10 s alone; a busy machine as long again. */
const ENDS_WITHIN_MS = 150_000;

/** 12: a handler that misbehaves fails by itself. */
export const poison: EnginePromise = {
  number: 12,
  title: 'poison',
  faults: { long: 28, short: 6 },
  system: { settings: { CHAOS_TIME_LIMIT_MS: '5000' } },
  async run(chaos) {
    const { client, scale, seen } = chaos;
    const kinds = scale.form === 'long' ? [...poisons, ...slowPoisons] : poisons;
    const neighbours = (): void => client.send(4, () => ({ deed: 'slow', beforeMs: 300 }));
    await chaos.times(async (index) => {
      const deed = kinds[index % kinds.length]!;
      neighbours();
      chaos.fault(deed);
      const { jobId } = await client.submit({ deed });
      neighbours();
      if (scale.form === 'long')
        await seen(`SELECT FROM jobs WHERE id = $1 AND completed_at IS NOT NULL`, [jobId], deed, ENDS_WITHIN_MS);
    });
    await client.settled();
    await chaos.allEnded(ENDS_WITHIN_MS);
    await wentAsTheyShould(chaos);
  },
};

async function wentAsTheyShould({ system, expect }: Chaos): Promise<void> {
  const rows = await system.query<{ deed: Deed; status: string; attempts: number; error: string | null }>(
    `SELECT payload ->> 'deed' AS deed, status, attempts, error FROM jobs`,
  );
  for (const { deed, status, attempts, error } of rows) {
    if (deed === 'slow')
      expect(
        status === 'COMPLETED' && attempts === 1,
        `a neighbour ended ${status} after ${attempts} attempts: ${error}`,
      );
    else expect(status === 'FAILED' && Boolean(error), `"${deed}" ended ${status}, error: ${error}`);
  }
}

/** 16: everything at once, again and again. */
export const storms: EnginePromise = {
  number: 16,
  title: 'storms',
  faults: { long: 100, short: 4 },
  async run(chaos) {
    const { system, client, random } = chaos;
    client.send(chaos.scale.jobs, () => ({ deed: 'storm', beforeMs: random.between(0, 100) }));
    await chaos.times(async () => {
      await delay(random.between(100, 400));
      if (random.next() < 0.5) {
        chaos.fault('redispatch');
        await redispatch(chaos);
        return;
      }
      const worker = random.pick(system.workers);
      chaos.fault('SIGTERM', worker);
      await worker.terminate();
      await worker.start();
    });
  },
};

/** Takes the window back as a reconciler does that is mistaken: BullMQ still holds every entry. */
async function redispatch({ system }: Chaos): Promise<void> {
  await system.query(
    `WITH gate AS (SELECT queue FROM engine.queues FOR UPDATE),
     back AS (UPDATE engine.unfinished u SET phase = 'r' FROM gate WHERE u.phase = 'w' AND u.queue = gate.queue
       RETURNING u.queue, u.organization_id)
     UPDATE engine.lanes l SET waiting = true FROM back
     WHERE l.queue = back.queue AND l.organization_id = back.organization_id`,
  );
}
