import { Processor } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { provideHandlers } from '../../../src/core/queue/job-handlers.js';
import { JobProcessor, processorOptions } from '../../../src/core/queue/job-processor.js';
import { JobRunner } from '../../../src/core/queue/job-runner.js';
import { ChaosHandler } from './chaos.handler.js';
import { chaosJob, chaosQueue } from './chaos.job.js';
import { ChaosModule } from './chaos.module.js';
import { EffectService, Ledger } from './ledger.js';

@Processor(chaosQueue.name, processorOptions)
class ChaosProcessor extends JobProcessor {
  constructor(runner: JobRunner) {
    super(chaosQueue.name, runner);
  }
}

/** What only the worker under test imports. */
@Module({
  imports: [ChaosModule],
  providers: [
    ChaosProcessor,
    EffectService,
    Ledger,
    ...provideHandlers([chaosJob] as const, { GENERATE_CONTENT: ChaosHandler }),
  ],
})
export class ChaosWorkerModule {}
