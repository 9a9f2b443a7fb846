import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Platform } from '../../core/database/enums.js';
import { lookUp } from '../look-up.js';
import { type Batched, GraphApi, graphId } from '../meta/graph.api.js';
import { isMetricRefusal } from '../meta/meta.errors.js';
import { MetaInsights, type MetricList, readFigures } from '../meta/meta.insights.js';
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
import { type ContainerStanding, InstagramContainers } from './instagram.containers.js';
import { FEED_METRICS, mediaTypeUrl, metricsFor, toMediaMetrics } from './instagram.metrics.js';
import { InstagramTokens } from './instagram.tokens.js';

const published = z.object({ id: graphId });
const listed = z
  .object({ id: graphId, caption: listedText, timestamp: graphTime, permalink: listedAddress })
  .transform(({ id, caption, timestamp, permalink }) => ({ id, text: caption, permalink, createdAt: timestamp }));

/** Instagram's professional accounts (instagram-platform/content-publishing). */
@Injectable()
export class InstagramClient implements SocialPlatform {
  readonly platform = Platform.INSTAGRAM;
  readonly refreshesOnce = false;

  constructor(
    private readonly graph: GraphApi,
    private readonly containers: InstagramContainers,
    private readonly insights: MetaInsights,
    private readonly instagramTokens: InstagramTokens,
    private readonly metaTokens: MetaTokens,
  ) {}

  /** One call each in a batch of 50. */
  metricsBatch(): number {
    return 50;
  }

  /** @returns the container's id */
  async prepare(draft: PostDraft, account: PlatformAccount, signal: AbortSignal): Promise<string | null> {
    await this.graph.require(account, 'PUBLISH');
    return this.containers.make(draft, account, signal);
  }

  /** instagram-platform/instagram-graph-api/reference/ig-user/media_publish */
  async send(
    _draft: PostDraft,
    prepared: string | null,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<PublishedPost> {
    await this.graph.require(account, 'PUBLISH');
    if (prepared === null) throw new PlatformError('TEMPORARY', 'Instagram has not been given the post yet');
    const path = [account.platformId, 'media_publish'];
    const { id } = await this.graph.send({ account, path, params: { creation_id: prepared }, signal }, published);
    return { postId: id, permalink: await this.graph.permalink({ account, path: [id], signal }, 'permalink') };
  }

  /**
   * The container says whether it was published, and the list of media which post it became. One that was not published and
   * still can be is ABSENT: publishing it once more makes one post, never two. One that has failed or lapsed is ABSENT and
   * `stale`: the post needs a new one.
   */
  async find(
    { text }: PostDraft,
    prepared: string | null,
    since: Date,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    if (prepared === null) return { kind: 'ABSENT', stale: true };
    await this.graph.require(account, 'LOOK_UP');
    return lookUp(async () => {
      const standing = await this.standingOf(prepared, account, signal);
      switch (standing) {
        case 'FINISHED':
          return { kind: 'ABSENT' };
        case 'ERROR':
        case 'EXPIRED':
          return { kind: 'ABSENT', stale: true };
        case 'IN_PROGRESS':
          return { kind: 'CANNOT_TELL', reason: 'Instagram is still working on the post' };
        default:
          return this.findCaption(text, since, standing === 'PUBLISHED', account, signal);
      }
    });
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
    return account.login === 'INSTAGRAM'
      ? this.instagramTokens.refresh(tokens, account, signal)
      : this.metaTokens.check(tokens, account, signal);
  }

  private async standingOf(
    container: string,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<ContainerStanding['status_code'] | 'GONE'> {
    try {
      return (await this.containers.settle(container, account, signal)).status_code;
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'GONE') return 'GONE';
      throw error;
    }
  }

  /** instagram-platform/instagram-graph-api/reference/ig-user/media */
  private async findCaption(
    text: string,
    since: Date,
    isPublished: boolean,
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<LookUp> {
    const path = [account.platformId, 'media'];
    const params = { fields: 'id,caption,timestamp,permalink' };
    const found = await findInList(this.graph, { account, path, params, signal }, listed, text, since);
    if (found.kind !== 'ABSENT') return found;
    return isPublished
      ? { kind: 'CANNOT_TELL', reason: 'Instagram says that it published the post, and does not show it' }
      : { kind: 'ABSENT', stale: true };
  }

  private async readInto(
    tally: MetricsTally,
    ids: readonly string[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<void> {
    const urls = ids.map((id) => this.insights.urlOf(id, FEED_METRICS));
    const asked = urls.filter((url) => url !== null);
    const answers = await this.graph.batch(account, asked, signal);
    const refused: string[] = [];
    ids.forEach((id, index) => {
      const answer = answers[index] ?? { json: undefined };
      if ('error' in answer && isMetricRefusal(answer.error)) refused.push(id);
      else file(tally, id, answer);
    });
    if (refused.length === 0 || tally.isStopped) return;
    for (const { list, members } of await this.byType(tally, refused, account, signal)) {
      if (tally.isStopped) return;
      const again = await this.insights.withoutBadNames(members, list, account, signal);
      members.forEach((id, index) => file(tally, id, again[index]!));
    }
  }

  /** Those whose metrics were refused, by which metrics they have. */
  private async byType(
    tally: MetricsTally,
    ids: readonly string[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<{ list: MetricList; members: string[] }[]> {
    const types = await this.graph.batch(account, ids.map(mediaTypeUrl), signal);
    const groups = new Map<string, { list: MetricList; members: string[] }>();
    ids.forEach((id, index) => {
      const type = types[index]!;
      if ('error' in type) return tally.fail(id, type.error);
      const list = metricsFor(type.json);
      const group = groups.get(list.kind) ?? { list, members: [] };
      group.members.push(id);
      groups.set(list.kind, group);
    });
    return [...groups.values()];
  }
}

function file(tally: MetricsTally, postId: string, answer: Batched): void {
  if ('error' in answer) tally.fail(postId, answer.error);
  else tally.add(postId, toMediaMetrics(readFigures(answer.json)));
}
