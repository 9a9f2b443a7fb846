import { Module } from '@nestjs/common';
import { AnalyticsSyncSchedulerModule } from './analytics-sync/analytics-sync.scheduler.module.js';
import { ContentGenerationModule } from './content-generation/content-generation.module.js';
import { ContextScrapingSchedulerModule } from './context-scraping/context-scraping.scheduler.module.js';
import { ConfigModule } from './core/config/config.module.js';
import { DatabaseModule } from './core/database/database.module.js';
import { LoggingModule } from './core/logging/logging.module.js';
import { QueueModule } from './core/queue/queue.module.js';
import { RetentionModule } from './core/queue/retention.js';
import { TelemetryModule } from './core/telemetry/telemetry.module.js';
import { HealthModule } from './health/health.module.js';
import { SchedulesSchedulerModule } from './schedules/schedules.scheduler.module.js';
import { WebhooksSchedulerModule } from './webhooks/webhooks.module.js';

/** The scheduler process: it fires schedules and sweeps, dispatches what is due even where no other process does, and removes what is old. */
@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Scheduler'),
    DatabaseModule,
    QueueModule,
    TelemetryModule,
    RetentionModule,
    HealthModule,
    ContentGenerationModule,
    ContextScrapingSchedulerModule,
    AnalyticsSyncSchedulerModule,
    SchedulesSchedulerModule,
    WebhooksSchedulerModule,
  ],
})
export class SchedulerModule {}
