import { ApiProperty, ApiPropertyOptional, ApiSchema, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEnum, IsString, Length } from 'class-validator';
import { JobStatus, type JobType } from '../core/database/enums.js';
import { PageQuery } from '../core/http/page.js';
import { UserJobType } from '../core/queue/job.js';
import { Optional } from '../core/validation/decorators.js';
import { IsInstant } from '../core/validation/instant.js';

/** One value or several of them; a query that names a field once has no array. */
const OneOrSeveral = () =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : [value].flat()));

class JobFilter {
  @ApiPropertyOptional({ enum: JobStatus, enumName: 'JobStatus', isArray: true })
  @Optional()
  @OneOrSeveral()
  @IsEnum(JobStatus, { each: true })
  status?: JobStatus[];

  @ApiPropertyOptional({ enum: UserJobType, enumName: 'JobType', isArray: true })
  @Optional()
  @OneOrSeveral()
  @IsEnum(UserJobType, { each: true })
  type?: JobType[];

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;
}

/** Which jobs to list. */
export class JobQuery extends IntersectionType(JobFilter, PageQuery) {}

/** Which jobs to cancel or to run again; without a field it is all of them. */
@ApiSchema({ name: 'JobSelection' })
export class JobSelectionBody extends JobFilter {
  @ApiPropertyOptional({ format: 'date-time', description: 'With a zone' })
  @Optional()
  @IsInstant()
  createdBefore?: string;
}

/** How many jobs a request about many has changed or made. */
export class BulkAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1000 }) affected!: number;
}
