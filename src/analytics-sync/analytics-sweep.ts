import { type Sweep, type SweepPage, type SweepRound, turnOf } from '../core/queue/sweep.js';
import type { AnalyticsSyncProducer } from './analytics-sync.producer.js';
import type { PostMetricsRepository } from './post-metrics.repository.js';

/** Plans the reading of figures: each account with posts whose turn it is, once an hour at its own place in it. */
export class AnalyticsSweep implements Sweep {
  readonly name = 'analytics';
  readonly cron = '0 * * * *';

  constructor(
    private readonly posts: PostMetricsRepository,
    private readonly producer: AnalyticsSyncProducer,
  ) {}

  async findDue(round: SweepRound, after: string | null, limit: number): Promise<SweepPage> {
    const accounts = await this.posts.findSwept(after, limit);
    const wishes = accounts.map((account) => {
      const wish = this.producer.syncAnalytics(account, 'INCREMENTAL');
      const options = { ...wish.options, runAt: turnOf(account.id, round), priority: 'LOW' as const };
      return { ...wish, options, organizationId: account.organizationId, dedupeKey: `analytics:${account.id}` };
    });
    return { wishes, after: accounts.length === limit ? accounts.at(-1)!.id : null };
  }
}
