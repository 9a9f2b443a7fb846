import { Module } from '@nestjs/common';
import { AnalyticsSyncModule } from './analytics-sync.module.js';
import { AnalyticsSyncProcessor } from './analytics-sync.processor.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [AnalyticsSyncModule],
  providers: [AnalyticsSyncProcessor],
})
export class AnalyticsSyncWorkerModule {}
