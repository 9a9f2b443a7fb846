import { Module } from '@nestjs/common';
import { AnalyticsSyncWorkerModule } from './analytics-sync/analytics-sync.worker.module.js';
import { ContentGenerationWorkerModule } from './content-generation/content-generation.worker.module.js';
import { ContextScrapingWorkerModule } from './context-scraping/context-scraping.worker.module.js';
import { ConfigModule } from './core/config/config.module.js';
import { DatabaseModule } from './core/database/database.module.js';
import { LoggingModule } from './core/logging/logging.module.js';
import { QueueModule, WorkerQueueModule } from './core/queue/queue.module.js';
import { TelemetryModule } from './core/telemetry/telemetry.module.js';
import { WorkerHealthModule } from './health/worker-health.module.js';
import { WebhooksWorkerModule } from './webhooks/webhooks.worker.module.js';

/** The worker process: it runs jobs, and answers only how it is. */
@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Worker'),
    DatabaseModule,
    QueueModule,
    WorkerQueueModule,
    TelemetryModule,
    WorkerHealthModule,
    ContentGenerationWorkerModule,
    ContextScrapingWorkerModule,
    AnalyticsSyncWorkerModule,
    WebhooksWorkerModule,
  ],
})
export class WorkerModule {}
