import { Module } from '@nestjs/common';
import { BulkJobsController } from './bulk-jobs.controller.js';
import { JobAdmission } from './job-admission.js';
import { JobReader } from './job-reader.js';
import { JobRetry } from './job-retry.js';
import { JobsController } from './jobs.controller.js';
import { JobsRepository } from './jobs.repository.js';

/** The REST side of the record. */
@Module({
  controllers: [BulkJobsController, JobsController],
  providers: [JobReader, JobAdmission, JobRetry, JobsRepository],
  exports: [JobReader, JobAdmission],
})
export class JobsModule {}
