import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsString, Length } from 'class-validator';
import { priorities, type PriorityName, UserJobType } from '../core/queue/job.js';
import { JobPayload, KeptAsSent, Optional } from '../core/validation/decorators.js';
import { IsInstant } from '../core/validation/instant.js';

const priorityNames = Object.keys(priorities) as PriorityName[];

/** A job that is asked for. Its payload is checked against the class of its type. */
@ApiSchema({ name: 'CreateJob' })
export class CreateJobBody {
  @ApiProperty({ enum: UserJobType, enumName: 'JobType' })
  @IsString()
  type!: string;

  @ApiPropertyOptional({ description: 'May also stand in the payload; in both places it must be the same' })
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;

  @ApiProperty({ type: Object, description: 'As the type has it; see the examples' })
  @JobPayload()
  payload!: Record<string, unknown>;

  @ApiPropertyOptional({ enum: priorityNames, default: 'NORMAL' })
  @Optional()
  @IsIn(priorityNames)
  priority?: PriorityName;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'With a zone, at most a year ahead; a time in the past means now',
  })
  @Optional()
  @IsInstant()
  runAt?: string;

  @ApiPropertyOptional({
    description: 'Do everything but the side effect, and say in the result what would have happened',
  })
  @Optional()
  @IsBoolean()
  dryRun?: boolean;
}

/** The most jobs that one request may create. */
export const MAX_BATCH = 100;

/** Jobs that are created all or not at all. Each is checked by itself, so that an issue's path begins with its index. */
@ApiSchema({ name: 'CreateJobBatch' })
export class CreateJobBatchBody {
  @ApiProperty({ type: [CreateJobBody], minItems: 1, maxItems: MAX_BATCH })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @KeptAsSent()
  jobs!: unknown[];
}
