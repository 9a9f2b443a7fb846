import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { useJobEvents } from '../live/live.js';
import { STATUSES } from './filter.js';
import type { JobFilter } from './job-list.js';

/** Numbers beside words need not keep up with every job of a busy hour. */
const LOOK_AFTER_MS = 2_000;

export type JobCounts = Readonly<Record<Schema<'JobStatus'>, number>>;

/** How many jobs of those types and that brand are in each status, up to the API's 10 000; undefined until they are known. */
export function useJobCounts({ type, brandId }: Pick<JobFilter, 'type' | 'brandId'>): JobCounts | undefined {
  const api = useApi();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useJobEvents(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: ['job-counts'] });
    }, LOOK_AFTER_MS);
  });
  const { data } = useQuery({
    queryKey: ['job-counts', type, brandId],
    queryFn: async () => {
      const counts = STATUSES.map(async (status) => {
        const query = { status: [status], type, ...(brandId !== null && { brandId }), limit: 1 };
        return [status, (await answerOf(api.GET('/api/jobs', { params: { query } }))).totalCount] as const;
      });
      return Object.fromEntries(await Promise.all(counts)) as JobCounts;
    },
  });
  return data;
}
