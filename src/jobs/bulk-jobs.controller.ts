import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RequireRole } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiErrors } from '../core/http/openapi.js';
import type { Idempotency } from '../core/queue/job-creator.js';
import { CreateJobBatchBody } from './create-job.dto.js';
import { IdempotencyKey, IdempotentPost, KeyHeader, markReplay } from './idempotency-key.js';
import { JobAdmission } from './job-admission.js';
import { JobReader } from './job-reader.js';
import { JobRetry } from './job-retry.js';
import { BulkAnswer, JobSelectionBody } from './job-selection.dto.js';
import { JobBatchAnswer, JobView } from './job.dto.js';
import { JobsRepository, type Selection } from './jobs.repository.js';

/** The most jobs that one request cancels or looks at to retry. */
const MAX_AFFECTED = 1_000;

/** Many jobs at once. */
@ApiTags('jobs')
@Controller('jobs')
export class BulkJobsController {
  constructor(
    private readonly reader: JobReader,
    private readonly admission: JobAdmission,
    private readonly retries: JobRetry,
    private readonly repository: JobsRepository,
  ) {}

  @Post('batch')
  @IdempotentPost(JobBatchAnswer)
  @ApiOperation({
    summary: 'Create several jobs, all or none; the path of an issue begins with the index of its entry',
  })
  @ApiErrors(400, 404, 413, 415, 422, 429)
  async create(
    @Body() body: CreateJobBatchBody,
    @IdempotencyKey() idempotency: Idempotency | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobBatchAnswer> {
    const wishes = this.reader.readBatch(body.jobs, session);
    const { jobs } = markReplay(await this.admission.createBatch(session, wishes, idempotency), reply);
    return { jobs: jobs.map((job) => JobView.of(job)) };
  }

  @Post('cancel')
  @HttpCode(200)
  @RequireRole('admin')
  @ApiOperation({ summary: 'Cancel jobs that wait and ask the workers of those that run to stop, at most 1000 a call' })
  @ApiOkResponse({ type: BulkAnswer })
  @ApiErrors(400, 413, 415)
  async cancel(
    @Body() body: JobSelectionBody,
    @CurrentSession() { organizationId }: OrganizationSession,
  ): Promise<BulkAnswer> {
    return { affected: await this.repository.cancelSelected(organizationId, toSelection(body), MAX_AFFECTED) };
  }

  @Post('retry')
  @HttpCode(200)
  @RequireRole('admin')
  @KeyHeader()
  @ApiOperation({
    summary: 'Run failed or cancelled jobs again that have no retry yet, each as a new job, up to the cap',
    description:
      'Looks at the newest 1000 that are selected. Counts as one request in the throttle. Left out are jobs whose payload no longer fits, or names what is gone.',
  })
  @ApiOkResponse({ type: BulkAnswer, description: 'How many were created' })
  @ApiErrors(400, 413, 415, 422, 429)
  async retry(
    @Body() body: JobSelectionBody,
    @IdempotencyKey() idempotency: Idempotency | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkAnswer> {
    const admitted = await this.retries.retrySelected(session, toSelection(body), MAX_AFFECTED, idempotency);
    return { affected: markReplay(admitted, reply).jobs.length };
  }
}

function toSelection({ createdBefore, ...fields }: JobSelectionBody): Selection {
  return { ...fields, createdBefore: createdBefore === undefined ? undefined : new Date(createdBefore) };
}
