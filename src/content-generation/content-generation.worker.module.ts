import { Module } from '@nestjs/common';
import { provideHandlers } from '../core/queue/job-handlers.js';
import { contentGenerationJobs } from './content-generation.jobs.js';
import { ContentGenerationModule } from './content-generation.module.js';
import { ContentGenerationProcessor } from './content-generation.processor.js';
import { ContentGenerationRepository } from './content-generation.repository.js';
import { GenerateContentHandler } from './generate-content/generate-content.handler.js';
import { OpenAiClient } from './openai/openai.client.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [ContentGenerationModule],
  providers: [
    ContentGenerationProcessor,
    ContentGenerationRepository,
    OpenAiClient,
    ...provideHandlers(contentGenerationJobs, { GENERATE_CONTENT: GenerateContentHandler }),
  ],
})
export class ContentGenerationWorkerModule {}
