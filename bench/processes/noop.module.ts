import { Module } from '@nestjs/common';
import { QueueModule } from '../../src/core/queue/queue.module.js';
import { benchQueue, noopJob } from './noop.job.js';

/** What a process imports to create the bench's jobs, in place of the product's features. */
@Module({ imports: [QueueModule.forFeature(benchQueue, [noopJob])] })
export class NoopModule {}
