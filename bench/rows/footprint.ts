import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../scripts/lib/local-folder.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import type { BenchProcess } from '../lib/bench-process.js';
import { contenders, startContender } from '../lib/contenders.js';
import { onSite, type Site } from '../lib/ground.js';
import { interleave, type Line, type Row } from '../lib/row.js';
import { median, ratio, spread } from '../lib/statistics.js';

const FIRST_PORT = 24_000;

/** Jobs in flight, and how long each of them sleeps: longer than it is looked at. */
const IN_FLIGHT = 100;
const SLEEP_MS = 60_000;

/** What the image starts Node with. */
const [, OF_THE_IMAGE = ''] = /NODE_OPTIONS=(\S+)/.exec(readFileSync(join(root, 'Dockerfile'), 'utf8')) ?? [];

/** What a worker may take when it has nothing to do, and how long a process may take to start (docs/performance.md). */
const LIMITS = { memoryMb: 150, cpuPercent: 1, startMs: 2_000 };

/** Processor time in percent of a core, memory in MB. */
interface Use {
  cpuPercent: number;
  memoryMb: number;
}

interface Footprint {
  starts: Record<'api' | 'worker' | 'scheduler', number>;
  idle: Use;
  busy: Use;
  naive: Use;
  naiveAgain: Use;
}

/**
 * 6: the product's processes as they are started in production, one after another on a quiet machine: from the fork until each says
 * that it serves. Then its worker with nothing to do: processor time (all threads) over some seconds, and resident memory at their
 * end; the same of the bench's worker with 100 jobs in flight that sleep. Beside it the worker of the naive design, idle.
 * The ratio is what was used of what is allowed; A/A is the naive worker looked at twice.
 */
export const footprint: Row = {
  number: 6,
  title: 'processes: start, idle, 100 jobs in flight',
  async run({ ground, short, ...context }) {
    const seconds = short ? 1 : 8;
    const { engine } = await interleave(
      context,
      ['engine'],
      () => onSite(ground, (site) => measure(site, seconds)),
      ({ starts, idle, busy, naive }) =>
        `start ${Object.values(starts)
          .map((ms) => ms.toFixed(0))
          .join('/')} ms, idle ${show(idle)}, 100 in flight ${show(busy)}, naive idle ${show(naive)}`,
    );
    const of = (pick: (value: Footprint) => number): number[] => engine.map(pick);
    const used = (limit: number, pick: (value: Footprint) => number) => spread(of(pick).map((value) => value / limit));
    const noise = ratio(
      of(({ naiveAgain }) => naiveAgain.memoryMb),
      of(({ naive }) => naive.memoryMb),
    );
    const mb = (pick: (value: Footprint) => Use): string =>
      `${median(of((value) => pick(value).memoryMb)).toFixed(0)} MB`;
    const cpu = (pick: (value: Footprint) => Use): string =>
      `${median(of((value) => pick(value).cpuPercent)).toFixed(2)} %`;
    const atMost = { atMost: 1 };
    const starts = (['api', 'worker', 'scheduler'] as const).map((name): Line => ({
      row: 6,
      what: `start of the ${name} until it serves, of 2 s`,
      ratio: used(LIMITS.startMs, ({ starts: each }) => each[name]),
      noise,
      target: atMost,
      figures: { start: `${median(of(({ starts: each }) => each[name])).toFixed(0)} ms` },
    }));
    return [
      {
        row: 6,
        what: 'memory of an idle worker, of 150 MB',
        ratio: used(LIMITS.memoryMb, ({ idle }) => idle.memoryMb),
        noise,
        target: atMost,
        figures: {
          ours: mb(({ idle }) => idle),
          'with 100 in flight': mb(({ busy }) => busy),
          naive: mb(({ naive }) => naive),
        },
      },
      {
        row: 6,
        what: 'CPU of an idle worker, of 1 % of a core',
        ratio: used(LIMITS.cpuPercent, ({ idle }) => idle.cpuPercent),
        noise,
        target: atMost,
        figures: {
          ours: cpu(({ idle }) => idle),
          'with 100 in flight': cpu(({ busy }) => busy),
          naive: cpu(({ naive }) => naive),
        },
      },
      ...starts,
    ];
  },
};

const show = ({ cpuPercent, memoryMb }: Use): string => `${memoryMb.toFixed(0)} MB ${cpuPercent.toFixed(2)} %`;

async function measure(site: Site, seconds: number): Promise<Footprint> {
  const look = async (worker: BenchProcess): Promise<Use> => {
    const before = worker.cpuMs();
    await delay(seconds * 1_000);
    return { cpuPercent: (worker.cpuMs() - before) / seconds / 10, memoryMb: worker.memoryMb() };
  };
  const launch = async (module: string, variable: string): Promise<BenchProcess> =>
    site.start(module, { env: { [variable]: String(await freePort(FIRST_PORT)), NODE_OPTIONS: OF_THE_IMAGE } });

  const api = await launch('src/main.js', 'PORT');
  await api.end();
  const scheduler = await launch('src/scheduler.js', 'SCHEDULER_HEALTH_PORT');
  await scheduler.end();
  const worker = await launch('src/worker.js', 'HEALTH_PORT');
  await delay(3_000);
  const idle = await look(worker);
  await worker.end();

  const ours = await startContender(site, contenders.ours);
  await ours.producer.ask('submit', { organization: 'org_a', jobs: IN_FLIGHT, workMs: SLEEP_MS });
  while ((await running(site)) < IN_FLIGHT) await delay(50);
  await ours.producer.end();
  const busy = await look(ours.worker);
  await ours.worker.kill();

  const peer = await startContender(site, contenders.naive);
  await peer.producer.end();
  await delay(3_000);
  const naive = await look(peer.worker);
  const naiveAgain = await look(peer.worker);
  const starts = { api: api.startMs, worker: worker.startMs, scheduler: scheduler.startMs };
  return { starts, idle, busy, naive, naiveAgain };
}

async function running(site: Site): Promise<number> {
  const [row] = await site.query<{ count: number }>(`SELECT count(*)::int AS count FROM jobs WHERE status = 'RUNNING'`);
  return row!.count;
}
