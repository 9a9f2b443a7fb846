import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerOf, type ApiClient, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import type { ContentItem } from '../content/content.js';
import { usePlannedPosts } from '../content/use-planned-posts.js';
import { postsByDay } from './calendar.js';

const PAGE_SIZE = 100;
const MOST_PAGES = 5;

/** The posts of a brand, or of all, by day: the newest five hundred texts of each status, and as many plans. */
export function useCalendarPosts(brandId: string | null) {
  const api = useApi();
  const planned = usePlannedPosts(brandId);
  const content = useQuery({
    queryKey: ['content', 'calendar', brandId],
    queryFn: async () => {
      const [approved, published] = await Promise.all([
        readContent(api, brandId, 'APPROVED'),
        readContent(api, brandId, 'PUBLISHED'),
      ]);
      return { items: [...approved.items, ...published.items], isCut: approved.isCut || published.isCut };
    },
  });
  const days = useMemo(
    () => content.data && planned.data && postsByDay(content.data.items, planned.data.posts),
    [content.data, planned.data],
  );
  return {
    days,
    error: content.error ?? planned.error,
    isCut: (content.data?.isCut ?? false) || (planned.data?.isCut ?? false),
    refetch() {
      void content.refetch();
      void planned.refetch();
    },
  };
}

async function readContent(api: ApiClient, brandId: string | null, status: Schema<'ContentStatus'>) {
  const items: ContentItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { content, nextCursor } = await readPage(api, brandId, status, cursor);
    items.push(...content);
    cursor = nextCursor;
    if (cursor === null) break;
  }
  return { items, isCut: cursor !== null };
}

function readPage(
  api: ApiClient,
  brandId: string | null,
  status: Schema<'ContentStatus'>,
  cursor: string | null,
): Promise<Schema<'ContentPage'>> {
  const query = { status, limit: PAGE_SIZE, ...(brandId !== null && { brandId }), ...(cursor !== null && { cursor }) };
  return answerOf(api.GET('/api/content', { params: { query } }));
}
