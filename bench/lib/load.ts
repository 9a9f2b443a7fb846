import { setTimeout as delay } from 'node:timers/promises';
import { type Operations, sayReady, serve } from './serve.js';

/** The payload of every side's jobs. */
export interface Work {
  /** The moment at which create was called, by {@link clockMs}. */
  at: number;
}

/** Jobs as fast as they are taken: so many callers at once, each with `batch` jobs a call. */
export interface Flood {
  jobs: number;
  callers: number;
  batch: number;
}

/** Jobs at a steady rate, whether the ones before are done or not. */
export interface Pace {
  perSecond: number;
  seconds: number;
}

/** Milliseconds of a clock that all processes of the machine share (CLOCK_MONOTONIC on Linux). */
export const clockMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/**
 * Serves a producer: every side's calls come from these two loops.
 * @param create resolves when the jobs are safely kept
 * @param more what this producer alone can be asked
 */
export function serveProducer(create: (works: Work[]) => Promise<unknown>, more: Operations = {}): void {
  serve({
    ...more,
    async flood({ jobs, callers, batch }: Flood) {
      let left = jobs;
      const call = async (): Promise<void> => {
        while (left > 0) {
          const size = Math.min(batch, left);
          left -= size;
          await create(Array.from({ length: size }, () => ({ at: clockMs() })));
        }
      };
      await Promise.all(Array.from({ length: callers }, call));
    },
    async pace({ perSecond, seconds }: Pace) {
      const jobs = perSecond * seconds;
      const since = clockMs();
      const calls: Promise<unknown>[] = [];
      while (calls.length < jobs) {
        const due = Math.min(jobs, Math.floor(((clockMs() - since) / 1_000) * perSecond));
        while (calls.length < due) calls.push(create([{ at: clockMs() }]));
        await delay(1);
      }
      await Promise.all(calls);
    },
  });
  sayReady();
}

/** Counts what a worker has finished, and how long each job took from its creation until its handler was entered. */
export class Tally {
  private finished = 0;
  private latencies: number[] = [];

  /** The handler of every side: it does nothing but note that it was entered. */
  enter({ at }: Work): void {
    this.latencies.push(clockMs() - at);
  }

  /** To be called when the last word on these jobs is safely kept. */
  finish(jobs = 1): void {
    this.finished += jobs;
  }

  /** Answers the bench. */
  serve(): void {
    serve({
      finished: () => this.finished,
      takeLatencies: () => this.latencies.splice(0),
    });
  }
}
