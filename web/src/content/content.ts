import type { Schema } from '../../../client/client.js';

export type ContentItem = Schema<'ContentItem'>;
export type Variation = Schema<'ContentVariation'>;
export type Account = Schema<'SocialAccount'>;
export type ContentStatus = Schema<'ContentStatus'>;

/** In the order of an item's life. One that the API adds does not compile until it is here. */
const statuses: Record<ContentStatus, true> = { DRAFT: true, APPROVED: true, PUBLISHED: true, REJECTED: true };

export const CONTENT_STATUSES = Object.keys(statuses) as ContentStatus[];

/** An account as people know it. */
export const accountName = ({ displayName, username, platformId }: Account): string =>
  displayName ?? (username === null ? platformId : `@${username}`);

/** Whether something of it is out, or may be: then it cannot be changed any more. */
export function isGoingOut({ status, variations }: ContentItem): boolean {
  return (
    status === 'PUBLISHED' ||
    variations.some(({ publications }) => publications.some((each) => each.status !== 'FAILED'))
  );
}

/** The posts of a text: those of a thread, else the text as the only one. */
export const postsOf = ({ content, posts }: Pick<Variation, 'content' | 'posts'>): readonly string[] =>
  posts && posts.length > 0 ? posts : [content];
