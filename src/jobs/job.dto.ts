import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { AttemptOutcome, JobStatus, JobType } from '../core/database/enums.js';
import type { Job } from '../core/queue/job.js';

/** A job as the API answers it. */
@ApiSchema({ name: 'Job' })
export class JobView {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: JobType, enumName: 'JobType' }) type!: JobType;
  @ApiProperty() queue!: string;
  @ApiProperty({ type: String, nullable: true }) brandId!: string | null;
  @ApiProperty() organizationId!: string;
  @ApiProperty({ type: Object, description: 'As its type has it' }) payload!: object;
  @ApiProperty({ enum: JobStatus, enumName: 'JobStatus' }) status!: JobStatus;
  @ApiProperty({ enum: [1, 5, 10], description: '1 HIGH, 5 NORMAL, 10 LOW' }) priority!: number;
  @ApiProperty({ description: 'Spent attempts, the running one included' }) attempts!: number;
  @ApiProperty() maxAttempts!: number;
  @ApiProperty() runAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) startedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) completedAt!: Date | null;
  @ApiProperty({ minimum: 0, maximum: 100 }) progress!: number;
  @ApiProperty({ type: String, nullable: true }) progressMessage!: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'As its type has it' }) result!: object | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: String, nullable: true }) errorCode!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The job that this one runs again' }) retryOf!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) scheduleId!: string | null;
  @ApiProperty() dryRun!: boolean;
  @ApiProperty({ type: Date, nullable: true }) cancelRequestedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) acknowledgedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) createdBy!: string | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;

  /** What the engine keeps for itself stays out. */
  static of({ losses: _losses, snoozedSince: _snoozedSince, ...view }: Job): JobView {
    return view;
  }
}

/** One run of a job. */
@ApiSchema({ name: 'JobAttempt' })
export class JobAttemptView {
  @ApiProperty({ description: 'Which attempt it was; one that was given back has its number again' }) number!: number;
  @ApiProperty({ type: String, nullable: true }) workerId!: string | null;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) finishedAt!: Date | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs!: number | null;
  @ApiProperty({ enum: ['RUNNING', ...Object.values(AttemptOutcome)] }) outcome!: AttemptOutcome | 'RUNNING';
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: String, nullable: true }) errorCode!: string | null;
}

/** A job with its runs, oldest first. */
@ApiSchema({ name: 'JobWithHistory' })
export class JobWithHistory extends JobView {
  @ApiProperty({ type: [JobAttemptView] }) attemptHistory!: JobAttemptView[];
}

/** A page of jobs, newest first. */
export class JobPage {
  @ApiProperty({ type: [JobView] }) jobs!: JobView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ description: 'Of all that match, counted up to 10 000' }) totalCount!: number;
}

/** The jobs of a batch, in the order of the request. */
export class JobBatchAnswer {
  @ApiProperty({ type: [JobView] }) jobs!: JobView[];
}
