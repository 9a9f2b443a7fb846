import { setTimeout as delay } from 'node:timers/promises';
import type { BenchProcess } from './bench-process.js';
import type { Site } from './ground.js';

/** Jobs that a worker of any side runs at once: what the ADR on SQL measured as the best. */
const CONCURRENCY = 200;

/** How exactly the end is seen: a hundredth of the shortest measurement. */
const POLL_MS = 10;

/** One side of a comparison: a producer and a worker, each a process of its own. */
export interface Contender {
  /** The module of the build that is started as `producer` and as `worker`. */
  module: string;
  /** Which of its ways. */
  mode?: string;
  /** Jobs in one call of create. */
  batch: number;
  /** SQL: how many rows are not finished; asked once the worker has counted all. Absent where a design has no rows. */
  unfinished?: string;
  /** SQL: how many rows say COMPLETED; absent where a design keeps none. */
  completed?: string;
}

/** The product with the bench's no-op job. */
const OURS = {
  module: 'bench/processes',
  unfinished: 'SELECT count(*)::int AS count FROM engine.unfinished',
  completed: `SELECT count(*)::int AS count FROM jobs WHERE status = 'COMPLETED' AND completed_at IS NOT NULL`,
};

const PG_BOSS = {
  module: 'bench/peers/pg-boss.js',
  unfinished: `SELECT count(*)::int AS count FROM pgboss.job WHERE state <> 'completed' AND name = 'bench'`,
  completed: `SELECT count(*)::int AS count FROM pgboss.job WHERE state = 'completed' AND name = 'bench'`,
};

const BULLMQ = { module: 'bench/peers/bullmq.js' };

const GRAPHILE = {
  module: 'bench/peers/graphile-worker.js',
  unfinished: 'SELECT count(*)::int AS count FROM graphile_worker.jobs',
};

export const contenders = {
  ours: { ...OURS, batch: 1 },
  'ours, batches of 50': { ...OURS, batch: 50 },
  BullMQ: { ...BULLMQ, mode: 'redis', batch: 1 },
  'BullMQ again': { ...BULLMQ, mode: 'redis', batch: 1 },
  'BullMQ, addBulk of 50': { ...BULLMQ, mode: 'redis', batch: 50 },
  'BullMQ on PostgreSQL': { ...BULLMQ, mode: 'postgres', batch: 1 },
  naive: {
    module: 'bench/peers/naive.js',
    batch: 1,
    unfinished: `SELECT count(*)::int AS count FROM naive_jobs WHERE status <> 'COMPLETED'`,
    completed: `SELECT count(*)::int AS count FROM naive_jobs WHERE status = 'COMPLETED' AND completed_at IS NOT NULL`,
  },
  'pg-boss send': { ...PG_BOSS, mode: 'send', batch: 1 },
  'pg-boss at its best': { ...PG_BOSS, mode: 'coalesced', batch: 1 },
  'graphile-worker addJob': { ...GRAPHILE, mode: 'single', batch: 1 },
  'graphile-worker at its best': { ...GRAPHILE, mode: 'coalesced', batch: 1 },
} satisfies Record<string, Contender>;

export type ContenderName = keyof typeof contenders;

/** A side's processes, at work. */
export interface Running {
  producer: BenchProcess;
  worker: BenchProcess;
  /** How many jobs are finished, as the worker counts; a row that says so may be a moment later. */
  finished(): Promise<number>;
}

/** Starts a side's two processes; the worker first, which makes what tables it needs. */
export async function startContender(site: Site, { module, mode = '' }: Contender): Promise<Running> {
  const env = { BENCH_CONCURRENCY: String(CONCURRENCY) };
  if (module !== OURS.module) {
    const worker = await site.start(module, { args: ['worker', mode], env });
    const producer = await site.start(module, { args: ['producer', mode], env });
    return { producer, worker, finished: () => worker.ask<number>('finished') };
  }
  const worker = await site.start(`${module}/worker.js`, { env });
  const producer = await site.start(`${module}/producer.js`, { env });
  return {
    producer,
    worker,
    // Counted in the transaction that writes the outcomes: one row to read, however many jobs there are.
    async finished() {
      const text = `SELECT coalesce(sum(completed), 0)::int AS count FROM engine.workers WHERE queue = 'bench'`;
      const [row] = await site.query<{ count: number }>(text);
      return row!.count;
    },
  };
}

/** Resolves when so many jobs have been finished since the start, their rows committed. @throws Error when rows are missing */
export async function settle(site: Site, { unfinished, completed }: Contender, running: Running, jobs: number) {
  while ((await running.finished()) < jobs) await delay(POLL_MS);
  while (unfinished && (await countOf(site, unfinished)) > 0) await delay(POLL_MS);
  return async (): Promise<void> => {
    const rows = completed ? await countOf(site, completed) : jobs;
    if (rows !== jobs) throw new Error(`${rows} rows say COMPLETED, not ${jobs}`);
  };
}

async function countOf(site: Site, text: string): Promise<number> {
  const [row] = await site.query<{ count: number }>(text);
  return row!.count;
}
