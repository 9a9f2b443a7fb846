import { z } from 'zod';
import type { LookUp } from '../social-platform.js';
import { type GraphCall, type GraphApi, postAddress } from './graph.api.js';

const PAGE_SIZE = 100;
/** No account posts 2 000 times between a send and the look at what became of it. */
const MOST_PAGES = 20;

/** A post as its account's list shows it. */
export interface ListedPost {
  readonly id: string;
  readonly text: string;
  readonly permalink: string | null;
  readonly createdAt: Date;
}

/** Graph writes times as 2026-11-24T10:00:00+0000. */
export const graphTime = z
  .string()
  .transform((text) => new Date(text))
  .refine((time) => !Number.isNaN(time.getTime()), { error: 'a time' });

/** The text of a post that may have none. */
export const listedText = z.string().catch('').default('');

/** The address of a post, where a list tells it. */
export const listedAddress = postAddress.nullable().catch(null).default(null);

/**
 * Looks for a text in an account's list of posts, newest first, page by page (graph-api/results).
 * @param call of the list, without `limit`
 * @param shape of one entry
 */
export async function findInList(
  graph: GraphApi,
  call: GraphCall,
  shape: z.ZodType<ListedPost>,
  text: string,
  since: Date,
): Promise<LookUp> {
  const cursors = z.object({ after: z.string() }).optional().catch(undefined);
  const paging = z.object({ next: z.string().optional(), cursors }).default({});
  const list = z.object({ data: z.array(shape), paging });
  // The platform's times have no milliseconds.
  const from = Math.floor(since.getTime() / 1_000) * 1_000;
  const params: Record<string, string> = { ...call.params, limit: String(PAGE_SIZE) };
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, paging } = await graph.read({ ...call, params }, list);
    const recent = data.filter(({ createdAt }) => createdAt.getTime() >= from);
    const post = recent.find((listed) => asShown(listed.text) === asShown(text));
    if (post) return { kind: 'FOUND', post: { postId: post.id, permalink: post.permalink } };
    if (paging.next === undefined || recent.length < data.length) return { kind: 'ABSENT' };
    if (!paging.cursors) break;
    params['after'] = paging.cursors.after;
  }
  return { kind: 'CANNOT_TELL', reason: "The account's list of posts could not be read to its end" };
}

/** A text as Meta shows it again: line ends, spaces around it and the composition of characters are not kept as they were sent. */
function asShown(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC').trim();
}
