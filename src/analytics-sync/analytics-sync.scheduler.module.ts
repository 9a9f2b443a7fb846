import { Module } from '@nestjs/common';
import { SweepRegistry } from '../core/queue/sweep.js';
import { AnalyticsSweep } from './analytics-sweep.js';
import { AnalyticsSyncModule } from './analytics-sync.module.js';
import { AnalyticsSyncProducer } from './analytics-sync.producer.js';
import { AnalyticsSyncRepository } from './analytics-sync.repository.js';
import { PostMetricsRepository } from './post-metrics.repository.js';
import { TokenSweep } from './token-sweep.js';

/** What only the scheduler imports: the sweeps that have tokens refreshed and figures read. */
@Module({
  imports: [AnalyticsSyncModule],
  providers: [AnalyticsSyncRepository, PostMetricsRepository],
})
export class AnalyticsSyncSchedulerModule {
  constructor(
    sweeps: SweepRegistry,
    producer: AnalyticsSyncProducer,
    accounts: AnalyticsSyncRepository,
    posts: PostMetricsRepository,
  ) {
    sweeps.add(new TokenSweep(accounts, producer));
    sweeps.add(new AnalyticsSweep(posts, producer));
  }
}
