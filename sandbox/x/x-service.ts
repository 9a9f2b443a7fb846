import { z } from 'zod';
import { type Account, type Accounts, fingerprintOf, labelOf } from '../social/accounts.js';
import type { Effects } from '../effects.js';
import { type Answer, Refusal, type SocialFault } from '../social/endpoint.js';
import type { XMedia } from './x-media.js';
import { TWEET_FIELDS, type TweetField, type XPost, type XPosts } from './x-posts.js';
import { findTextFault } from './x-text.js';
import { forbidden, invalidRequest, notFound, notPermitted } from './x.wire.js';

const id = z.string().regex(/^\d{1,19}$/, 'must be an id');
const fields = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(TWEET_FIELDS)))
  .optional();

export const createSchema = z.strictObject({
  text: z.string().optional(),
  media: z.strictObject({ media_ids: z.array(id).min(1).max(4) }).optional(),
  reply: z.strictObject({ in_reply_to_tweet_id: id }).optional(),
});
export const lookupSchema = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(id).min(1).max(100, 'at most 100 ids')),
  'tweet.fields': fields,
});
export const timelineSchema = z.strictObject({
  max_results: z.coerce.number().int().min(5).max(100).default(10),
  start_time: z.iso.datetime().optional(),
  end_time: z.iso.datetime().optional(),
  since_id: id.optional(),
  until_id: id.optional(),
  pagination_token: z.string().optional(),
  exclude: z.enum(['replies', 'retweets', 'replies,retweets', 'retweets,replies']).optional(),
  'tweet.fields': fields,
});

/** Who calls. */
export interface XCaller {
  readonly account: Account;
  readonly token: string;
}

/** What X does for an account. Each method gives its answer or throws {@link Refusal}. */
export class XService {
  constructor(
    private readonly parts: {
      readonly accounts: Accounts;
      readonly posts: XPosts;
      readonly media: XMedia;
      readonly effects: Effects;
    },
  ) {}

  create(body: z.infer<typeof createSchema>, caller: XCaller, fault: SocialFault | undefined): Answer {
    const { posts, media } = this.parts;
    const text = (body.text ?? '').trim();
    const mediaIds = body.media?.media_ids ?? [];
    if (text === '' && mediaIds.length === 0)
      throw new Refusal(invalidRequest('$.text: is missing and there is no other content.'));
    const textFault = text === '' ? undefined : findTextFault(text);
    if (textFault !== undefined) throw new Refusal(invalidRequest(textFault));
    const mediaKeys = media.keysOf(caller.account, mediaIds);
    const replyTo = body.reply?.in_reply_to_tweet_id ?? null;
    if (replyTo !== null && !posts.get(replyTo))
      throw new Refusal(forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.'));
    if (fault?.refuse) throw new Refusal(notPermitted());
    if (fault?.duplicate || (text !== '' && posts.hasText(caller.account, text)))
      throw new Refusal(forbidden('You are not allowed to create a Tweet with duplicate content.'));

    caller.account.act();
    const post = posts.add({ author: caller.account, text, replyTo, mediaKeys });
    this.#record('post', post, caller);
    const shown = posts.shownText(post).text;
    return { status: 201, body: { data: { id: post.id, text: shown, edit_history_tweet_ids: [post.id] } } };
  }

  remove(postId: string, caller: XCaller): Answer {
    const post = this.parts.posts.get(postId);
    if (!post) {
      const body = { ...notFound('tweet', 'id', postId), status: 404 };
      throw new Refusal({ status: 404, headers: { 'content-type': 'application/problem+json; charset=utf-8' }, body });
    }
    if (caller.account.isStranger) caller.account.joinTo(post.author);
    if (post.author.self !== caller.account.self)
      throw new Refusal(forbidden('You are not authorized to delete this Tweet.'));
    this.parts.posts.remove(postId);
    this.#record('delete', post, caller);
    return { status: 200, body: { data: { deleted: true } } };
  }

  lookup({ ids, 'tweet.fields': wanted = [] }: z.infer<typeof lookupSchema>, { account }: XCaller): Answer {
    const found = ids.map((one) => this.parts.posts.get(one));
    const first = found.find((post) => post !== undefined);
    if (first && account.isStranger) account.joinTo(first.author);
    const missing = ids.filter((_, index) => !found[index]).map((one) => notFound('tweet', 'ids', one));
    const { data, errors } = this.#show(
      found.filter((post) => post !== undefined),
      wanted,
      account,
    );
    return { status: 200, body: { ...some('data', data), ...some('errors', [...missing, ...errors]) } };
  }

  timeline(userId: string, query: z.infer<typeof timelineSchema>, { account }: XCaller): Answer {
    this.parts.accounts.bind(account, userId);
    const author = this.parts.accounts.withId(userId);
    if (!author) return { status: 200, body: { errors: [notFound('user', 'id', userId)] } };
    const { max_results: count, pagination_token: page } = query;
    const before = page === undefined ? undefined : readPage(page);
    const rest = this.parts.posts.of(author).filter((post) => isWithin(post, query, before));
    const shown = rest.slice(0, count);
    const meta = {
      result_count: shown.length,
      ...(shown.length > 0 && { newest_id: shown[0]!.id, oldest_id: shown.at(-1)!.id }),
      ...(rest.length > count && { next_token: Buffer.from(shown.at(-1)!.id).toString('base64url') }),
    };
    const { data, errors } = this.#show(shown, query['tweet.fields'] ?? [], account);
    return { status: 200, body: { ...some('data', data), ...some('errors', errors), meta } };
  }

  /** Whoever was not named yet gets an id here, always the same for a token. */
  me({ account, token }: XCaller): Answer {
    if (account.platformId === null)
      this.parts.accounts.bind(account, String(BigInt(`0x${fingerprintOf(token).slice(0, 15)}`)));
    const userId = account.platformId!;
    const username = `sandbox_${userId.slice(-6)}`;
    return { status: 200, body: { data: { id: userId, name: `Sandbox ${userId.slice(-6)}`, username } } };
  }

  #show(posts: readonly XPost[], wanted: readonly TweetField[], reader: Account) {
    const views = posts.map((post) => this.parts.posts.show(post, wanted, reader));
    return { data: views.map((view) => view.shown), errors: views.flatMap((view) => view.errors) };
  }

  #record(kind: 'post' | 'delete', post: XPost, { account, token }: XCaller): void {
    this.parts.effects.record({ service: 'x', account: labelOf(account, token), kind, id: post.id, text: post.text });
  }
}

/** X leaves an empty list out. */
function some<Name extends string>(name: Name, list: readonly object[]): object {
  return list.length > 0 ? { [name]: list } : {};
}

function readPage(token: string): bigint {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^\d{1,19}$/.test(text))
    throw new Refusal(invalidRequest('The `pagination_token` query parameter is not valid'));
  return BigInt(text);
}

function isWithin(post: XPost, query: z.infer<typeof timelineSchema>, before: bigint | undefined): boolean {
  const number = BigInt(post.id);
  const { start_time: start, end_time: end, since_id: since, until_id: until, exclude } = query;
  return (
    (before === undefined || number < before) &&
    (since === undefined || number > BigInt(since)) &&
    (until === undefined || number < BigInt(until)) &&
    (start === undefined || post.publishedAt >= new Date(start)) &&
    (end === undefined || post.publishedAt < new Date(end)) &&
    !(exclude?.includes('replies') && post.replyTo !== null)
  );
}
