import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answerOf, type ApiClient, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';

/** A text that a job is to publish. */
export interface PlannedPost {
  jobId: string;
  brandId: string | null;
  variationId: string;
  socialAccountId: string;
  platform: string;
  /** ISO 8601 */
  at: string;
}

export interface PlannedPosts {
  posts: readonly PlannedPost[];
  /** Whether there are more than were read. */
  isCut: boolean;
}

const PAGE_SIZE = 100;
const MOST_PAGES = 5;

/** What is to go out: the publishing jobs that have not ended, the newest five hundred. */
export function usePlannedPosts(brandId: string | null): UseQueryResult<PlannedPosts, Error> {
  const api = useApi();
  return useQuery({ queryKey: ['posts', 'planned', brandId], queryFn: () => readPlanned(api, brandId) });
}

async function readPlanned(api: ApiClient, brandId: string | null): Promise<PlannedPosts> {
  const posts: PlannedPost[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { jobs, nextCursor } = await readPage(api, brandId, cursor);
    for (const { id: jobId, payload, dryRun, runAt, brandId: ofBrand } of jobs) {
      const { contentVariationId, socialAccountId, platform } = payload as Record<string, unknown>;
      if (dryRun) continue;
      posts.push({
        jobId,
        brandId: ofBrand,
        variationId: String(contentVariationId),
        socialAccountId: String(socialAccountId),
        platform: String(platform),
        at: runAt,
      });
    }
    cursor = nextCursor;
    if (cursor === null) break;
  }
  return { posts, isCut: cursor !== null };
}

function readPage(api: ApiClient, brandId: string | null, cursor: string | null): Promise<Schema<'JobPage'>> {
  const query = {
    type: ['PUBLISH_CONTENT' as const],
    status: ['PENDING' as const, 'RUNNING' as const],
    limit: PAGE_SIZE,
    ...(brandId !== null && { brandId }),
    ...(cursor !== null && { cursor }),
  };
  return answerOf(api.GET('/api/jobs', { params: { query } }));
}
