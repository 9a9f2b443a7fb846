import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ScheduleFiring } from './schedule-firing.js';
import { SchedulerClock } from './scheduler-clock.js';
import { SweepRounds } from './sweep-rounds.js';

/** What only the scheduler imports: @nestjs/schedule fires in every process that imports it. */
@Module({
  imports: [ScheduleModule.forRoot()],
  providers: [ScheduleFiring, SweepRounds, SchedulerClock],
})
export class SchedulesSchedulerModule {}
