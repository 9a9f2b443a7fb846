import { Module } from '@nestjs/common';
import { MediaStoreModule } from '../core/media/media-store.module.js';
import { provideHandlers } from '../core/queue/job-handlers.js';
import { contentGenerationJobs } from './content-generation.jobs.js';
import { ContentGenerationModule } from './content-generation.module.js';
import { ContentGenerationProcessor } from './content-generation.processor.js';
import { ContentGenerationRepository } from './content-generation.repository.js';
import { GenerateContentHandler } from './generate-content/generate-content.handler.js';
import { GenerateImageHandler } from './generate-image/generate-image.handler.js';
import { GeneratedImagesRepository } from './generated-images.repository.js';
import { NotificationsWorkerModule } from '../notifications/notifications.worker.module.js';
import { PlatformsWorkerModule } from '../platforms/platforms.worker.module.js';
import { OpenAiClient } from './openai/openai.client.js';
import { PublicationLedgerRepository } from './publish-content/publication-ledger.repository.js';
import { PublishContentHandler } from './publish-content/publish-content.handler.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [ContentGenerationModule, MediaStoreModule, PlatformsWorkerModule, NotificationsWorkerModule],
  providers: [
    ContentGenerationProcessor,
    ContentGenerationRepository,
    GeneratedImagesRepository,
    OpenAiClient,
    PublicationLedgerRepository,
    ...provideHandlers(contentGenerationJobs, {
      GENERATE_CONTENT: GenerateContentHandler,
      GENERATE_IMAGE: GenerateImageHandler,
      PUBLISH_CONTENT: PublishContentHandler,
    }),
  ],
})
export class ContentGenerationWorkerModule {}
