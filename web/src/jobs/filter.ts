import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { Schema } from '../../../client/client.js';
import type { JobFilter } from './job-list.js';

/** In the order of a job's life. One that the API adds does not compile until it is here. */
export const STATUSES = keysOf<Schema<'JobStatus'>>({
  PENDING: true,
  RUNNING: true,
  COMPLETED: true,
  FAILED: true,
  CANCELLED: true,
});

/** In the order of the flywheel, likewise. */
export const TYPES = keysOf<Schema<'JobType'>>({
  SCRAPE_WEBSITE: true,
  SYNC_RSS: true,
  PROCESS_DOCUMENT: true,
  GENERATE_CONTENT: true,
  GENERATE_IMAGE: true,
  PUBLISH_CONTENT: true,
  SYNC_ANALYTICS: true,
  REFRESH_TOKEN: true,
});

function keysOf<Name extends string>(names: Record<Name, true>): readonly Name[] {
  return Object.keys(names) as Name[];
}

/** Which jobs are shown, as the address has it; what it has else is ignored. */
export function useJobFilter(): [JobFilter, (change: Partial<Pick<JobFilter, 'status' | 'type'>>) => void] {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo<JobFilter>(
    () => ({
      status: STATUSES.filter((status) => search.getAll('status').includes(status)),
      type: TYPES.filter((type) => search.getAll('type').includes(type)),
      brandId: search.get('brand'),
    }),
    [search],
  );
  const change = (changes: Partial<Pick<JobFilter, 'status' | 'type'>>) =>
    setSearch((last) => {
      for (const [name, values] of Object.entries(changes)) {
        last.delete(name);
        for (const value of values) last.append(name, value);
      }
      return last;
    });
  return [filter, change];
}
