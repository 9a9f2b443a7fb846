import { z } from 'zod';
import type { Clock } from '../clock.js';
import { type Figures, figuresOf } from '../social/growth.js';
import type { Planted } from '../social/planted.js';
import { Snowflakes } from '../social/snowflakes.js';

const DUPLICATE_WINDOW_MS = 10 * 60_000;

export const authorUrn = z
  .string()
  .regex(/^urn:li:(person|organization):[\w-]+$/, 'is not a person or organization URN');
const imageUrn = z.string().regex(/^urn:li:image:[\w-]+$/, 'is not an image URN');
const altText = z.string().max(4_086).optional();

/** The body of `POST /rest/posts` (Posts API). What the stand-in does not publish, such as polls and videos, is refused. */
export const createSchema = z.strictObject({
  author: authorUrn,
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.unknown()).max(0).optional(),
    thirdPartyDistributionChannels: z.array(z.unknown()).max(0).optional(),
  }),
  content: z
    .union([
      z.strictObject({ media: z.strictObject({ id: imageUrn, altText, title: z.string().optional() }) }),
      z.strictObject({
        multiImage: z.strictObject({
          images: z
            .array(z.strictObject({ id: imageUrn, altText }))
            .min(2)
            .max(20),
        }),
      }),
      z.strictObject({
        article: z.strictObject({
          source: z.url(),
          title: z.string(),
          description: z.string().optional(),
          thumbnail: imageUrn.optional(),
        }),
      }),
    ])
    .optional(),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean().optional(),
});

export type CreateBody = z.infer<typeof createSchema>;

/** A post that is out, or was. */
export interface LinkedInPost {
  /** The whole URN. */
  readonly id: string;
  /** Its commentary as it was kept. */
  readonly body: CreateBody;
  /** What people read. */
  readonly text: string;
  readonly publishedAt: Date;
  isDeleted: boolean;
}

/** The images that a body names. */
export function imagesOf({ content }: CreateBody): string[] {
  if (!content) return [];
  if ('media' in content) return [content.media.id];
  if ('multiImage' in content) return content.multiImage.images.map(({ id }) => id);
  return content.article.thumbnail === undefined ? [] : [content.article.thumbnail];
}

/** The posts of all authors, in memory; of a deleted one it stays known that it was there. */
export class LinkedInPosts {
  readonly #posts = new Map<string, LinkedInPost>();
  readonly #ids: Snowflakes;

  constructor(
    private readonly clock: Clock,
    private readonly planted: Planted,
  ) {
    this.#ids = new Snowflakes(clock);
  }

  /** Posts of several images are ugcPosts, all others shares, so that callers meet both kinds. */
  add(body: CreateBody, text: string): LinkedInPost {
    const kind = body.content && 'multiImage' in body.content ? 'ugcPost' : 'share';
    const id = `urn:li:${kind}:${this.#ids.next()}`;
    const post = { id, body, text, publishedAt: this.clock.now(), isDeleted: false };
    this.#posts.set(id, post);
    return post;
  }

  /** Also one that was deleted. */
  get(urn: string): LinkedInPost | undefined {
    return this.#posts.get(urn);
  }

  /** The author's posts, newest first. */
  of(author: string): LinkedInPost[] {
    return this.#everOf(author).filter((post) => !post.isDeleted);
  }

  /** The post that this would be a duplicate of: the same text by the same author in the last 10 minutes, deleted or not. */
  duplicateOf({ author, commentary }: CreateBody): LinkedInPost | undefined {
    const since = this.clock.now().getTime() - DUPLICATE_WINDOW_MS;
    return this.#everOf(author).find(
      (post) => post.body.commentary === commentary && post.publishedAt.getTime() > since,
    );
  }

  /** A URN of a post that is not there, such as LinkedIn has been seen to name as the earlier one. */
  ghost(): string {
    return `urn:li:share:${this.#ids.next()}`;
  }

  figures(post: LinkedInPost): Figures {
    return figuresOf(post, this.clock.now(), this.planted.rule);
  }

  #everOf(author: string): LinkedInPost[] {
    return [...this.#posts.values()].filter((post) => post.body.author === author).toReversed();
  }
}
