import type { Job } from '../jobs/job-list.js';

/** Counts of the last minutes, oldest first. */
export interface Minutes {
  /** When each began, in seconds since 1970. */
  times: number[];
  completed: number[];
  failed: number[];
}

/**
 * How many of these jobs ended in each minute.
 * @param last the minute that is not over, in minutes since 1970
 */
export function perMinute(
  jobs: readonly Pick<Job, 'status' | 'completedAt' | 'updatedAt'>[],
  last: number,
  count: number,
): Minutes {
  const first = last - count + 1;
  const times = Array.from({ length: count }, (_, index) => (first + index) * 60);
  const ended = (status: string) => {
    const counts = times.map(() => 0);
    for (const job of jobs) {
      if (job.status !== status) continue;
      const index = Math.floor(Date.parse(job.completedAt ?? job.updatedAt) / 60_000) - first;
      if (index >= 0 && index < count) counts[index]! += 1;
    }
    return counts;
  };
  return { times, completed: ended('COMPLETED'), failed: ended('FAILED') };
}
