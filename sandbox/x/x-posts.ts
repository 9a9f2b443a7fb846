import type { Clock } from '../clock.js';
import type { Account } from '../social/accounts.js';
import { type Figures, figuresOf } from '../social/growth.js';
import type { Planted } from '../social/planted.js';
import { Snowflakes } from '../social/snowflakes.js';
import { renderText } from './x-text.js';
import { fieldNotAuthorized } from './x.wire.js';

/** X's ids count from here. */
const EPOCH_MS = 1_288_834_974_657;
const PRIVATE_METRICS_MS = 30 * 24 * 3_600_000;

/** A post that is out. */
export interface XPost {
  readonly id: string;
  readonly author: Account;
  readonly text: string;
  readonly publishedAt: Date;
  readonly replyTo: string | null;
  readonly mediaKeys: readonly string[];
}

export const DEFAULT_FIELDS = ['edit_history_tweet_ids', 'id', 'text'] as const;
const PRIVATE_METRICS = ['non_public_metrics', 'organic_metrics', 'promoted_metrics'] as const;

/** What `tweet.fields` may name, of what X knows. */
export const TWEET_FIELDS = [
  ...DEFAULT_FIELDS,
  'attachments',
  'author_id',
  'conversation_id',
  'created_at',
  'entities',
  'public_metrics',
  'referenced_tweets',
  ...PRIVATE_METRICS,
] as const;
export type TweetField = (typeof TWEET_FIELDS)[number];
type PrivateMetrics = (typeof PRIVATE_METRICS)[number];

/** The posts of all accounts, in memory. */
export class XPosts {
  readonly #posts = new Map<string, XPost>();
  readonly #ids: Snowflakes;

  constructor(
    private readonly clock: Clock,
    private readonly planted: Planted,
  ) {
    this.#ids = new Snowflakes(clock, EPOCH_MS);
  }

  add(post: Omit<XPost, 'id' | 'publishedAt'>): XPost {
    const added = { ...post, id: this.#ids.next(), publishedAt: this.clock.now() };
    this.#posts.set(added.id, added);
    return added;
  }

  get(id: string): XPost | undefined {
    return this.#posts.get(id);
  }

  remove(id: string): void {
    this.#posts.delete(id);
  }

  /** The author's posts, newest first. */
  of(author: Account): XPost[] {
    return [...this.#posts.values()]
      .filter((post) => post.author.self === author.self)
      .sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1));
  }

  hasText(author: Account, text: string): boolean {
    return this.of(author).some((post) => post.text === text);
  }

  /**
   * The post as X shows it.
   * @param fields those beyond what is always there
   * @param reader who asks: only the author sees the private metrics, for 30 days
   * @returns the post, and an error for each field that the reader may not see
   */
  show(post: XPost, fields: readonly TweetField[], reader: Account) {
    const { text, urls } = this.shownText(post);
    const figures = figuresOf(post, this.clock.now(), this.planted.rule);
    const isPrivateShown =
      post.author.self === reader.self && this.clock.now().getTime() - post.publishedAt.getTime() < PRIVATE_METRICS_MS;
    const errors: ReturnType<typeof fieldNotAuthorized>[] = [];
    const shown: Record<string, unknown> = { id: post.id, text, edit_history_tweet_ids: [post.id] };
    for (const field of fields) {
      if (!isPrivate(field)) Object.assign(shown, this.#publicField(post, field, figures, urls));
      else if (isPrivateShown && field !== 'promoted_metrics') shown[field] = privateMetrics(field, figures);
      else errors.push(fieldNotAuthorized(post.id, field));
    }
    return { shown, errors };
  }

  shownText(post: XPost) {
    return renderText({ ...post, page: `https://x.com/i/status/${post.id}` });
  }

  /** The field with its name; nothing where X leaves an empty one out. */
  #publicField(
    post: XPost,
    field: Exclude<TweetField, PrivateMetrics>,
    figures: Figures,
    urls: readonly object[],
  ): object {
    switch (field) {
      case 'author_id':
        return { author_id: post.author.platformId };
      case 'created_at':
        return { created_at: post.publishedAt.toISOString() };
      case 'public_metrics':
        return { public_metrics: publicMetrics(figures) };
      case 'entities':
        return urls.length > 0 ? { entities: { urls } } : {};
      case 'attachments':
        return post.mediaKeys.length > 0 ? { attachments: { media_keys: post.mediaKeys } } : {};
      case 'referenced_tweets':
        return post.replyTo === null ? {} : { referenced_tweets: [{ type: 'replied_to', id: post.replyTo }] };
      case 'conversation_id':
        return { conversation_id: this.#conversationOf(post) };
      default:
        return {};
    }
  }

  #conversationOf(post: XPost): string {
    const before = post.replyTo === null ? undefined : this.get(post.replyTo);
    return before ? this.#conversationOf(before) : (post.replyTo ?? post.id);
  }
}

function isPrivate(field: TweetField): field is PrivateMetrics {
  return (PRIVATE_METRICS as readonly string[]).includes(field);
}

function publicMetrics(figures: Figures) {
  return {
    retweet_count: figures.shares,
    reply_count: figures.comments,
    like_count: figures.likes,
    quote_count: figures.quotes,
    bookmark_count: figures.saves,
    impression_count: figures.impressions,
  };
}

function privateMetrics(group: Exclude<PrivateMetrics, 'promoted_metrics'>, figures: Figures) {
  const { impressions, likes, comments, shares, quotes, saves, clicks, profileClicks } = figures;
  const both = { impression_count: impressions, url_link_clicks: clicks, user_profile_clicks: profileClicks };
  return group === 'non_public_metrics'
    ? { ...both, engagements: likes + comments + shares + quotes + saves + clicks + profileClicks }
    : { ...both, like_count: likes, reply_count: comments, retweet_count: shares };
}
