import { WorkerHost } from '@nestjs/bullmq';
import type { Job as BullJob, WorkerOptions } from 'bullmq';
import type { JobRunner } from './job-runner.js';
import type { Delivery } from './queue-transport.js';

/**
 * What every `@Processor` of the project sets. `autorun` is off because the concurrency comes from the configuration, which is
 * not known when the decorator is read; stalls are counted without end because BullMQ's count must fail no job of ours.
 */
export const processorOptions: Omit<WorkerOptions, 'connection'> = {
  autorun: false,
  runRetryDelay: 1_000,
  maxStalledCount: 1_000_000_000,
};

/** The transport side of a queue: hands each delivery to the runner. A feature's `*.processor.ts` names its queue. */
export abstract class JobProcessor extends WorkerHost {
  constructor(
    readonly queueName: string,
    private readonly runner: JobRunner,
  ) {
    super();
  }

  async process(delivery: BullJob<Delivery>): Promise<void> {
    await this.runner.run({ jobId: delivery.data.jobId, token: BigInt(delivery.data.token) }, this.queueName);
  }
}
