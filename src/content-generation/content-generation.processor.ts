import { Processor } from '@nestjs/bullmq';
import { JobProcessor, processorOptions } from '../core/queue/job-processor.js';
import { JobRunner } from '../core/queue/job-runner.js';
import { contentGenerationQueue } from './content-generation.jobs.js';

/** Takes the deliveries of the content-generation queue. */
@Processor(contentGenerationQueue.name, processorOptions)
export class ContentGenerationProcessor extends JobProcessor {
  constructor(runner: JobRunner) {
    super(contentGenerationQueue.name, runner);
  }
}
