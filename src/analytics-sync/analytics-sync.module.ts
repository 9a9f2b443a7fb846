import { Module } from '@nestjs/common';
import { QueueModule } from '../core/queue/queue.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { analyticsSyncJobs, analyticsSyncQueue } from './analytics-sync.jobs.js';
import { AnalyticsSyncProducer } from './analytics-sync.producer.js';
import { LearningsController } from './learnings.controller.js';
import { LearningsRepository } from './learnings.repository.js';
import { PostMetricsRepository } from './post-metrics.repository.js';

/** What any process imports to create this feature's jobs. */
@Module({
  imports: [QueueModule.forFeature(analyticsSyncQueue, analyticsSyncJobs)],
  providers: [AnalyticsSyncProducer],
  exports: [AnalyticsSyncProducer],
})
export class AnalyticsSyncModule {}

/** Figures and learnings over REST. */
@Module({
  controllers: [AnalyticsController, LearningsController],
  providers: [PostMetricsRepository, LearningsRepository],
})
export class AnalyticsApiModule {}
