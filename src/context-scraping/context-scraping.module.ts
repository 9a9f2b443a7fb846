import { Module } from '@nestjs/common';
import { JobReferences } from '../core/queue/job-references.js';
import { QueueModule } from '../core/queue/queue.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { ContextItemsController } from './context-items.controller.js';
import { ContextItemsRepository } from './context-items.repository.js';
import { contextScrapingJobs, contextScrapingQueue } from './context-scraping.jobs.js';
import { ContextScrapingProducer } from './context-scraping.producer.js';
import { ContextSourcesController } from './context-sources.controller.js';
import { ContextSourcesRepository } from './context-sources.repository.js';

/** The feature's queue and job types, for every process that creates or runs them. */
@Module({
  imports: [QueueModule.forFeature(contextScrapingQueue, contextScrapingJobs)],
  providers: [ContextScrapingProducer],
  exports: [ContextScrapingProducer],
})
export class ContextScrapingModule {}

/** Sources and items over REST, and the look-up of those that jobs name. */
@Module({
  imports: [ContextScrapingModule, JobsModule],
  controllers: [ContextSourcesController, ContextItemsController],
  providers: [ContextSourcesRepository, ContextItemsRepository],
})
export class ContextScrapingApiModule {
  constructor(references: JobReferences, sources: ContextSourcesRepository, items: ContextItemsRepository) {
    references.add('contextItem', (organizationId, ids) => items.findExisting(organizationId, ids));
    references.add('contextSource', (organizationId, ids) => sources.findExisting(organizationId, ids));
  }
}
