import type { Clock } from '../clock.js';
import { figuresOf } from '../social/growth.js';
import type { Planted } from '../social/planted.js';
import { type Field, type FieldViews, showFields } from './graph-fields.js';
import type { GraphNodes } from './graph-nodes.js';
import { graphTime } from './graph.wire.js';
import type { Container } from './instagram-containers.js';
import { instagramInsights } from './instagram-insights.js';

const STORY_LIFETIME_MS = 24 * 3_600_000;

/** What is published. */
export interface Media {
  readonly id: string;
  readonly userId: string;
  readonly text: string;
  readonly type: 'IMAGE' | 'CAROUSEL_ALBUM';
  readonly product: 'FEED' | 'STORY';
  readonly publishedAt: Date;
}

/** The media of all Instagram accounts, in memory. */
export class InstagramMedia {
  readonly #media = new Map<string, Media>();

  constructor(
    private readonly nodes: GraphNodes,
    private readonly clock: Clock,
    private readonly planted: Planted,
  ) {}

  /** Makes media of a container. */
  add({ userId, caption, kind }: Container): Media {
    const media: Media = {
      id: this.nodes.nextId(),
      userId,
      text: caption,
      type: kind === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : 'IMAGE',
      product: kind === 'STORY' ? 'STORY' : 'FEED',
      publishedAt: this.clock.now(),
    };
    this.#media.set(media.id, media);
    this.nodes.add(media.id, 'MEDIA', userId);
    return media;
  }

  get(id: string): Media | undefined {
    return this.#media.get(id);
  }

  /** Newest first, stories too. */
  of(userId: string): Media[] {
    return [...this.#media.values()].filter((media) => media.userId === userId).toReversed();
  }

  /** @throws {Refusal} code 100 for a field that media does not have */
  show(media: Media, fields: readonly Field[]): Record<string, unknown> {
    return showFields(this.#views(media), fields, 'Media');
  }

  /** A story's are empty once it is gone from view. */
  insights(media: Media, params: Readonly<Record<string, string>>) {
    const answer = instagramInsights(media.id, params, media.product, this.#figuresOf(media));
    const age = this.clock.now().getTime() - media.publishedAt.getTime();
    return media.product === 'STORY' && age >= STORY_LIFETIME_MS ? { data: [] } : answer;
  }

  #views(media: Media): FieldViews {
    const figures = this.#figuresOf(media);
    const shortcode = Buffer.from(BigInt(media.id).toString(16).padStart(16, '0'), 'hex').toString('base64url');
    return {
      id: () => media.id,
      caption: () => media.text || undefined,
      timestamp: () => graphTime(media.publishedAt),
      permalink: () => `https://www.instagram.com/p/${shortcode}/`,
      shortcode: () => shortcode,
      media_type: () => media.type,
      media_product_type: () => media.product,
      like_count: () => figures.likes,
      comments_count: () => figures.comments,
      owner: () => ({ id: media.userId }),
      username: () => userName(media.userId),
      insights: ({ modifiers }) => this.insights(media, modifiers),
    };
  }

  #figuresOf(media: Media) {
    return figuresOf(media, this.clock.now(), this.planted.rule);
  }
}

/** What the stand-in calls an Instagram account. */
export function userName(userId: string): string {
  return `sandbox_${userId.slice(-6)}`;
}
