import type { Effects } from '../effects.js';
import type { FacebookPosts, PagePost } from './facebook-posts.js';
import { pageName } from './facebook-posts.js';
import { flagIn, type GraphRequest, parseJson, required } from './graph-call.js';
import { fieldsIn, showFields } from './graph-fields.js';
import type { GraphNodes } from './graph-nodes.js';
import type { GraphTokens } from './graph-tokens.js';
import { badParameter, duplicatePost, noSuchObject, refusal } from './graph.wire.js';
import { fetchImage, isPhoto, MOST_PHOTO_BYTES } from './images.js';
import { pageOf } from './paging.js';

/** The product's own limit. */
const MOST_CHARACTERS = 63_206;

/** What Facebook does for a page. Each method gives the body of its answer or throws {@link Refusal}. */
export class FacebookService {
  constructor(
    private readonly parts: {
      readonly posts: FacebookPosts;
      readonly nodes: GraphNodes;
      readonly tokens: GraphTokens;
      readonly effects: Effects;
      /** Aborts when the stand-in ends. */
      readonly closing: AbortSignal;
    },
  ) {}

  /** `POST /{page}/feed` (pages-api/posts). */
  publish({ call, id, fault }: GraphRequest) {
    const { message = '', link } = call.params;
    const photoIds = attachedIn(call.params);
    requireText(message);
    if (message === '' && !link && photoIds.length === 0)
      throw badParameter('The parameter message, link or attached_media is required');
    if (link && !URL.canParse(link))
      throw refusal({ code: 1609005, message: '(#1609005) The link could not be loaded.' });
    for (const photoId of photoIds) this.parts.posts.requireLoosePhoto(photoId, id);
    requireAccepted(fault);
    const isPublished = flagIn(call.params, 'published', true);
    const post = this.#add({ pageId: id, text: message, link: link ?? null, isPublished, photoIds });
    return { id: post.id };
  }

  /** `POST /{page}/photos` (graph-api/reference/page/photos); the image of a `url` is fetched before the answer. */
  async addPhoto({ call, id, fault }: GraphRequest) {
    const text = call.params.caption ?? call.params.message ?? '';
    requireText(text);
    const image = call.files.source ?? (await this.#imageAt(required(call.params, 'url')));
    if (image.length > MOST_PHOTO_BYTES || !isPhoto(image)) throw badImage(1366046);
    requireAccepted(fault);
    const photo = this.parts.posts.addPhoto(id);
    if (!flagIn(call.params, 'published', true)) return { id: photo.id };
    const post = this.#add({ pageId: id, text, link: null, isPublished: true, photoIds: [photo.id] });
    return { id: photo.id, post_id: post.id };
  }

  /** `GET /{page}/published_posts`, newest first. */
  publishedPosts({ call, id }: GraphRequest) {
    const fields = fieldsIn(call.params, 'created_time,message');
    return pageOf(this.parts.posts.of(id), call, (post) => this.parts.posts.show(post, fields));
  }

  /** `GET /{post}`. */
  post({ call, id }: GraphRequest) {
    return this.parts.posts.show(this.#require(id, call.method), fieldsIn(call.params, 'created_time,message'));
  }

  /** `GET /{post}/insights`. */
  insights({ call, id }: GraphRequest) {
    if (this.parts.posts.photo(id))
      throw badParameter('Tried accessing nonexisting field (insights) on node type (Photo)');
    return this.parts.posts.insights(this.#require(id, call.method), call.params);
  }

  /** `DELETE /{post}`. */
  remove({ call, id }: GraphRequest) {
    const post = this.#require(id, call.method);
    this.parts.posts.remove(id);
    this.#record('delete', post);
    return { success: true };
  }

  photo({ call, id }: GraphRequest) {
    const { postId } = this.parts.posts.photo(id)!;
    const views = {
      id: () => id,
      link: () => `https://www.facebook.com/photo/?fbid=${id}`,
      page_story_id: () => postId ?? undefined,
    };
    return showFields(views, fieldsIn(call.params, 'id'), 'Photo');
  }

  /** `GET /{page}`, with the page's token where it is asked for. */
  page({ call, id, grant }: GraphRequest) {
    const views = {
      id: () => id,
      name: () => pageName(id),
      link: () => `https://www.facebook.com/${id}`,
      access_token: () => this.parts.tokens.issueForPage(grant),
    };
    return showFields(views, fieldsIn(call.params, 'name'), 'Page');
  }

  /** `GET /{user}/accounts`: whoever asks has a role on every page that was called so far, and on one at least. */
  pages({ call, grant }: GraphRequest) {
    const known = this.parts.nodes.idsOf('PAGE');
    const ids = known.length > 0 ? known : [grant.drawnId];
    const fields = fieldsIn(call.params, 'access_token,category,name,tasks');
    const rows = ids.map((id) => {
      const views = {
        id: () => id,
        name: () => pageName(id),
        category: () => 'Business',
        access_token: () => this.parts.tokens.issueForPage(grant),
        tasks: () => ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
      };
      return showFields(views, fields, 'Page');
    });
    return { data: rows };
  }

  #add(post: Omit<PagePost, 'id' | 'publishedAt'>): PagePost {
    const added = this.parts.posts.add(post);
    if (added.isPublished) this.#record('post', added);
    return added;
  }

  #require(id: string, method: string): PagePost {
    const post = this.parts.posts.get(id);
    if (!post) throw noSuchObject(id, method);
    return post;
  }

  async #imageAt(url: string): Promise<Uint8Array> {
    const image = await fetchImage(url, MOST_PHOTO_BYTES, this.parts.closing);
    if (image === 'TOO_LARGE') throw badImage(1366046);
    if (typeof image === 'string') throw badImage(2069019);
    return image;
  }

  #record(kind: 'post' | 'delete', { id, pageId, text }: PagePost): void {
    this.parts.effects.record({ service: 'facebook', account: pageId, kind, id, text });
  }
}

/** `attached_media` as a list, or as `attached_media[0]`, `attached_media[1]`, … */
function attachedIn(params: Readonly<Record<string, string>>): string[] {
  const { attached_media: list } = params;
  const single = Object.keys(params).filter((name) => /^attached_media\[\d+\]$/.test(name));
  const entries = list === undefined ? single.map((name) => parseJson(params[name]!)) : parseJson(list);
  if (!Array.isArray(entries)) throw badParameter('Param attached_media must be an array.');
  return entries.map((entry: unknown) => {
    const id = (entry as { media_fbid?: unknown } | null | undefined)?.media_fbid;
    if (typeof id !== 'string')
      throw badParameter('Param attached_media must name a media_fbid in each of its entries');
    return id;
  });
}

function requireText(text: string): void {
  if ([...text].length > MOST_CHARACTERS) throw badParameter(`The text is longer than ${MOST_CHARACTERS} characters`);
}

function requireAccepted(fault: GraphRequest['fault']): void {
  if (fault?.refuse) {
    const message = '(#368) The action attempted has been deemed abusive or is otherwise disallowed';
    throw refusal({ code: 368, message });
  }
  if (fault?.duplicate) throw duplicatePost();
}

function badImage(subcode: 1366046 | 2069019) {
  const userText =
    subcode === 1366046 ? 'Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF or BMP.' : '';
  return refusal({
    code: 324,
    subcode,
    message: '(#324) Missing or invalid image file',
    ...(userText && { userText }),
  });
}
