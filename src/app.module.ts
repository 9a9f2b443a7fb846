import { Module } from '@nestjs/common';
import { BrandsModule } from './brands/brands.module.js';
import { AnalyticsApiModule, AnalyticsSyncModule } from './analytics-sync/analytics-sync.module.js';
import { ContentModule } from './content/content.module.js';
import { ContentGenerationModule } from './content-generation/content-generation.module.js';
import { ContextScrapingApiModule } from './context-scraping/context-scraping.module.js';
import { AuthModule } from './core/auth/auth.module.js';
import { ConfigModule } from './core/config/config.module.js';
import { DatabaseModule } from './core/database/database.module.js';
import { HttpModule } from './core/http/http.module.js';
import { LoggingModule } from './core/logging/logging.module.js';
import { QueueModule } from './core/queue/queue.module.js';
import { TelemetryModule } from './core/telemetry/telemetry.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LocalSignInModule } from './local-sign-in/local-sign-in.module.js';
import { MediaModule } from './media/media.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { OpsModule } from './ops/ops.module.js';
import { SocialAccountsModule } from './social-accounts/social-accounts.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The API process: it creates jobs and never runs one. */
@Module({
  imports: [
    ConfigModule,
    LoggingModule.forRoot('Api'),
    DatabaseModule,
    QueueModule,
    TelemetryModule,
    AuthModule,
    HttpModule,
    LocalSignInModule,
    HealthModule,
    BrandsModule,
    JobsModule,
    EventsModule,
    NotificationsModule,
    OpsModule,
    ContentGenerationModule,
    ContentModule,
    ContextScrapingApiModule,
    AnalyticsSyncModule,
    AnalyticsApiModule,
    SocialAccountsModule,
    SchedulesModule,
    MediaModule,
    WebhooksModule,
    DashboardModule,
  ],
})
export class AppModule {}
