import { Processor } from '@nestjs/bullmq';
import { JobProcessor, processorOptions } from '../core/queue/job-processor.js';
import { JobRunner } from '../core/queue/job-runner.js';
import { contextScrapingQueue } from './context-scraping.jobs.js';

/** Takes the deliveries of the context-scraping queue. */
@Processor(contextScrapingQueue.name, processorOptions)
export class ContextScrapingProcessor extends JobProcessor {
  constructor(runner: JobRunner) {
    super(contextScrapingQueue.name, runner);
  }
}
