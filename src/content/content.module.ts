import { Module } from '@nestjs/common';
import { ContentGenerationModule } from '../content-generation/content-generation.module.js';
import { JobReferences } from '../core/queue/job-references.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { ContentController } from './content.controller.js';
import { ContentPublisher } from './content-publisher.js';
import { ContentRepository } from './content.repository.js';
import { ContentReview } from './content-review.js';

/** What was written, over REST; and the look-up of items and variations that jobs name. */
@Module({
  imports: [ContentGenerationModule, JobsModule],
  controllers: [ContentController],
  providers: [ContentRepository, ContentReview, ContentPublisher],
})
export class ContentModule {
  constructor(references: JobReferences, content: ContentRepository) {
    references.add('contentItem', (organizationId, ids) => content.findExisting(organizationId, ids));
    references.add('contentVariation', (organizationId, ids) => content.findExistingVariations(organizationId, ids));
  }
}
