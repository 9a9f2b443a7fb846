import { type Contender, type ContenderName, contenders, settle, startContender } from '../lib/contenders.js';
import { onSite } from '../lib/ground.js';
import { interleave, type Line, type Row, type RowContext } from '../lib/row.js';
import { median, ratio } from '../lib/statistics.js';

/** Calls of create that are under way at once. */
const CALLERS = 200;

/** Thrown away: code is compiled, pools and windows fill. */
const WARM_UP_JOBS = 2_000;

const LEAST_JOBS = 1_000;
const MOST_JOBS = 40_000;

/**
 * 1: no-op jobs, from the first call of create until the last job's COMPLETED row is committed, in jobs per second. Each side is
 * one producer process and one worker process, started anew a round on an empty database and an empty Redis; 200 callers create
 * one job a call, the worker runs up to 200 at once, a pool has up to 20 connections. Ours commits RUNNING before a handler runs and
 * spreads the jobs over 100 organizations; its processes log as in production. Every side's amount is what it did in the
 * warm-up, times so many seconds, so that all are measured for about as long.
 */
export const throughput: Row = {
  number: 1,
  title: 'no-op jobs, created through the producer until COMPLETED',
  async run(context) {
    const names = Object.keys(contenders) as ContenderName[];
    const rates = await interleave(
      context,
      names,
      (name) => measure(context, contenders[name]),
      (rate) => `${rate.toFixed(0)} jobs/s`,
    );
    const noise = ratio(rates['BullMQ again'], rates.BullMQ);
    const against = (base: ContenderName, what: string, atLeast?: number, side: ContenderName = 'ours'): Line => ({
      row: 1,
      what,
      ratio: ratio(rates[side], rates[base]),
      noise,
      ...(atLeast !== undefined && { target: { atLeast } }),
      figures: { [side]: perSecond(rates[side]), [base]: perSecond(rates[base]) },
    });
    return [
      against('BullMQ', 'jobs/s: ours / raw BullMQ', 0.6),
      against('naive', 'jobs/s: ours / naive', 3.5),
      against('pg-boss send', 'jobs/s: ours / pg-boss send', 3),
      against('BullMQ on PostgreSQL', "jobs/s: ours / BullMQ's PostgreSQL backend", 6),
      against('pg-boss at its best', 'jobs/s: ours / pg-boss at its best', 0.6),
      against('graphile-worker addJob', 'jobs/s: ours / graphile-worker addJob'),
      against('graphile-worker at its best', 'jobs/s: ours / graphile-worker at its best'),
      against('BullMQ, addBulk of 50', 'jobs/s: ours / raw BullMQ, 50 jobs a call', undefined, 'ours, batches of 50'),
    ];
  },
};

const perSecond = (rates: number[]): string => `${median(rates).toFixed(0)}/s`;

/** @returns jobs per second */
function measure({ ground, short }: RowContext, contender: Contender): Promise<number> {
  return onSite(ground, async (site) => {
    const running = await startContender(site, contender);
    let done = 0;
    const time = async (jobs: number): Promise<number> => {
      const since = performance.now();
      const creating = running.producer.ask('flood', { jobs, callers: CALLERS, batch: contender.batch });
      done += jobs;
      const [verify] = await Promise.all([settle(site, contender, running, done), creating]);
      const seconds = (performance.now() - since) / 1_000;
      await verify();
      return seconds;
    };
    const warm = WARM_UP_JOBS / (await time(WARM_UP_JOBS));
    const jobs = Math.round(Math.min(Math.max(warm * (short ? 0.5 : 3), LEAST_JOBS), MOST_JOBS));
    return jobs / (await time(jobs));
  });
}
