import { fingerprintOf, type Account, type Accounts } from '../social/accounts.js';
import type { Effects } from '../effects.js';
import { type Answer, Refusal, type SocialFault } from '../social/endpoint.js';
import type { LinkedInImages } from './linkedin-images.js';
import { type CreateBody, imagesOf, type LinkedInPost, type LinkedInPosts } from './linkedin-posts.js';
import { readLittleText } from './little-text.js';
import { rawQuery, readUrn } from './restli.js';
import {
  accessDenied,
  badRequest,
  duplicatePost,
  invalidParameter,
  notFound,
  refusedContent,
  tooLong,
} from './linkedin.wire.js';

const MAX_CHARACTERS = 3_000;
const PERSON = 'urn:li:person:';

/** Who calls. An account is tied to its member's URN; for organizations any token may act. */
export interface LinkedInCaller {
  readonly account: Account;
  readonly token: string;
}

/** What LinkedIn does with posts and for a member. Each method gives its answer or throws {@link Refusal}. */
export class LinkedInService {
  constructor(
    private readonly parts: {
      readonly accounts: Accounts;
      readonly posts: LinkedInPosts;
      readonly images: LinkedInImages;
      readonly effects: Effects;
    },
  ) {}

  create(body: CreateBody, caller: LinkedInCaller, fault: SocialFault | undefined): Answer {
    const { posts, images } = this.parts;
    this.#requireRight(body.author, caller, 'partnerApiPostsExternal.CREATE');
    const { kept, shown } = readLittleText(body.commentary);
    if (shown.length > MAX_CHARACTERS) throw new Refusal(tooLong(shown.length, MAX_CHARACTERS));
    if (body.commentary === '' && !body.content) throw new Refusal(badRequest('A post needs commentary or content'));
    const unusable = imagesOf(body).find((urn) => !images.isUsable(urn, body.author));
    if (unusable !== undefined)
      throw new Refusal(badRequest(`${unusable} is not uploaded, or not owned by ${body.author}`));
    if (fault?.refuse) throw new Refusal(refusedContent());
    const asKept = { ...body, commentary: kept };
    const earlier = posts.duplicateOf(asKept)?.id ?? (fault?.duplicate ? posts.ghost() : undefined);
    if (earlier !== undefined) throw new Refusal(duplicatePost(earlier));

    const post = posts.add(asKept, shown);
    this.#record('post', post);
    return { status: 201, headers: { 'x-restli-id': post.id } };
  }

  /** Only of organizations: reading a member's posts takes a permission that most apps are not given. */
  read(urn: string): Answer {
    const post = this.#find(urn);
    if (post.body.author.startsWith(PERSON)) throw new Refusal(accessDenied('partnerApiPostsExternal.GET'));
    return { status: 200, body: describe(post) };
  }

  /** Deleting twice is no error. */
  remove(urn: string, caller: LinkedInCaller): Answer {
    const post = this.parts.posts.get(urn);
    if (!post) throw new Refusal(notFound());
    this.#requireRight(post.body.author, caller, 'partnerApiPostsExternal.DELETE');
    if (!post.isDeleted) {
      post.isDeleted = true;
      this.#record('delete', post);
    }
    return { status: 204 };
  }

  /** `q=author`, newest first. */
  list(url: string): Answer {
    const query = rawQuery(url);
    const author = readUrn(query.get('author') ?? '');
    if (query.get('q') !== 'author') throw new Refusal(invalidParameter('q'));
    if (author === undefined) throw new Refusal(invalidParameter('author'));
    if (author.startsWith(PERSON)) throw new Refusal(accessDenied('partnerApiPostsExternal.FINDER-author'));
    const [start, count] = [readCount(query, 'start', 0), readCount(query, 'count', 10)];
    const all = this.parts.posts.of(author);
    const next = new URLSearchParams({ q: 'author', author, start: String(start + count), count: String(count) });
    const links =
      start + count < all.length ? [{ type: 'application/json', rel: 'next', href: `/rest/posts?${next}` }] : [];
    const elements = all.slice(start, start + count).map(describe);
    return { status: 200, body: { paging: { start, count, links }, elements } };
  }

  /** Whoever was not named yet gets an id here, always the same for a token. */
  userInfo({ account, token }: LinkedInCaller): Answer {
    if (account.platformId === null) this.parts.accounts.bind(account, `${PERSON}${fingerprintOf(token).slice(0, 10)}`);
    const sub = account.platformId!.slice(PERSON.length);
    const names = { given_name: 'Sandbox', family_name: sub, name: `Sandbox ${sub}` };
    return { status: 200, body: { sub, ...names, locale: { country: 'US', language: 'en' } } };
  }

  #find(urn: string): LinkedInPost {
    const post = this.parts.posts.get(urn);
    if (!post || post.isDeleted) throw new Refusal(notFound());
    return post;
  }

  #requireRight(author: string, { account }: LinkedInCaller, permission: string): void {
    if (author.startsWith(PERSON) && !this.parts.accounts.bind(account, author))
      throw new Refusal(accessDenied(permission));
  }

  /** The author is always named, so the log needs nothing of the token. */
  #record(kind: 'post' | 'delete', { id, text, body }: LinkedInPost): void {
    this.parts.effects.record({ service: 'linkedin', account: body.author, kind, id, text });
  }
}

function describe({ id, body, publishedAt }: LinkedInPost) {
  const at = publishedAt.getTime();
  return { isReshareDisabledByAuthor: false, ...body, id, createdAt: at, publishedAt: at, lastModifiedAt: at };
}

function readCount(query: ReadonlyMap<string, string>, name: 'start' | 'count', otherwise: number): number {
  const text = query.get(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,5}$/.test(text) || (name === 'count' && (Number(text) < 1 || Number(text) > 100)))
    throw new Refusal(invalidParameter(name));
  return Number(text);
}
