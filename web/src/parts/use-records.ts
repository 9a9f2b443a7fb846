import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list of the API. */
export interface RecordPage<Row> {
  rows: Row[];
  nextCursor: string | null;
}

/** What is known of a list: its rows so far, and how to have more. */
export interface Records<Row> {
  rows: readonly Row[];
  isPending: boolean;
  error: Error | null;
  readAgain: () => void;
  /** Reads the next page; undefined while there is none, or it is read. */
  more: (() => void) | undefined;
}

/** Rows on a page of the API. */
export const PAGE_SIZE = 50;

/** Most lists change with jobs, whose events say so; what else changes is looked at again this often. */
const LOOK_EVERY_MS = 30_000;

/**
 * Reads a list of the API, page by page.
 * @param everyMs how often it is read again without an event
 */
export function useRecords<Row>(
  queryKey: QueryKey,
  read: (query: { limit: number; cursor?: string }) => Promise<RecordPage<Row>>,
  everyMs = LOOK_EVERY_MS,
): Records<Row> {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read({ limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: everyMs,
  });
  return {
    rows: data?.pages.flatMap(({ rows }) => rows) ?? [],
    isPending,
    error,
    readAgain: () => void refetch(),
    more: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  };
}
