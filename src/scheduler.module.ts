import { Module } from '@nestjs/common';
import { AnalyticsSyncModule } from './analytics-sync/analytics-sync.module.js';
import { ContentGenerationModule } from './content-generation/content-generation.module.js';
import { ContextScrapingModule } from './context-scraping/context-scraping.module.js';
import { ConfigModule } from './core/config/config.module.js';
import { DatabaseModule } from './core/database/database.module.js';
import { LoggingModule } from './core/logging/logging.module.js';
import { QueueModule } from './core/queue/queue.module.js';
import { HealthModule } from './health/health.module.js';

/** The scheduler process: it watches the clock, and dispatches what is due even where no other process does. */
@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Scheduler'),
    DatabaseModule,
    QueueModule,
    HealthModule,
    ContentGenerationModule,
    ContextScrapingModule,
    AnalyticsSyncModule,
  ],
})
export class SchedulerModule {}
