import { Module } from '@nestjs/common';
import { provideHandlers } from '../core/queue/job-handlers.js';
import { PlatformsWorkerModule } from '../platforms/platforms.worker.module.js';
import { analyticsSyncJobs } from './analytics-sync.jobs.js';
import { AnalyticsSyncModule } from './analytics-sync.module.js';
import { AnalyticsSyncProcessor } from './analytics-sync.processor.js';
import { AnalyticsSyncRepository } from './analytics-sync.repository.js';
import { BrandLearning } from './brand-learning.js';
import { LearningsRepository } from './learnings.repository.js';
import { PostMetricsRepository } from './post-metrics.repository.js';
import { RefreshTokenHandler } from './refresh-token/refresh-token.handler.js';
import { SyncAnalyticsHandler } from './sync-analytics/sync-analytics.handler.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [AnalyticsSyncModule, PlatformsWorkerModule],
  providers: [
    AnalyticsSyncProcessor,
    AnalyticsSyncRepository,
    BrandLearning,
    LearningsRepository,
    PostMetricsRepository,
    ...provideHandlers(analyticsSyncJobs, {
      REFRESH_TOKEN: RefreshTokenHandler,
      SYNC_ANALYTICS: SyncAnalyticsHandler,
    }),
  ],
})
export class AnalyticsSyncWorkerModule {}
