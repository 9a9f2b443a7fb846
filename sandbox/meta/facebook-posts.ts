import type { Clock } from '../clock.js';
import { figuresOf } from '../social/growth.js';
import type { Planted } from '../social/planted.js';
import { facebookInsights, reactionsOf } from './facebook-insights.js';
import { type Field, type FieldViews, showFields } from './graph-fields.js';
import type { GraphNodes } from './graph-nodes.js';
import { badParameter, graphTime } from './graph.wire.js';

/** A post of a page. */
export interface PagePost {
  /** `{page}_{post}`. */
  readonly id: string;
  readonly pageId: string;
  readonly text: string;
  readonly link: string | null;
  readonly publishedAt: Date;
  readonly isPublished: boolean;
  /** What is attached, by photo id. */
  readonly photoIds: readonly string[];
}

/** A photo that was uploaded and is not yet in a post, or in the one of that id. */
export interface PagePhoto {
  readonly id: string;
  readonly pageId: string;
  postId: string | null;
}

/** The posts and photos of all pages, in memory. */
export class FacebookPosts {
  readonly #posts = new Map<string, PagePost>();
  readonly #photos = new Map<string, PagePhoto>();

  constructor(
    private readonly nodes: GraphNodes,
    private readonly clock: Clock,
    private readonly planted: Planted,
  ) {}

  /** Makes a post, and puts the photos into it. */
  add(post: Omit<PagePost, 'id' | 'publishedAt'>): PagePost {
    const added = { ...post, id: `${post.pageId}_${this.nodes.nextId()}`, publishedAt: this.clock.now() };
    this.#posts.set(added.id, added);
    this.nodes.add(added.id, 'POST', post.pageId);
    for (const id of post.photoIds) this.#photos.get(id)!.postId = added.id;
    return added;
  }

  addPhoto(pageId: string): PagePhoto {
    const photo = { id: this.nodes.nextId(), pageId, postId: null };
    this.#photos.set(photo.id, photo);
    this.nodes.add(photo.id, 'PHOTO', pageId);
    return photo;
  }

  /** @throws {Refusal} code 100 unless it is a photo of the page that is in no post */
  requireLoosePhoto(id: string, pageId: string): void {
    const photo = this.#photos.get(id);
    if (photo?.pageId !== pageId) throw badParameter(`The photo ${id} in attached_media does not exist`);
    if (photo.postId !== null) throw badParameter(`The photo ${id} in attached_media is in a post already`);
  }

  get(id: string): PagePost | undefined {
    return this.#posts.get(id);
  }

  photo(id: string): PagePhoto | undefined {
    return this.#photos.get(id);
  }

  remove(id: string): void {
    this.#posts.delete(id);
  }

  /** What is published, newest first. */
  of(pageId: string): PagePost[] {
    return [...this.#posts.values()].filter((post) => post.pageId === pageId && post.isPublished).toReversed();
  }

  /** @throws {Refusal} code 100 for a field that posts do not have */
  show(post: PagePost, fields: readonly Field[]): Record<string, unknown> {
    return showFields(this.#views(post), fields, 'Post');
  }

  insights(post: PagePost, params: Readonly<Record<string, string>>) {
    return facebookInsights(post.id, params, this.#figuresOf(post));
  }

  #views(post: PagePost): FieldViews {
    const figures = this.#figuresOf(post);
    const time = graphTime(post.publishedAt);
    const [, postNumber] = post.id.split('_');
    return {
      id: () => post.id,
      message: () => post.text || undefined,
      created_time: () => time,
      updated_time: () => time,
      is_published: () => post.isPublished,
      permalink_url: () => `https://www.facebook.com/${post.pageId}/posts/${postNumber}`,
      from: () => ({ id: post.pageId, name: pageName(post.pageId) }),
      shares: () => (figures.shares > 0 ? { count: figures.shares } : undefined),
      comments: (field) => edge(field, { order: 'ranked', total_count: figures.comments, can_comment: true }),
      reactions: (field) => edge(field, { total_count: figures.likes, viewer_reaction: 'NONE' }),
      likes: (field) => edge(field, { total_count: reactionsOf(figures).like, can_like: true, has_liked: false }),
      insights: ({ modifiers }) => this.insights(post, modifiers),
    };
  }

  #figuresOf(post: PagePost) {
    return figuresOf(post, this.clock.now(), this.planted.rule);
  }
}

/** What the stand-in calls a page. */
export function pageName(pageId: string): string {
  return `Sandbox page ${pageId.slice(-6)}`;
}

/** A list of a post, which the stand-in keeps empty; its count only where `summary` asks for it. */
function edge({ modifiers: { summary } }: Field, counts: Readonly<Record<string, unknown>>): object {
  if (summary === undefined || summary === 'false' || summary === '0') return { data: [] };
  const isAll = summary === 'true' || summary === '1';
  const names = summary.split(',').map((name) => name.trim());
  const shown = Object.entries(counts).filter(([name]) => isAll || names.includes(name));
  return { data: [], summary: Object.fromEntries(shown) };
}
