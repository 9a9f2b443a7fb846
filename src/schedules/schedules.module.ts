import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { ScheduleReader } from './schedule-reader.js';
import { SchedulesController } from './schedules.controller.js';
import { SchedulesRepository } from './schedules.repository.js';

/** Schedules over REST. */
@Module({
  imports: [JobsModule],
  controllers: [SchedulesController],
  providers: [ScheduleReader, SchedulesRepository],
})
export class SchedulesModule {}
