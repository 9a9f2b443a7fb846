import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Platform } from '../../core/database/enums.js';
import { lookUp } from '../look-up.js';
import { type Batched, GraphApi, graphId } from '../meta/graph.api.js';
import { isMetricRefusal } from '../meta/meta.errors.js';
import { MetaInsights, readFigures } from '../meta/meta.insights.js';
import { findInList, graphTime, listedAddress, listedText } from '../meta/meta.look-up.js';
import { MetaTokens } from '../meta/meta.tokens.js';
import { MetricsTally } from '../meta/metrics.tally.js';
import { PlatformError } from '../platform-error.js';
import type {
  AccountTokens,
  LookUp,
  MeasuredPost,
  MetricsReading,
  PlatformAccount,
  PostDraft,
  PublishedPost,
  RefreshedTokens,
  SocialPlatform,
} from '../social-platform.js';
import { countsUrl, POST_METRICS, readCounts, toPostMetrics } from './facebook.metrics.js';

const created = z.object({ id: graphId });
const createdPhoto = z.object({ post_id: graphId });
const listed = z
  .object({ id: graphId, message: listedText, created_time: graphTime, permalink_url: listedAddress })
  .transform(({ id, message, created_time, permalink_url }) => ({
    id,
    text: message,
    permalink: permalink_url,
    createdAt: created_time,
  }));

/** Facebook Pages (pages-api/posts). The account's token is the Page's. */
@Injectable()
export class FacebookClient implements SocialPlatform {
  readonly platform = Platform.FACEBOOK;
  readonly refreshesOnce = false;

  constructor(
    private readonly graph: GraphApi,
    private readonly insights: MetaInsights,
    private readonly tokens: MetaTokens,
  ) {}

  /** A batch has room for 50 calls, and a post needs two: its insights and its counts. */
  metricsBatch(): number {
    return 25;
  }

  /**
   * Uploads several images as unpublished photos (graph-api/reference/page/photos). One image is sent with the post itself.
   * @returns the ids of the photos, comma-separated
   */
  async prepare({ imageUrls }: PostDraft, account: PlatformAccount, signal: AbortSignal): Promise<string | null> {
    if (imageUrls.length < 2) return null;
    await this.graph.require(account, 'PUBLISH');
    const ids: string[] = [];
    for (const url of imageUrls) {
      const params = { url, published: 'false' };
      ids.push((await this.graph.make({ account, path: [account.platformId, 'photos'], params, signal }, created)).id);
    }
    return ids.join(',');
  }

  async send(
    draft: PostDraft,
    prepared: string | null,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<PublishedPost> {
    await this.graph.require(account, 'PUBLISH');
    const postId = await this.sendPost(draft, prepared, account, signal);
    return { postId, permalink: await this.graph.permalink({ account, path: [postId], signal }, 'permalink_url') };
  }

  /** Compares the texts of what the Page has posted since (graph-api/reference/page/published_posts). */
  async find(
    { text }: PostDraft,
    _prepared: string | null,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    await this.graph.require(account, 'LOOK_UP');
    const path = [account.platformId, 'published_posts'];
    const params = {
      fields: 'id,message,created_time,permalink_url',
      since: String(Math.floor(since.getTime() / 1_000)),
    };
    return lookUp(() => findInList(this.graph, { account, path, params, signal }, listed, text, since));
  }

  async readMetrics(
    posts: readonly MeasuredPost[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<MetricsReading> {
    const ids = posts.map(({ postId }) => postId);
    return MetricsTally.of(async (tally) => {
      await this.graph.require(account, 'READ');
      await this.readInto(tally, ids, account, signal);
    });
  }

  async refresh(tokens: AccountTokens, account: PlatformAccount, signal: AbortSignal): Promise<RefreshedTokens> {
    return this.tokens.check(tokens, account, signal);
  }

  /** The post itself for one image (graph-api/reference/page/photos), else graph-api/reference/page/feed. */
  private async sendPost(
    { text, imageUrls }: PostDraft,
    prepared: string | null,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<string> {
    const [url, ...more] = imageUrls;
    if (url !== undefined && more.length === 0) {
      const params = { url, caption: text, published: 'true' };
      const path = [account.platformId, 'photos'];
      return (await this.graph.send({ account, path, params, signal }, createdPhoto)).post_id;
    }
    const photos = prepared?.split(',') ?? [];
    if (photos.length !== imageUrls.length) {
      throw new PlatformError('TEMPORARY', 'The images of the post are not at Facebook yet');
    }
    const attached = JSON.stringify(photos.map((id) => ({ media_fbid: id })));
    const params = { message: text, ...(photos.length > 0 && { attached_media: attached }) };
    return (await this.graph.send({ account, path: [account.platformId, 'feed'], params, signal }, created)).id;
  }

  private async readInto(
    tally: MetricsTally,
    ids: readonly string[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<void> {
    const asked = ids.map((id) => this.insights.urlOf(id, POST_METRICS));
    const urls = [...ids.map(countsUrl), ...asked.filter((url) => url !== null)];
    const answers = await this.graph.batch(account, urls, signal);
    const refused: { id: string; counts: Batched }[] = [];
    ids.forEach((id, index) => {
      const counts = answers[index]!;
      const insights = answers[ids.length + index] ?? { json: { data: [] } };
      if ('error' in insights && isMetricRefusal(insights.error)) refused.push({ id, counts });
      else file(tally, id, counts, insights);
    });
    if (refused.length === 0 || tally.isStopped) return;
    const ask = refused.map(({ id }) => id);
    const again = await this.insights.withoutBadNames(ask, POST_METRICS, account, signal);
    refused.forEach(({ id, counts }, index) => file(tally, id, counts, again[index]!));
  }
}

function file(tally: MetricsTally, postId: string, counts: Batched, insights: Batched): void {
  if ('error' in counts) return tally.fail(postId, counts.error);
  if ('error' in insights) return tally.fail(postId, insights.error);
  const read = readCounts(counts.json);
  if (!read) return tally.fail(postId, new PlatformError('TEMPORARY', 'Facebook answered something that is no post'));
  tally.add(postId, toPostMetrics(read, readFigures(insights.json)));
}
