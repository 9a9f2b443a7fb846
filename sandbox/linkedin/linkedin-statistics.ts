import type { Figures } from '../social/growth.js';
import type { Accounts } from '../social/accounts.js';
import { type Answer, Refusal } from '../social/endpoint.js';
import type { LinkedInPost, LinkedInPosts } from './linkedin-posts.js';
import type { LinkedInCaller } from './linkedin-service.js';
import { accessDenied, invalidParameter, notFound } from './linkedin.wire.js';
import { rawQuery, readEntity, readUrn, readUrnList } from './restli.js';

/** Some documents say 20, some 100. */
const MAX_POSTS = 100;
/** In this version a one-key object around the metric's name became the plain name. */
const PLAIN_METRIC_SINCE = '202605';
const WRAPPED_METRIC = 'com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1';
const LATER_METRICS_SINCE = '202604';

type Metric = (figures: Figures) => number;
const METRICS: Readonly<Record<string, Metric>> = {
  IMPRESSION: (figures) => figures.impressions,
  MEMBERS_REACHED: (figures) => figures.reach,
  RESHARE: (figures) => figures.shares,
  REACTION: (figures) => figures.likes,
  COMMENT: (figures) => figures.comments,
};
const LATER_METRICS: Readonly<Record<string, Metric>> = {
  POST_SAVE: (figures) => figures.saves,
  POST_SEND: () => 0,
  LINK_CLICKS: (figures) => figures.clicks,
  PREMIUM_CTA_CLICKS: () => 0,
  FOLLOWER_GAINED_FROM_CONTENT: () => 0,
  PROFILE_VIEW_FROM_CONTENT: (figures) => figures.profileClicks,
};

/** LinkedIn's figures, by post or for all posts of an author, from publishing until now. */
export class LinkedInStatistics {
  constructor(
    private readonly posts: LinkedInPosts,
    private readonly accounts: Accounts,
  ) {}

  /** `organizationalEntityShareStatistics` (share statistics): posts without any activity, or of others, are left out. */
  ofOrganization(url: string): Answer {
    const query = rawQuery(url);
    if (query.get('q') !== 'organizationalEntity') throw new Refusal(invalidParameter('q'));
    if (query.has('timeIntervals')) throw new Refusal(invalidParameter('timeIntervals'));
    const organization = readUrn(query.get('organizationalEntity') ?? '');
    if (!organization?.startsWith('urn:li:organization:')) throw new Refusal(invalidParameter('organizationalEntity'));
    const shares = readPosts(query, 'shares', 'urn:li:share:');
    const ugcPosts = readPosts(query, 'ugcPosts', 'urn:li:ugcPost:');
    if (!shares && !ugcPosts) {
      const figures = this.posts.of(organization).map((post) => this.posts.figures(post));
      return elements([{ organizationalEntity: organization, totalShareStatistics: statistics(figures) }]);
    }
    const wanted = [...(shares ?? []), ...(ugcPosts ?? [])];
    if (wanted.length > MAX_POSTS) throw new Refusal(invalidParameter('shares'));
    const own = wanted.flatMap((urn) => {
      const post = this.posts.get(urn);
      if (!post || post.isDeleted || post.body.author !== organization) return [];
      const figures = this.posts.figures(post);
      if (figures.impressions === 0) return [];
      const kind = urn.startsWith('urn:li:share:') ? 'share' : 'ugcPost';
      return [{ organizationalEntity: organization, [kind]: urn, totalShareStatistics: statistics([figures]) }];
    });
    return elements(own);
  }

  /** `memberCreatorPostAnalytics` (member post statistics): one metric of one post, or of all posts of the member. */
  ofMember(url: string, version: string, { account }: LinkedInCaller): Answer {
    const query = rawQuery(url);
    const name = query.get('queryType') ?? '';
    const known = version < LATER_METRICS_SINCE ? METRICS : { ...METRICS, ...LATER_METRICS };
    const metric = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!metric) throw new Refusal(invalidParameter('queryType'));
    if ((query.get('aggregation') ?? 'TOTAL') !== 'TOTAL') throw new Refusal(invalidParameter('aggregation'));
    const metricType = version < PLAIN_METRIC_SINCE ? { [WRAPPED_METRIC]: name } : name;
    if (query.get('q') === 'me') {
      const own = account.platformId === null ? [] : this.posts.of(account.platformId);
      return elements([{ metricType, count: this.#sum(own, metric) }]);
    }
    const entity = readEntity(query.get('entity') ?? '');
    if (query.get('q') !== 'entity') throw new Refusal(invalidParameter('q'));
    if (!entity) throw new Refusal(invalidParameter('entity'));
    const post = this.posts.get(entity.urn);
    if (!post || post.isDeleted) throw new Refusal(notFound());
    const isOwn = post.body.author.startsWith('urn:li:person:') && this.accounts.bind(account, post.body.author);
    if (!isOwn) throw new Refusal(accessDenied('memberCreatorPostAnalytics.FINDER-entity'));
    const targetEntity = { [entity.kind]: entity.urn };
    return elements([{ targetEntity, metricType, count: this.#sum([post], metric) }]);
  }

  /** `socialMetadata/{urn}`: reactions and comments. */
  reactionsOf(urn: string): Answer {
    const post = this.posts.get(urn);
    if (!post || post.isDeleted) throw new Refusal(notFound());
    const { likes, comments } = this.posts.figures(post);
    const praise = Math.floor(likes / 10);
    const reactionSummaries = {
      ...(likes > praise && { LIKE: { reactionType: 'LIKE', count: likes - praise } }),
      ...(praise > 0 && { PRAISE: { reactionType: 'PRAISE', count: praise } }),
    };
    const commentSummary = { count: comments, topLevelCount: comments };
    return { status: 200, body: { entity: urn, reactionSummaries, commentSummary, commentsState: 'OPEN' } };
  }

  #sum(posts: readonly LinkedInPost[], metric: Metric): number {
    return posts.reduce((sum, post) => sum + metric(this.posts.figures(post)), 0);
  }
}

function readPosts(query: ReadonlyMap<string, string>, name: string, kind: string): string[] | undefined {
  const raw = query.get(name);
  if (raw === undefined) return undefined;
  const urns = readUrnList(raw);
  if (!urns?.every((urn) => urn.startsWith(kind))) throw new Refusal(invalidParameter(name));
  return urns;
}

function statistics(all: readonly Figures[]) {
  const sum = (name: keyof Figures) => all.reduce((total, figures) => total + figures[name], 0);
  const counts = {
    impressionCount: sum('impressions'),
    uniqueImpressionsCount: sum('reach'),
    clickCount: sum('clicks'),
    likeCount: sum('likes'),
    commentCount: sum('comments'),
    shareCount: sum('shares'),
  };
  const engagements = counts.clickCount + counts.likeCount + counts.commentCount + counts.shareCount;
  return { ...counts, engagement: counts.impressionCount === 0 ? 0 : engagements / counts.impressionCount };
}

function elements(list: readonly object[]): Answer {
  return { status: 200, body: { paging: { start: 0, count: 10, links: [] }, elements: list } };
}
