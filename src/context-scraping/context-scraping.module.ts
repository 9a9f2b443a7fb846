import { Module } from '@nestjs/common';
import { JobReferences } from '../core/queue/job-references.js';
import { QueueModule } from '../core/queue/queue.module.js';
import { ContextItemsRepository } from './context-items.repository.js';
import { contextScrapingJobs, contextScrapingQueue } from './context-scraping.jobs.js';

/** What any process imports to create this feature's jobs and to look up its items. */
@Module({
  imports: [QueueModule.forFeature(contextScrapingQueue, contextScrapingJobs)],
  providers: [ContextItemsRepository],
})
export class ContextScrapingModule {
  constructor(references: JobReferences, items: ContextItemsRepository) {
    references.add('contextItem', (organizationId, ids) => items.findExisting(organizationId, ids));
  }
}
