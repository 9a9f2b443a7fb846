import { setTimeout as delay } from 'node:timers/promises';
import { Processor } from '@nestjs/bullmq';
import { Injectable, Module } from '@nestjs/common';
import type { JobContext, JobHandler } from '../../src/core/queue/job-handler.js';
import { provideHandlers } from '../../src/core/queue/job-handlers.js';
import { JobProcessor, processorOptions } from '../../src/core/queue/job-processor.js';
import { JobRunner } from '../../src/core/queue/job-runner.js';
import { Tally } from '../lib/load.js';
import { benchQueue, noopJob, type NoopPayload, type NoopResult } from './noop.job.js';
import { NoopModule } from './noop.module.js';

@Injectable()
class NoopHandler implements JobHandler<typeof noopJob> {
  constructor(private readonly tally: Tally) {}

  async handle({ payload, signal }: JobContext<NoopPayload>): Promise<NoopResult> {
    this.tally.enter(payload);
    if (payload.workMs) await delay(payload.workMs, undefined, { signal });
    return { ok: true };
  }
}

@Processor(benchQueue.name, processorOptions)
class NoopProcessor extends JobProcessor {
  constructor(runner: JobRunner) {
    super(benchQueue.name, runner);
  }
}

/** What only the worker of the bench imports. */
@Module({
  imports: [NoopModule],
  providers: [Tally, NoopProcessor, ...provideHandlers([noopJob] as const, { GENERATE_CONTENT: NoopHandler })],
})
export class NoopWorkerModule {}
