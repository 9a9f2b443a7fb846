import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Platform } from '../../core/database/enums.js';
import { lookUp } from '../look-up.js';
import { PlatformError } from '../platform-error.js';
import { readAnswer } from '../read-answer.js';
import {
  type AccountTokens,
  type LookUp,
  type MeasuredPost,
  type MetricsReading,
  type PlatformAccount,
  type PostDraft,
  type PublishedPost,
  type RefreshedTokens,
  SEND_TIMEOUT_MS,
  type SocialPlatform,
} from '../social-platform.js';
import { LinkedInAnalytics } from './linkedin.analytics.js';
import {
  AUTHOR_POSTS,
  CREATE_POST,
  encodeUrn,
  FINDER,
  hasNext,
  LinkedInApi,
  paging,
  UPLOAD_IMAGE,
} from './linkedin.api.js';
import { LinkedInImages } from './linkedin.images.js';
import { saysTheSame, toLittleText } from './linkedin.text.js';
import { LinkedInTokens } from './linkedin.tokens.js';

/** URNs a call of the statistics, which keeps its address short. */
const ORGANIZATION_BATCH = 20;

/** A member's post takes a call a metric: about 7. */
const MEMBER_BATCH = 5;

/** Posts a page of an author's, and how many pages are read for the posts of a few minutes. */
const PAGE_POSTS = 100;
const MAX_PAGES = 10;

const postUrn = z.string().regex(/^urn:li:(share|ugcPost):\d+$/);
const imageUrns = z.array(z.string()).min(1);
const postsPage = z.object({
  elements: z.array(
    z.object({
      id: postUrn,
      commentary: z.string().nullish(),
      /** Milliseconds. */
      createdAt: z.number().optional(),
    }),
  ),
  paging,
});

/** Posts on LinkedIn, for members and organizations, reads what they bring, and refreshes tokens. */
@Injectable()
export class LinkedInClient implements SocialPlatform {
  readonly platform = Platform.LINKEDIN;
  readonly refreshesOnce = false;

  constructor(
    private readonly api: LinkedInApi,
    private readonly images: LinkedInImages,
    private readonly analytics: LinkedInAnalytics,
    private readonly tokens: LinkedInTokens,
  ) {}

  metricsBatch(account: PlatformAccount): number {
    return isOrganization(account) ? ORGANIZATION_BATCH : MEMBER_BATCH;
  }

  async prepare({ imageUrls }: PostDraft, account: PlatformAccount, signal: AbortSignal): Promise<string | null> {
    const endpoints = imageUrls.length > 0 ? [UPLOAD_IMAGE, CREATE_POST] : [CREATE_POST];
    await this.api.require(account, endpoints, 'PUBLISH');
    if (imageUrls.length === 0) return null;
    return JSON.stringify(await this.images.upload(imageUrls, account, signal));
  }

  /** learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api. */
  async send(
    { text }: PostDraft,
    prepared: string | null,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<PublishedPost> {
    await this.api.require(account, [CREATE_POST], 'PUBLISH');
    const answer = await this.api.call({
      endpoint: CREATE_POST,
      method: 'POST',
      path: '/rest/posts',
      body: {
        json: {
          author: account.platformId,
          commentary: toLittleText(text),
          visibility: 'PUBLIC',
          distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
          ...(prepared !== null && { content: contentOf(imageUrns.parse(JSON.parse(prepared))) }),
          lifecycleState: 'PUBLISHED',
          isReshareDisabledByAuthor: false,
        },
      },
      account,
      once: true,
      timeoutMs: SEND_TIMEOUT_MS,
      signal,
    });
    const created = postUrn.safeParse(answer.headers.get('x-restli-id'));
    if (!created.success) {
      throw new PlatformError('OUTCOME_UNKNOWN', 'LinkedIn accepted the post and did not say which it is');
    }
    return publishedPost(created.data);
  }

  /**
   * Reads an organization's posts since then and compares what they say. It is a part of publishing, so it may use the
   * allowance that is kept for that.
   */
  async find(
    draft: PostDraft,
    _prepared: string | null,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    if (!isOrganization(account)) {
      const reason =
        "LinkedIn lets hardly any app read a member's posts, so look at the profile whether this one is there";
      return { kind: 'CANNOT_TELL', reason };
    }
    await this.api.require(account, [AUTHOR_POSTS], 'PUBLISH');
    return lookUp(() => this.search(draft, since, account, signal));
  }

  async readMetrics(
    posts: readonly MeasuredPost[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<MetricsReading> {
    return isOrganization(account)
      ? this.analytics.readOrganization(posts, account, signal)
      : this.analytics.readMember(posts, account, signal);
  }

  async refresh(tokens: AccountTokens, _account: PlatformAccount, signal: AbortSignal): Promise<RefreshedTokens> {
    return this.tokens.refresh(tokens, signal);
  }

  private async search(
    { text }: PostDraft,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    let start = 0;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const query = `q=author&author=${encodeUrn(account.platformId)}&count=${PAGE_POSTS}&start=${start}&sortBy=CREATED`;
      const path = `/rest/posts?${query}`;
      const answer = await this.api.call({
        endpoint: AUTHOR_POSTS,
        method: 'GET',
        path,
        headers: FINDER,
        account,
        signal,
      });
      const page = readAnswer(postsPage, answer, { name: 'LinkedIn' });
      const recent = page.elements.filter(({ createdAt = Infinity }) => createdAt >= since.getTime());
      const post = recent.find(({ commentary }) => saysTheSame(text, commentary ?? ''));
      if (post) return { kind: 'FOUND', post: publishedPost(post.id) };
      start += page.elements.length;
      const more = hasNext(page) || page.elements.length === PAGE_POSTS;
      if (recent.length === 0 || !more) return { kind: 'ABSENT' };
    }
    return { kind: 'CANNOT_TELL', reason: 'This organization has more new posts than are read' };
  }
}

function isOrganization({ platformId }: PlatformAccount): boolean {
  return platformId.startsWith('urn:li:organization:');
}

/** learn.microsoft.com/linkedin/marketing/community-management/shares/multiimage-post-api: 2 images and more. */
function contentOf(urns: readonly string[]): object {
  const [id, ...others] = urns;
  return others.length === 0 ? { media: { id } } : { multiImage: { images: urns.map((image) => ({ id: image })) } };
}

function publishedPost(urn: string): PublishedPost {
  return { postId: urn, permalink: `https://www.linkedin.com/feed/update/${urn}` };
}
