import { Module } from '@nestjs/common';
import { ContextScrapingModule } from './context-scraping.module.js';
import { ContextScrapingProcessor } from './context-scraping.processor.js';

/** What only the worker imports: the processor and the handlers. */
@Module({
  imports: [ContextScrapingModule],
  providers: [ContextScrapingProcessor],
})
export class ContextScrapingWorkerModule {}
