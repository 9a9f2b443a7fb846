import { Module } from '@nestjs/common';
import { QueueModule } from '../core/queue/queue.module.js';
import { contentGenerationJobs, contentGenerationQueue } from './content-generation.jobs.js';
import { ContentGenerationProducer } from './content-generation.producer.js';

/** What any process imports to create this feature's jobs. */
@Module({
  imports: [QueueModule.forFeature(contentGenerationQueue, contentGenerationJobs)],
  providers: [ContentGenerationProducer],
  exports: [ContentGenerationProducer],
})
export class ContentGenerationModule {}
