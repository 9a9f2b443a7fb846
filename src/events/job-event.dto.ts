import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { JobStatus, type JobType } from '../core/database/enums.js';
import { UserJobType } from '../core/queue/job.js';
import type { JobState } from './events.repository.js';

/** The `data` of an event `job`, for the document. */
@ApiSchema({ name: 'JobEvent' })
export class JobEventBody implements JobState {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: UserJobType, enumName: 'JobType' })
  type!: JobType;

  @ApiProperty({ enum: JobStatus, enumName: 'JobStatus' })
  status!: JobStatus;

  @ApiProperty({ minimum: 0, maximum: 100 })
  progress!: number;

  @ApiProperty({ description: 'Spent attempts, the running one included' })
  attempts!: number;

  @ApiProperty()
  updatedAt!: Date;
}
