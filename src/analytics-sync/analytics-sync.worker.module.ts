import { Module } from '@nestjs/common';
import { provideHandlers } from '../core/queue/job-handlers.js';
import { PlatformsWorkerModule } from '../platforms/platforms.worker.module.js';
import { analyticsSyncJobs } from './analytics-sync.jobs.js';
import { AnalyticsSyncModule } from './analytics-sync.module.js';
import { AnalyticsSyncProcessor } from './analytics-sync.processor.js';
import { AnalyticsSyncRepository } from './analytics-sync.repository.js';
import { RefreshTokenHandler } from './refresh-token/refresh-token.handler.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [AnalyticsSyncModule, PlatformsWorkerModule],
  providers: [
    AnalyticsSyncProcessor,
    AnalyticsSyncRepository,
    ...provideHandlers(analyticsSyncJobs, { REFRESH_TOKEN: RefreshTokenHandler }),
  ],
})
export class AnalyticsSyncWorkerModule {}
