import type { Chaos } from '../harness/chaos.js';
import type { EnginePromise } from '../harness/engine-promise.js';

const SLOTS = 4;
const JOB_MS = 100;
const LATECOMERS = 10;

/** The window holds what is finished in this long (docs/architecture.md). */
const WINDOW_MS = 250;

/** 11: one organization's backlog, all HIGH, does not delay another's few. */
export const fairness: EnginePromise = {
  number: 11,
  title: 'fairness',
  faults: { long: 1, short: 1 },
  system: { settings: { CHAOS_CONCURRENCY: String(SLOTS / 2) } },
  async run(chaos) {
    const { client, scale } = chaos;
    const aloneMs = await timeLatecomers(chaos);
    client.send(scale.form === 'long' ? 5_000 : 150, () => ({ deed: 'slow', beforeMs: JOB_MS }), {
      organizationId: 'org_a',
      priority: 'HIGH',
    });
    await client.settled();
    const [left] = await chaos.system.query<{ count: string }>('SELECT count(*) FROM engine.unfinished');
    chaos.expect(Number(left!.count) > 2 * LATECOMERS, 'the backlog was done before the latecomers came');
    chaos.fault('a backlog of another organization');
    const behindMs = await timeLatecomers(chaos);
    const allowedMs = 2 * aloneMs + JOB_MS + WINDOW_MS;
    chaos.expect(
      behindMs <= allowedMs,
      `ten jobs took ${behindMs} ms behind a backlog and ${aloneMs} ms alone: at most ${allowedMs} ms are promised`,
    );
  },
};

/** @returns ms from the first creation until the last completion, by the database's clock */
async function timeLatecomers({ client, system, seen }: Chaos): Promise<number> {
  const wishes = Array.from({ length: LATECOMERS }, () =>
    client.submit({ deed: 'slow', beforeMs: JOB_MS }, { organizationId: 'org_b' }),
  );
  const ids = (await Promise.all(wishes)).map(({ jobId }) => jobId);
  await seen(
    `SELECT FROM jobs WHERE id = ANY ($1) AND status = 'COMPLETED' HAVING count(*) = $2`,
    [ids, ids.length],
    'the latecomers to be done',
  );
  const [row] = await system.query<{ ms: number }>(
    `SELECT (extract(epoch FROM max(completed_at) - min(created_at)) * 1000)::float8 AS ms FROM jobs WHERE id = ANY ($1)`,
    [ids],
  );
  return row!.ms;
}
