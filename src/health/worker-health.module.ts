import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { RedisIndicator } from './redis.indicator.js';
import { WorkerHealthController } from './worker-health.controller.js';

/** A worker's health. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [WorkerHealthController],
  providers: [RedisIndicator],
})
export class WorkerHealthModule {}
