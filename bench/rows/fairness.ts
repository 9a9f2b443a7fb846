import { setTimeout as delay } from 'node:timers/promises';
import { onSite, type Site } from '../lib/ground.js';
import type { BenchProcess } from '../lib/bench-process.js';
import { interleave, type Row } from '../lib/row.js';
import { median, ratio, spread } from '../lib/statistics.js';

const SLOTS = 4;
const JOB_MS = 100;
const LATECOMERS = 10;

/** The window holds what is finished in this long (docs/architecture.md). */
const WINDOW_MS = 250;

/** Milliseconds from B's first creation until its last completion, by the database's clock. */
interface Finish {
  aloneMs: number;
  againMs: number;
  behindMs: number;
}

/**
 * 5: organization B creates 10 NORMAL jobs of 100 ms, alone and behind a backlog of 5 000 HIGH jobs of organization A, for one worker
 * with 4 slots. From B's first creation until its last completion. Allowed is what promise 11 of the chaos suite allows: twice
 * the time alone, plus a running job, plus the window's time; the second line is the share of that which was used.
 */
export const fairness: Row = {
  number: 5,
  title: "an organization's jobs behind another's backlog",
  async run({ ground, short, ...context }) {
    const { engine } = await interleave(
      context,
      ['engine'],
      () => onSite(ground, (site) => measure(site, short ? 500 : 5_000)),
      ({ aloneMs, behindMs }) => `alone ${aloneMs.toFixed(0)} ms, behind a backlog ${behindMs.toFixed(0)} ms`,
    );
    const of = (key: keyof Finish): number[] => engine.map((value) => value[key]);
    const figures = {
      alone: `${median(of('aloneMs')).toFixed(0)} ms`,
      behind: `${median(of('behindMs')).toFixed(0)} ms`,
    };
    const noise = ratio(of('againMs'), of('aloneMs'));
    return [
      {
        row: 5,
        what: "B's finish: behind A's flood / alone",
        ratio: ratio(of('behindMs'), of('aloneMs')),
        noise,
        figures,
      },
      {
        row: 5,
        what: "B's finish behind A's flood, of what is allowed",
        ratio: spread(engine.map(({ aloneMs, behindMs }) => behindMs / (2 * aloneMs + JOB_MS + WINDOW_MS))),
        noise,
        target: { atMost: 1 },
        figures,
      },
    ];
  },
};

async function measure(site: Site, backlog: number): Promise<Finish> {
  const worker = await site.start('bench/processes/worker.js', { env: { BENCH_CONCURRENCY: String(SLOTS) } });
  const producer = await site.start('bench/processes/producer.js', { env: { BENCH_CONCURRENCY: String(SLOTS) } });
  const latecomers = async (): Promise<number> => {
    await submit(producer, 'org_b', LATECOMERS);
    return finishOf(site);
  };
  await latecomers();
  const aloneMs = await latecomers();
  const againMs = await latecomers();
  await submit(producer, 'org_a', backlog, 'HIGH');
  await delay(1_000);
  const behindMs = await latecomers();
  const [left] = await site.query<{ count: number }>('SELECT count(*)::int AS count FROM engine.unfinished');
  if (left!.count < backlog / 2) throw new Error("A's backlog was done before B's jobs came");
  // It has a backlog still: it would take its time for nothing.
  await worker.kill();
  return { aloneMs, againMs, behindMs };
}

const submit = (producer: BenchProcess, organization: string, jobs: number, priority = 'NORMAL') =>
  producer.ask('submit', { organization, jobs, workMs: JOB_MS, priority });

/** Waits for B's newest jobs. */
async function finishOf(site: Site): Promise<number> {
  for (;;) {
    const [row] = await site.query<{ done: number; ms: number }>(
      `SELECT count(*) FILTER (WHERE status = 'COMPLETED')::int AS done,
         (extract(epoch FROM max(completed_at) - min(created_at)) * 1000)::float8 AS ms
       FROM (SELECT * FROM jobs WHERE organization_id = 'org_b' ORDER BY created_at DESC, id LIMIT $1) b`,
      [LATECOMERS],
    );
    if (row!.done === LATECOMERS) return row!.ms;
    await delay(10);
  }
}
