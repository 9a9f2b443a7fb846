import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostPacing, type Turn } from '../../src/context-scraping/pacing/host-pacing.js';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { eventually } from '../support/engine.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let place: TestDatabase;
const workers: Database[] = [];

beforeAll(async () => {
  place = await createTestDatabase();
  workers.push(...[1, 2].map(() => new Database(loadConfig({ DATABASE_URL: place.url }))));
  await workers[0]!.query('CREATE TABLE turns (host text, worker int, begun timestamptz, ended timestamptz)');
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.onApplicationShutdown()));
  await place.drop();
});

const never = () => new AbortController().signal;

/** What a process of each worker has. */
function pacings(delayMs: number): [HostPacing, HostPacing] {
  const config = loadConfig({ DATABASE_URL: place.url, SCRAPE_HOST_DELAY_MS: String(delayMs) });
  return workers.map((worker) => new HostPacing(config, worker)) as [HostPacing, HostPacing];
}

/** Takes turns and writes down, by the database's clock, from when until when each of them was had. */
async function useTurns(pacing: HostPacing, worker: number, host: string, count: number): Promise<void> {
  const use = async (): Promise<void> => {
    const turn = await pacing.take(host, never());
    await workers[worker]!.query('INSERT INTO turns VALUES ($1, $2, $3, clock_timestamp())', [
      host,
      worker,
      turn.startedAt,
    ]);
    await turn.release();
  };
  await Promise.all(Array.from({ length: count }, use));
}

interface Used {
  worker: number;
  /** From the beginning of the turn before, and from its end; null for the first. */
  sinceBegunMs: number | null;
  sinceEndedMs: number | null;
}

const readTurns = (host: string) =>
  workers[0]!.query<Used>(
    `SELECT worker, extract(epoch FROM begun - lag(begun) OVER w)::float8 * 1000 AS "sinceBegunMs",
       extract(epoch FROM begun - lag(ended) OVER w)::float8 * 1000 AS "sinceEndedMs"
     FROM turns WHERE host = $1 WINDOW w AS (ORDER BY begun) ORDER BY begun`,
    [host],
  );

describe('turns', () => {
  it('are one at a time, spaced, and shared by the workers that wait', async () => {
    const [one, two] = pacings(60);
    const host = 'spaced.test';
    await Promise.all([useTurns(one, 0, host, 6), useTurns(two, 1, host, 6)]);
    const turns = await readTurns(host);
    expect(turns).toHaveLength(12);
    for (const { sinceBegunMs, sinceEndedMs } of turns.slice(1)) {
      // PostgreSQL's microseconds come as milliseconds.
      expect(sinceBegunMs).toBeGreaterThanOrEqual(59);
      expect(sinceEndedMs).toBeGreaterThanOrEqual(-1);
    }
    expect(new Set(turns.slice(0, 6).map(({ worker }) => worker)).size).toBe(2);
  });

  it('are in the order asked for within a process', async () => {
    const [pacing] = pacings(0);
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const turn = await pacing.take('ordered.test', never());
        order.push(index);
        await turn.release();
      }),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('without a delay cost two round trips and no wait, still one at a time', async () => {
    const [pacing] = pacings(0);
    const host = 'fast.test';
    await (await pacing.take(host, never())).release();
    let asked = 0;
    const counting = { query: (...given: Parameters<Database['query']>) => (asked++, workers[0]!.query(...given)) };
    const counted = new HostPacing(
      loadConfig({ DATABASE_URL: place.url, SCRAPE_HOST_DELAY_MS: '0' }),
      counting as Database,
    );
    let had = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 200 }, async () => {
        const turn = await counted.take(host, never());
        most = Math.max(most, ++had);
        had--;
        await turn.release();
      }),
    );
    expect(asked).toBe(400);
    expect(most).toBe(1);
  });

  it('of one host do not wait for those of another', async () => {
    const [pacing] = pacings(60_000);
    const held = await pacing.take('one.test', never());
    const other = await pacing.take('two.test', never());
    expect(other.startedAt.getTime()).toBeGreaterThanOrEqual(held.startedAt.getTime());
    await Promise.all([held.release(), other.release()]);
  });

  it('come later where the host asks for more', async () => {
    const [one, two] = pacings(10);
    const first = await one.take('slow.test', never(), 120);
    await first.release();
    const second = await two.take('slow.test', never());
    expect(second.startedAt.getTime() - first.startedAt.getTime()).toBeGreaterThanOrEqual(119);
    await second.release();
  });
});

describe('a worker that died', () => {
  it('holds its turn until the lease is over', async () => {
    const [dead, alive] = pacings(0);
    await dead.take('dead.test', never());
    let turn: Turn | undefined;
    const taking = alive.take('dead.test', never()).then((taken) => (turn = taken));
    await eventually(async () => {
      const [row] = await workers[0]!.query<{ asking: boolean }>(
        `SELECT wanted_by IS NOT NULL AS asking FROM engine.hosts WHERE host = 'dead.test'`,
      );
      return row?.asking ? true : undefined;
    }, 'the other worker to ask');
    expect(turn).toBeUndefined();
    await workers[0]!.query(`UPDATE engine.hosts SET lease_until = clock_timestamp() WHERE host = 'dead.test'`);
    await (await taking).release();
  });

  it('ends no turn but its own when it wakes', async () => {
    const [stopped, alive] = pacings(0);
    const stale = await stopped.take('zombie.test', never());
    await workers[0]!.query(`UPDATE engine.hosts SET lease_until = clock_timestamp() WHERE host = 'zombie.test'`);
    const current = await alive.take('zombie.test', never());
    await stale.release();
    const [row] = await workers[0]!.query<{ held: boolean }>(
      `SELECT lease_until > clock_timestamp() AS held FROM engine.hosts WHERE host = 'zombie.test'`,
    );
    expect(row!.held).toBe(true);
    await current.release();
  });
});

describe('an abort', () => {
  const given = new Error('given up');

  it('ends the wait for another process', async () => {
    const [one, two] = pacings(0);
    const held = await one.take('abort.test', never());
    const controller = new AbortController();
    const waiting = two.take('abort.test', controller.signal);
    controller.abort(given);
    await expect(waiting).rejects.toBe(given);
    await held.release();
    await (await two.take('abort.test', never())).release();
  });

  it('ends the wait for the delay', async () => {
    const [pacing] = pacings(60_000);
    await (await pacing.take('delayed.test', never())).release();
    const controller = new AbortController();
    const waiting = pacing.take('delayed.test', controller.signal);
    controller.abort(given);
    await expect(waiting).rejects.toBe(given);
  });

  it('ends the wait within the process, and those behind go on', async () => {
    const [pacing] = pacings(0);
    const held = await pacing.take('queue.test', never());
    const controller = new AbortController();
    const second = pacing.take('queue.test', controller.signal);
    const third = pacing.take('queue.test', never());
    controller.abort(given);
    await expect(second).rejects.toBe(given);
    await held.release();
    await (await third).release();
  });
});
