import { Processor } from '@nestjs/bullmq';
import { JobProcessor, processorOptions } from '../core/queue/job-processor.js';
import { JobRunner } from '../core/queue/job-runner.js';
import { webhooksQueue } from './webhooks.jobs.js';

/** Takes the deliveries of the webhooks queue. */
@Processor(webhooksQueue.name, processorOptions)
export class WebhooksProcessor extends JobProcessor {
  constructor(runner: JobRunner) {
    super(webhooksQueue.name, runner);
  }
}
