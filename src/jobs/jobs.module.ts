import { Module } from '@nestjs/common';
import { JobAdmission } from './job-admission.js';
import { JobRetry } from './job-retry.js';
import { JobsController } from './jobs.controller.js';
import { JobsRepository } from './jobs.repository.js';

/** The REST side of the record. */
@Module({
  controllers: [JobsController],
  providers: [JobAdmission, JobRetry, JobsRepository],
  exports: [JobAdmission],
})
export class JobsModule {}
