import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../core/config/config.js';
import { PlatformError } from '../platform-error.js';
import { readAnswer } from '../read-answer.js';
import type { MeasuredPost, MetricsReading, PlatformAccount, PostMetrics } from '../social-platform.js';
import { encodeUrn, FINDER, hasNext, LinkedInApi, paging, POST_ANALYTICS, SHARE_STATISTICS } from './linkedin.api.js';
import {
  memberAnalytics,
  type MemberMetric,
  memberQueries,
  shareStatistics,
  toMemberCount,
  toMemberMetrics,
  toOrganizationMetrics,
} from './linkedin.metrics.js';

const statisticsPage = z.object({ elements: z.array(shareStatistics), paging });

type Read = MetricsReading['read'][number];

/** Reads what posts brought. An error of the platform ends in `stopped`, also that of the first call. */
@Injectable()
export class LinkedInAnalytics {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly api: LinkedInApi,
  ) {}

  /** In one call (learn.microsoft.com/linkedin/marketing/community-management/organizations/share-statistics). */
  async readOrganization(
    posts: readonly MeasuredPost[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<MetricsReading> {
    try {
      const elements = await this.readStatistics(posts, account, signal);
      return { read: toOrganizationMetrics(posts, elements), gone: [], stopped: null };
    } catch (error) {
      if (error instanceof PlatformError) return { read: [], gone: [], stopped: error };
      throw error;
    }
  }

  /** In a call a post and metric (learn.microsoft.com/linkedin/marketing/community-management/members/post-statistics). */
  async readMember(
    posts: readonly MeasuredPost[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<MetricsReading> {
    const read: Read[] = [];
    const gone: string[] = [];
    for (const { postId } of posts) {
      try {
        read.push({ postId, metrics: await this.readPost(postId, account, signal) });
      } catch (error) {
        if (!(error instanceof PlatformError)) throw error;
        if (error.kind !== 'GONE') return { read, gone, stopped: error };
        gone.push(postId);
      }
    }
    return { read, gone, stopped: null };
  }

  private async readStatistics(posts: readonly MeasuredPost[], account: PlatformAccount, signal: AbortSignal) {
    await this.api.require(account, [SHARE_STATISTICS], 'READ');
    const urns = posts.map(({ postId }) => postId);
    const query = [
      'q=organizationalEntity',
      `organizationalEntity=${encodeUrn(account.platformId)}`,
      ...listOf(
        'shares',
        urns.filter((urn) => !isUgcPost(urn)),
      ),
      ...listOf('ugcPosts', urns.filter(isUgcPost)),
    ].join('&');
    const elements: z.infer<typeof shareStatistics>[] = [];
    for (let more = true; more;) {
      const answer = await this.api.call({
        endpoint: SHARE_STATISTICS,
        method: 'GET',
        path: `/rest/organizationalEntityShareStatistics?${query}${elements.length > 0 ? `&start=${elements.length}` : ''}`,
        headers: FINDER,
        account,
        signal,
      });
      const page = readAnswer(statisticsPage, answer, { name: 'LinkedIn' });
      elements.push(...page.elements);
      more = hasNext(page) && page.elements.length > 0 && elements.length < posts.length;
    }
    return elements;
  }

  private async readPost(postId: string, account: PlatformAccount, signal: AbortSignal): Promise<PostMetrics> {
    const counts = new Map<MemberMetric, number | null>();
    const entity = `(${isUgcPost(postId) ? 'ugc' : 'share'}:${encodeUrn(postId)})`;
    for (const [metric, queryType] of memberQueries(this.config.LINKEDIN_VERSION)) {
      await this.api.require(account, [POST_ANALYTICS], 'READ');
      const answer = await this.api.call({
        endpoint: POST_ANALYTICS,
        method: 'GET',
        path: `/rest/memberCreatorPostAnalytics?q=entity&entity=${entity}&queryType=${queryType}&aggregation=TOTAL`,
        headers: FINDER,
        account,
        signal,
      });
      counts.set(metric, toMemberCount(readAnswer(memberAnalytics, answer, { name: 'LinkedIn' }), queryType));
    }
    return toMemberMetrics(counts);
  }
}

/** Rest.li protocol 2.0.0: the punctuation of a list is not encoded; an empty list is left out. */
function listOf(name: string, urns: readonly string[]): string[] {
  return urns.length > 0 ? [`${name}=List(${urns.map(encodeUrn).join(',')})`] : [];
}

function isUgcPost(urn: string): boolean {
  return urn.startsWith('urn:li:ugcPost:');
}
