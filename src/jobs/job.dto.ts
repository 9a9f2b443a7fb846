import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { AttemptOutcome, JobStatus, type JobType } from '../core/database/enums.js';
import { type Job, jobFields, UserJobType } from '../core/queue/job.js';
import { type Reason, reasons, type Why } from './job-why.js';

/** What the engine keeps for itself stays out. */
const viewFields = jobFields.filter((field) => field !== 'losses' && field !== 'snoozedSince');

/** A job as the API answers it. */
@ApiSchema({ name: 'Job' })
export class JobView {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: UserJobType, enumName: 'JobType' }) type!: JobType;
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

  /** The fields are always in the same order, so that an answer that is given again is the same to the byte. */
  static of(job: Job): JobView {
    return Object.fromEntries(viewFields.map((field) => [field, job[field]])) as unknown as JobView;
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

/** Why a job is where it is. */
@ApiSchema({ name: 'JobWhy' })
export class WhyView implements Why {
  @ApiProperty({ enum: JobStatus, enumName: 'JobStatus' }) status!: JobStatus;
  @ApiProperty({ enum: reasons, enumName: 'JobReason', description: 'BUDGET_EXHAUSTED is reserved' }) reason!: Reason;
  @ApiProperty({ description: 'For a person' }) sentence!: string;
  @ApiProperty({ description: 'From when on it has been so: begun, ended, planned, put off or due' }) since!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'The time before which it cannot run' })
  blockedUntil!: Date | null;
  @ApiProperty({ description: 'How many due jobs go before it, as the turns stand now; counted up to 1000' })
  ahead!: number;
  @ApiProperty({ type: Date, nullable: true, description: 'null where it has started, or nobody can know' })
  estimatedStartAt!: Date | null;
}
