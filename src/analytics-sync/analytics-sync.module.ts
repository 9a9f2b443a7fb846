import { Module } from '@nestjs/common';
import { QueueModule } from '../core/queue/queue.module.js';
import { analyticsSyncJobs, analyticsSyncQueue } from './analytics-sync.jobs.js';
import { AnalyticsSyncProducer } from './analytics-sync.producer.js';

/** What any process imports to create this feature's jobs. */
@Module({
  imports: [QueueModule.forFeature(analyticsSyncQueue, analyticsSyncJobs)],
  providers: [AnalyticsSyncProducer],
  exports: [AnalyticsSyncProducer],
})
export class AnalyticsSyncModule {}
