import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerOf } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import type { Account, ContentItem, ContentStatus } from './content.js';

const PAGE_SIZE = 50;

/** What was written, newest first; read again as jobs change. */
export function useContentList(brandId: string | null, status: ContentStatus | null) {
  const api = useApi();
  const list = useInfiniteQuery({
    queryKey: ['content', 'list', brandId, status],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/content', {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(brandId !== null && { brandId }),
              ...(status !== null && { status }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap(({ content }) => content) ?? [], [list.data]);
  return { ...list, items };
}

const keyOf = (id: string) => ['content', 'item', id] as const;

export function useContentItem(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(id),
    queryFn: () => answerOf(api.GET('/api/content/{id}', { params: { path: { id } } })),
  });
}

/** A change that answers the item as it is then; it is shown at once. */
export function useItemChange<Change>(
  id: string,
  change: (api: ReturnType<typeof useApi>, wish: Change) => Promise<ContentItem>,
  onDone: (item: ContentItem) => void,
) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Change) => change(api, wish),
    onSuccess(item) {
      queries.setQueryData(keyOf(id), item);
      void queries.invalidateQueries({ queryKey: ['content', 'list'] });
      onDone(item);
    },
    // It may have been changed elsewhere meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
  });
}

/** The accounts of a brand, the newest hundred. */
export function useAccountsOf(brandId: string): readonly Account[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['accounts', 'of-brand', brandId],
    queryFn: async () =>
      (await answerOf(api.GET('/api/social-accounts', { params: { query: { brandId, limit: 100 } } }))).socialAccounts,
  });
  return data ?? [];
}
