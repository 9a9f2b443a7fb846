import { Injectable } from '@nestjs/common';
import { PermanentJobError } from '../../core/queue/job-errors.js';
import type { JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { PlatformAccounts } from '../../platforms/accounts/platform-accounts.js';
import { PlatformError, toJobError } from '../../platforms/platform-error.js';
import type { MetricsReading, PlatformAccount } from '../../platforms/social-platform.js';
import { SocialPlatforms } from '../../platforms/social-platforms.js';
import { BrandLearning } from '../brand-learning.js';
import { type DuePost, PostMetricsRepository, type SyncedAccount } from '../post-metrics.repository.js';
import type { SyncAnalyticsPayload, SyncAnalyticsResult, syncAnalytics } from './sync-analytics.job.js';

type Context = JobContext<SyncAnalyticsPayload>;

/**
 * Reads the figures of an account's posts in the platform's batches, then learns from all of the brand's. Each batch is kept
 * before the next is read, and an attempt that goes on after a wait leaves out what was read since the job's first attempt
 * began: no call is made twice, and nothing that was read is lost.
 */
@Injectable()
export class SyncAnalyticsHandler implements JobHandler<typeof syncAnalytics> {
  constructor(
    private readonly posts: PostMetricsRepository,
    private readonly platforms: SocialPlatforms,
    private readonly accounts: PlatformAccounts,
    private readonly learning: BrandLearning,
  ) {}

  async handle(context: Context): Promise<SyncAnalyticsResult> {
    const startedAt = performance.now();
    const { jobId, organizationId, payload, signal } = context;
    const account = { organizationId, id: payload.socialAccountId };
    const brandId = await this.posts.findBrand(account);
    if (brandId === null) throw new PermanentJobError('The account no longer exists', { code: 'ACCOUNT_NOT_FOUND' });
    const { since, hasWaited } = await this.posts.findStart(jobId);
    if (context.dryRun) return this.plan(account, since, payload, startedAt);

    await this.accounts
      .use(organizationId, account.id, signal, (opened) => this.read(account, opened, since, context))
      .catch((error: unknown) => {
        throw error instanceof PlatformError ? toJobError(error) : error;
      });
    await this.posts.recordSync(account);
    context.progress(95, 'Learning');
    const learningsGenerated = await this.learning.renew(organizationId, brandId, signal);
    const totals = await this.posts.sumUp(account, payload.postIds ?? null, since);
    return {
      postsUpdated: totals.posts,
      metrics: {
        totalImpressions: totals.impressions,
        totalEngagements: totals.engagements,
        avgEngagementRate: totals.engagementRate,
      },
      learningsGenerated,
      rateLimited: hasWaited,
      syncDurationMs: elapsedMs(startedAt),
    };
  }

  private findDue(account: SyncedAccount, since: Date, { syncType, postIds }: SyncAnalyticsPayload) {
    const choice = { variationIds: postIds ?? null, all: syncType === 'FULL' || postIds !== undefined, since };
    return this.posts.findDue(account, choice);
  }

  private async plan(
    account: SyncedAccount,
    since: Date,
    payload: SyncAnalyticsPayload,
    startedAt: number,
  ): Promise<SyncAnalyticsResult> {
    const due = await this.findDue(account, since, payload);
    return {
      postsUpdated: 0,
      metrics: { totalImpressions: null, totalEngagements: null, avgEngagementRate: null },
      learningsGenerated: 0,
      rateLimited: false,
      syncDurationMs: elapsedMs(startedAt),
      plan: { posts: due.length },
    };
  }

  /** @throws {PlatformError} why reading stopped; what was read before is kept */
  private async read(account: SyncedAccount, opened: PlatformAccount, since: Date, context: Context): Promise<void> {
    const platform = this.platforms.of(opened.platform);
    const due = await this.findDue(account, since, context.payload);
    const size = platform.metricsBatch(opened);
    for (let at = 0; at < due.length; at += size) {
      context.signal.throwIfAborted();
      context.progress(Math.floor((90 * at) / due.length), `Reading ${due.length - at} posts`);
      const batch = due.slice(at, at + size);
      const reading = await platform.readMetrics(batch, opened, context.signal);
      await this.keep(batch, reading);
      const { stopped, read, gone } = reading;
      if (!stopped) continue;
      // A platform that passes over single posts does not keep the others from being read; the next sync asks for them again.
      if (stopped.kind !== 'TEMPORARY' || read.length + gone.length === 0) throw stopped;
      context.log.warn({ posts: batch.length, unread: batch.length - read.length - gone.length }, stopped.message);
    }
  }

  private async keep(batch: readonly DuePost[], { read, gone }: MetricsReading): Promise<void> {
    const ids = new Map(batch.map(({ postId, publicationId }) => [postId, publicationId]));
    await this.posts.save(
      read.map(({ postId, metrics }) => ({ publicationId: ids.get(postId)!, metrics })),
      gone.map((postId) => ids.get(postId)!),
    );
  }
}

function elapsedMs(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
