import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEnum,
  IsIn,
  IsISO8601,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { JobStatus, JobType } from '../core/database/enums.js';
import { PageQuery } from '../core/http/page.js';
import { priorities, type PriorityName } from '../core/queue/job.js';
import { JobPayload, Optional } from '../core/validation/decorators.js';

const priorityNames = Object.keys(priorities) as PriorityName[];

/** A job that is asked for. Its payload is checked against the class of its type. */
@ApiSchema({ name: 'CreateJob' })
export class CreateJobBody {
  @ApiProperty({ enum: JobType, enumName: 'JobType' })
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

  @ApiPropertyOptional({ description: 'At most a year ahead; a time in the past means now' })
  @Optional()
  @IsISO8601({ strict: true })
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

/** Jobs that are created all or not at all. */
@ApiSchema({ name: 'CreateJobBatch' })
export class CreateJobBatchBody {
  @ApiProperty({ type: [CreateJobBody], minItems: 1, maxItems: MAX_BATCH })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @ValidateNested({ each: true })
  @Type(() => CreateJobBody)
  jobs!: CreateJobBody[];
}

const several = () => Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : [value].flat()));

/** Which jobs to list. */
export class JobQuery extends PageQuery {
  @ApiPropertyOptional({ enum: JobStatus, enumName: 'JobStatus', isArray: true })
  @Optional()
  @several()
  @IsEnum(JobStatus, { each: true })
  status?: JobStatus[];

  @ApiPropertyOptional({ enum: JobType, enumName: 'JobType', isArray: true })
  @Optional()
  @several()
  @IsEnum(JobType, { each: true })
  type?: JobType[];

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;
}
