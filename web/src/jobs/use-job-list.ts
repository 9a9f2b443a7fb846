import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { answerOf } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { useJobEvents, useLiveness } from '../live/live.js';
import { type Job, type JobFilter, type JobPageBody, needsLook, withEvent, withHead } from './job-list.js';

const PAGE_SIZE = 100;

/** Changes in quick succession lead to one look at the list's head. */
const LOOK_AFTER_MS = 300;

type Pages = InfiniteData<JobPageBody, string | null>;

/** What is kept is one page, however many were read: then its head can be read anew without the rest. */
const asOne = (page: JobPageBody): Pages => ({ pages: [page], pageParams: [null] });

const joined = ({ pages }: Pages): JobPageBody => ({ ...pages.at(-1)!, jobs: pages.flatMap(({ jobs }) => jobs) });

/** Jobs that fit the filter, newest first and as they are now: rows change, come and go with the events. */
export function useJobList(filter: JobFilter) {
  const api = useApi();
  const queries = useQueryClient();
  const { isLive } = useLiveness();
  const key = ['jobs', filter] as const;

  const read = (cursor: string | null) =>
    answerOf(
      api.GET('/api/jobs', {
        params: {
          query: {
            status: filter.status,
            type: filter.type,
            ...(filter.brandId !== null && { brandId: filter.brandId }),
            ...(cursor !== null && { cursor }),
            limit: PAGE_SIZE,
          },
        },
      }),
    );

  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Events keep it up to date; an old one is read anew when it is shown again.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    // Comparing ten thousand rows with themselves takes longer than showing those in sight.
    structuralSharing: false,
  });

  const change = (update: (known: JobPageBody) => JobPageBody) =>
    queries.setQueryData<Pages>(key, (data) => {
      if (!data) return data;
      const known = joined(data);
      const next = update(known);
      return next === known ? data : asOne(next);
    });

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      // One that fails is followed by another with the next change or connection.
      read(null).then(
        (head) => change((known) => withHead(known, head)),
        () => undefined,
      );
    }, LOOK_AFTER_MS);
  };
  const latestLook = useRef(look);
  useEffect(() => {
    latestLook.current = look;
  });
  useEffect(() => {
    if (isLive) latestLook.current();
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [isLive]);

  const jobs: readonly Job[] = useMemo(() => list.data?.pages.flatMap((page) => page.jobs) ?? [], [list.data]);
  useJobEvents((event) => {
    if (needsLook(event, filter, jobs)) look();
    change((known) => {
      const rows = withEvent(known.jobs, event);
      return rows === known.jobs ? known : { ...known, jobs: [...rows] };
    });
  });

  return { ...list, jobs, totalCount: list.data?.pages.at(-1)?.totalCount ?? 0 };
}
