import { Module } from '@nestjs/common';
import { OutboundModule } from '../core/outbound/outbound.module.js';
import { provideHandlers } from '../core/queue/job-handlers.js';
import { NotificationsWorkerModule } from '../notifications/notifications.worker.module.js';
import { ContextItemsRepository } from './context-items.repository.js';
import { ContextPagesRepository } from './context-pages.repository.js';
import { contextScrapingJobs } from './context-scraping.jobs.js';
import { ContextScrapingModule } from './context-scraping.module.js';
import { ContextScrapingProcessor } from './context-scraping.processor.js';
import { ContextSourcesRepository } from './context-sources.repository.js';
import { HostPacing } from './pacing/host-pacing.js';
import { DocumentParser } from './parsing/document-parser.js';
import { PoliteFetcher } from './polite-fetcher.js';
import { ProcessDocumentHandler } from './process-document/process-document.handler.js';
import { RobotsFiles } from './robots/robots-files.js';
import { ScrapeWebsiteHandler } from './scrape-website/scrape-website.handler.js';
import { SitemapReader } from './scrape-website/sitemap-reader.js';
import { SourceHealth } from './source-health.js';
import { SyncRssHandler } from './sync-rss/sync-rss.handler.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [ContextScrapingModule, OutboundModule, NotificationsWorkerModule],
  providers: [
    ContextScrapingProcessor,
    ContextSourcesRepository,
    ContextItemsRepository,
    ContextPagesRepository,
    HostPacing,
    RobotsFiles,
    PoliteFetcher,
    DocumentParser,
    SitemapReader,
    SourceHealth,
    ...provideHandlers(contextScrapingJobs, {
      SCRAPE_WEBSITE: ScrapeWebsiteHandler,
      SYNC_RSS: SyncRssHandler,
      PROCESS_DOCUMENT: ProcessDocumentHandler,
    }),
  ],
})
export class ContextScrapingWorkerModule {}
