import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Chaos } from '../harness/chaos.js';
import type { EnginePromise } from '../harness/engine-promise.js';
import { aDispatch, inTransaction } from './statements.js';

/** 3: dispatchers die before and after a dispatch. */
export const deadDispatchers: EnginePromise = {
  number: 3,
  title: 'dead dispatchers',
  faults: { long: 100, short: 3 },
  // Two workers with one slot each, and effects of up to 500 ms.
  jobMs: 250,
  system: { apis: 2, proxied: true, settings: { CHAOS_CONCURRENCY: '1' } },
  async run(chaos) {
    const { system, observer, random } = chaos;
    await keepsItsBound(chaos);

    await chaos.times(async (index) => {
      // The first is the one that leaves a window entry which BullMQ has never heard of.
      const side = index === 0 ? 'after' : random.pick(['before', 'after'] as const);
      const traps = system.processes.map((each) => {
        const stop = (): void => {
          chaos.fault(`kill -9 ${side} a dispatch`, each);
          each.signal('SIGKILL');
        };
        const snare = side === 'before' ? { before: stop } : { after: stop, answer: MOVED };
        return system.links.get(each)!.postgres.arm(aDispatch, snare);
      });
      chaos.sendShare(index, () => ({ deed: 'effect', beforeMs: random.between(300, 500) }));
      await chaos.caught(traps);
      for (const { disarm } of traps) disarm();
      await delay(random.between(0, 500));
    });
    // One run a worker, each longer than 250 ms: that is what the window is measured by, and one that died counts a second more.
    const bound = 2 * system.workers.length;
    chaos.expect(
      observer.largestWindow <= bound,
      `${observer.largestWindow} jobs were in the window, and its bound was ${bound}`,
    );
  },
};

/** In the answer of a dispatch that has moved jobs: an array that is not empty. */
const MOVED = /\{\w/;

/** How long each entry that comes into the window takes: the lock is held that long, and nobody may see the entry before. */
const HELD_MS = 150;

const SLOW_DISPATCH = `
  CREATE FUNCTION engine.be_slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(${HELD_MS / 1_000}); RETURN NEW; END';
  CREATE TRIGGER slow BEFORE UPDATE ON engine.unfinished FOR EACH ROW WHEN (OLD.phase = 'r' AND NEW.phase = 'w')
    EXECUTE FUNCTION engine.be_slow()`;

/** Less than the 3 s after which the reconciler looks at an entry: what begins within this was not in need of it. */
const UNAIDED_MS = 2_500;

/**
 * Without any fault but slow dispatches: what is dispatched begins at once, and dispatchers that wait for each other count right.
 * One that commits later than its statement ends is slow there too.
 */
async function keepsItsBound(chaos: Chaos): Promise<void> {
  const holds = chaos.system.processes.map((each) =>
    chaos.system.links.get(each)!.postgres.arm(inTransaction('dispatch'), { holdMs: HELD_MS }, { always: true }),
  );
  await chaos.system.query(SLOW_DISPATCH);
  try {
    await fillWindow(chaos);
  } finally {
    for (const { disarm } of holds) disarm();
    await chaos.system.query('DROP FUNCTION engine.be_slow() CASCADE');
  }
}

async function fillWindow({ system, client, observer, expect, seen }: Chaos): Promise<void> {
  const since = Date.now();
  const busy = await Promise.all(system.workers.map(() => client.submit({ deed: 'slow', beforeMs: UNAIDED_MS })));
  const ids = busy.map(({ jobId }) => jobId);
  await seen(
    `SELECT FROM engine.unfinished WHERE phase = 'x' AND job_id = ANY ($1) HAVING count(*) = $2`,
    [ids, ids.length],
    'the first jobs to begin',
    4 * UNAIDED_MS,
  );
  const tookMs = Date.now() - since;
  expect(
    tookMs < UNAIDED_MS,
    `the first jobs began after ${tookMs} ms: their dispatch went wrong and was mended later`,
  );

  // Every worker is busy, so that what is dispatched now stays in the window.
  await Promise.all(Array.from({ length: 8 }, () => client.submit({ deed: 'slow', beforeMs: 300 })));
  await seen(`SELECT FROM engine.unfinished WHERE phase = 'w' HAVING count(*) >= 2`, [], 'the window to be full');
  await delay(4 * HELD_MS);
  expect(observer.largestWindow <= 2, `${observer.largestWindow} jobs were in a window for 2`);
}

/** 4: Redis loses everything, or some of it, or does not answer, or refuses. */
export const wipedRedis: EnginePromise = {
  number: 4,
  title: 'Redis wiped and worse',
  backends: ['redis'],
  faults: { long: 60, short: 6 },
  async run(chaos) {
    const { system, client, scale, random } = chaos;
    const server = system.plan.redis!;
    const redis = new Redis(server.url, { retryStrategy: () => 100, maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    const pauseMs = scale.form === 'long' ? 20_000 : 2_000;
    const faults: [string, () => Promise<unknown>][] = [
      ['FLUSHALL', () => redis.flushall()],
      ['restart', () => server.restart()],
      ['keys deleted', () => deleteSome(redis, random.next)],
      ['CLIENT PAUSE', () => redis.call('CLIENT', 'PAUSE', String(pauseMs)).then(() => delay(pauseMs))],
      ['out of memory', () => configured(redis, 'maxmemory', '1', '0', () => delay(2_000))],
      ['wrong policy', () => configured(redis, 'maxmemory-policy', 'allkeys-lru', 'noeviction', () => degraded(chaos))],
    ];
    try {
      await chaos.underLoad([200, 600], async (index) => {
        const [kind, inject] = faults[index % faults.length]!;
        chaos.fault(kind, 'system');
        await Promise.all([inject(), delay(50).then(() => client.submit({ deed: 'echo' }))]);
      });
    } finally {
      redis.disconnect();
    }
    await client.settled();
    const refused = [...client.statuses].filter(([status]) => status !== 200 && status !== 201);
    chaos.expect(refused.length === 0, `creations were not answered with 201 but with ${JSON.stringify(refused)}`);
  },
};

async function deleteSome(redis: Redis, draw: () => number): Promise<void> {
  const keys = await redis.keys('bull:*');
  const chosen = keys.filter(() => draw() < 0.5);
  if (chosen.length > 0) await redis.del(chosen);
}

/** Sets one of Redis's settings while `work` is done. */
async function configured(
  redis: Redis,
  name: string,
  wrong: string,
  right: string,
  work: () => Promise<void>,
): Promise<void> {
  await redis.config('SET', name, wrong);
  try {
    await work();
  } finally {
    await redis.config('SET', name, right);
  }
}

async function degraded({ client, expect }: Chaos): Promise<void> {
  const { status, body } = await client.request('org_a', '/health/ready');
  expect(
    status === 200 && JSON.stringify(body).includes('degraded'),
    `readiness with a wrong eviction policy: ${status} ${JSON.stringify(body)}`,
  );
}
