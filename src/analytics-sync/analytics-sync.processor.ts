import { Processor } from '@nestjs/bullmq';
import { JobProcessor, processorOptions } from '../core/queue/job-processor.js';
import { JobRunner } from '../core/queue/job-runner.js';
import { analyticsSyncQueue } from './analytics-sync.jobs.js';

/** Takes the deliveries of the analytics-sync queue. */
@Processor(analyticsSyncQueue.name, processorOptions)
export class AnalyticsSyncProcessor extends JobProcessor {
  constructor(runner: JobRunner) {
    super(analyticsSyncQueue.name, runner);
  }
}
