import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import { idempotencyHash } from '../core/queue/job-creator.js';
import { CreateJobBatchBody, CreateJobBody, JobQuery } from './create-job.dto.js';
import { type Admitted, JobAdmission } from './job-admission.js';
import { JobBatchAnswer, JobPage, JobView, JobWithHistory } from './job.dto.js';
import { IdempotencyKey } from './idempotency-key.js';
import { JobRetry } from './job-retry.js';
import { JobsRepository } from './jobs.repository.js';

const KeyHeader = () =>
  ApiHeader({ name: 'Idempotency-Key', required: false, description: 'At most 200 characters, kept for 24 hours' });

/** Jobs: create, look at, cancel, run again. */
@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly admission: JobAdmission,
    private readonly retries: JobRetry,
    private readonly repository: JobsRepository,
  ) {}

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: 'Create a job; its workers begin as soon as it is its turn' })
  @ApiCreatedResponse({ type: JobView })
  @ApiOkResponse({ type: JobView, description: 'The answer of an earlier request with this Idempotency-Key' })
  @ApiErrors(400, 404, 413, 415, 422, 429)
  async create(
    @Body() body: CreateJobBody,
    @IdempotencyKey() key: string | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const wish = this.admission.read(body, session);
    const idempotency = key === null ? null : { key, hash: idempotencyHash('POST /api/jobs', body) };
    const admitted = await this.admission.create(session, [wish], idempotency);
    return JobView.of(answered(admitted, reply).jobs[0]!);
  }

  @Post('batch')
  @KeyHeader()
  @ApiOperation({ summary: 'Create several jobs, all or none' })
  @ApiCreatedResponse({ type: JobBatchAnswer })
  @ApiOkResponse({ type: JobBatchAnswer, description: 'The answer of an earlier request with this Idempotency-Key' })
  @ApiErrors(400, 404, 413, 415, 422, 429)
  async createBatch(
    @Body() body: CreateJobBatchBody,
    @IdempotencyKey() key: string | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobBatchAnswer> {
    const wishes = this.admission.readBatch(body.jobs, session);
    const idempotency = key === null ? null : { key, hash: idempotencyHash('POST /api/jobs/batch', body) };
    const admitted = await this.admission.create(session, wishes, idempotency);
    return { jobs: answered(admitted, reply).jobs.map((job) => JobView.of(job)) };
  }

  @Get()
  @ApiOperation({ summary: 'List jobs, newest first' })
  @ApiOkResponse({ type: JobPage })
  @ApiErrors(400)
  async list(@Query() query: JobQuery, @CurrentSession() { organizationId }: OrganizationSession): Promise<JobPage> {
    const { status, type, brandId, limit } = query;
    const filter = { organizationId, status, type, brandId };
    const [jobs, totalCount] = await Promise.all([
      this.repository.list(filter, decodeCursor(query.cursor), limit),
      this.repository.count(filter),
    ]);
    const { rows, nextCursor } = cutPage(jobs, limit);
    return { jobs: rows.map((job) => JobView.of(job)), nextCursor, totalCount };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A job and its runs' })
  @ApiOkResponse({ type: JobWithHistory })
  @ApiErrors(400, 404)
  async get(
    @Param('id', IdPipe) id: string,
    @CurrentSession() { organizationId }: OrganizationSession,
  ): Promise<JobWithHistory> {
    const job = await this.repository.find(organizationId, id);
    if (!job) throw ApiError.notFound('job');
    return { ...JobView.of(job), attemptHistory: await this.repository.findAttempts(id) };
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel: at once when it waits, else by asking its worker to stop' })
  @ApiOkResponse({ type: JobView })
  @ApiErrors(400, 404, 409)
  async cancel(
    @Param('id', IdPipe) id: string,
    @CurrentSession() { organizationId }: OrganizationSession,
  ): Promise<JobView> {
    const cancelled = await this.repository.cancel(organizationId, id);
    if (cancelled) return JobView.of(cancelled);
    const job = await this.repository.find(organizationId, id);
    throw job ? ApiError.notCancellable(job.status) : ApiError.notFound('job');
  }

  @Post(':id/retry')
  @KeyHeader()
  @ApiOperation({ summary: 'Run a failed or cancelled job again, as a new job' })
  @ApiCreatedResponse({ type: JobView })
  @ApiOkResponse({ type: JobView, description: 'The answer of an earlier request with this Idempotency-Key' })
  @ApiErrors(400, 404, 409, 422, 429)
  async retry(
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() key: string | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const idempotency = key === null ? null : { key, hash: idempotencyHash(`POST /api/jobs/${id}/retry`, null) };
    const admitted = await this.retries.retry(session, id, idempotency);
    return JobView.of(answered(admitted, reply).jobs[0]!);
  }
}

function answered(admitted: Admitted, reply: FastifyReply): Admitted {
  if (admitted.replayed) void reply.status(200).header('idempotent-replayed', 'true');
  return admitted;
}
