import { Module } from '@nestjs/common';
import { QueueModule } from '../../../src/core/queue/queue.module.js';
import { chaosJob, chaosQueue } from './chaos.job.js';

/** What a process imports to create the suite's jobs, in place of the product's features. */
@Module({ imports: [QueueModule.forFeature(chaosQueue, [chaosJob])] })
export class ChaosModule {}
