import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsEnum, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { JobType, ScheduleMisfire, ScheduleOverlap } from '../core/database/enums.js';
import { priorities, type PriorityName } from '../core/queue/job.js';
import { JobPayload, Optional } from '../core/validation/decorators.js';
import { IsInstant } from '../core/validation/instant.js';

const priorityNames = Object.keys(priorities) as PriorityName[];
const MAX_TIMES = 50;
const DEFAULT_TIMES = 5;

const NAME = { minLength: 1, maxLength: 200 };
const CRON = {
  example: '30 9 * * MON-FRI',
  maxLength: 200,
  description: '5 fields, or 6 beginning with seconds; names, L, # and W are understood',
};
const PAYLOAD = { type: Object, description: "As the job's type has it" };

class ScheduleSettings {
  @ApiPropertyOptional({ example: 'Europe/Berlin', default: 'UTC', description: 'An IANA time zone' })
  @Optional()
  @IsString()
  @Length(1, 64)
  timezone?: string;

  @ApiPropertyOptional({ description: 'May also stand in the payload; in both places it must be the same' })
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;

  @ApiPropertyOptional({ enum: priorityNames, default: 'NORMAL' })
  @Optional()
  @IsIn(priorityNames)
  priority?: PriorityName;

  @ApiPropertyOptional({ default: true, description: 'false pauses it: times in between are not made up for' })
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @ApiPropertyOptional({
    enum: ScheduleOverlap,
    enumName: 'ScheduleOverlap',
    default: ScheduleOverlap.SKIP,
    description: 'SKIP: no run begins beside an unfinished one; QUEUE: up to 50 may be unfinished',
  })
  @Optional()
  @IsEnum(ScheduleOverlap)
  overlap?: ScheduleOverlap;

  @ApiPropertyOptional({
    enum: ScheduleMisfire,
    enumName: 'ScheduleMisfire',
    default: ScheduleMisfire.SKIP,
    description: 'Times that were missed or had no room are dropped (SKIP), or made up for by one run (ONCE)',
  })
  @Optional()
  @IsEnum(ScheduleMisfire)
  misfire?: ScheduleMisfire;
}

/** A job that is to run again and again. */
export class CreateSchedule extends ScheduleSettings {
  @ApiProperty({ enum: JobType, enumName: 'JobType' })
  @IsEnum(JobType)
  jobType!: JobType;

  @ApiProperty(NAME)
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name!: string;

  @ApiProperty(CRON)
  @IsString()
  @Length(1, 200)
  cron!: string;

  @ApiProperty(PAYLOAD)
  @JobPayload()
  payload!: Record<string, unknown>;
}

/** What is absent stays as it is. */
export class UpdateSchedule extends ScheduleSettings {
  @ApiPropertyOptional(NAME)
  @Optional()
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name?: string;

  @ApiPropertyOptional(CRON)
  @Optional()
  @IsString()
  @Length(1, 200)
  cron?: string;

  @ApiPropertyOptional(PAYLOAD)
  @Optional()
  @JobPayload()
  payload?: Record<string, unknown>;
}

/** A schedule as the API answers it. */
@ApiSchema({ name: 'Schedule' })
export class ScheduleBody {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: JobType, enumName: 'JobType' }) jobType!: JobType;
  @ApiProperty() name!: string;
  @ApiProperty() cron!: string;
  @ApiProperty() timezone!: string;
  @ApiProperty(PAYLOAD) payload!: object;
  @ApiProperty({ type: String, nullable: true }) brandId!: string | null;
  @ApiProperty({ enum: priorityNames }) priority!: PriorityName;
  @ApiProperty() enabled!: boolean;
  @ApiProperty({ enum: ScheduleOverlap, enumName: 'ScheduleOverlap' }) overlap!: ScheduleOverlap;
  @ApiProperty({ enum: ScheduleMisfire, enumName: 'ScheduleMisfire' }) misfire!: ScheduleMisfire;
  @ApiProperty({ type: Date, nullable: true, description: 'When it last made a job by itself' })
  lastRunAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'null while it is not enabled' }) nextRunAt!: Date | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
}

/** A page of schedules, newest first. */
export class SchedulePage {
  @ApiProperty({ type: [ScheduleBody] }) schedules!: ScheduleBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Which of the times to come. */
export class NextQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_TIMES, default: DEFAULT_TIMES })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_TIMES)
  count: number = DEFAULT_TIMES;

  @ApiPropertyOptional({ format: 'date-time', description: 'Times later than this, with a zone; default: now' })
  @Optional()
  @IsInstant()
  from?: string;
}

/** The times to come. */
export class NextAnswer {
  @ApiProperty({ type: [Date] }) next!: Date[];
}
