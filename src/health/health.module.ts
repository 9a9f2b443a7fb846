import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { PostgresIndicator } from './postgres.indicator.js';
import { RedisIndicator } from './redis.indicator.js';

/** The API's own health. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [PostgresIndicator, RedisIndicator],
})
export class HealthModule {}
