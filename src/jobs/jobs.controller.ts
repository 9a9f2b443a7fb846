import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { Database } from '../core/database/database.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import type { Idempotency } from '../core/queue/job-creator.js';
import { readStanding } from '../core/queue/repository/job-standing.js';
import { CreateJobBody } from './create-job.dto.js';
import { IdempotencyKey, IdempotentPost, markReplay } from './idempotency-key.js';
import { JobAdmission } from './job-admission.js';
import { JobReader } from './job-reader.js';
import { JobRetry } from './job-retry.js';
import { JobQuery } from './job-selection.dto.js';
import { explain } from './job-why.js';
import { JobPage, JobView, JobWithHistory, WhyView } from './job.dto.js';
import { JobsRepository } from './jobs.repository.js';

/** One job: create, look at, cancel, run again. */
@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly reader: JobReader,
    private readonly admission: JobAdmission,
    private readonly retries: JobRetry,
    private readonly repository: JobsRepository,
    private readonly database: Database,
  ) {}

  @Post()
  @IdempotentPost(JobView)
  @ApiOperation({ summary: 'Create a job; its workers begin as soon as it is its turn' })
  @ApiErrors(400, 404, 413, 415, 422, 429)
  async create(
    @Body() body: CreateJobBody,
    @IdempotencyKey() idempotency: Idempotency | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const wish = this.reader.read(body, session);
    const { jobs } = markReplay(await this.admission.create(session, [wish], idempotency), reply);
    return JobView.of(jobs[0]!);
  }

  @Get()
  @ApiOperation({ summary: 'List jobs, newest first' })
  @ApiOkResponse({ type: JobPage })
  @ApiErrors(400)
  async list(@Query() query: JobQuery, @CurrentSession() { organizationId }: OrganizationSession): Promise<JobPage> {
    const { limit, cursor, ...selection } = query;
    const [jobs, totalCount] = await Promise.all([
      this.repository.list(organizationId, selection, decodeCursor(cursor), limit),
      this.repository.count(organizationId, selection),
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

  @Get(':id/why')
  @ApiOperation({ summary: 'Why a job is where it is, and when it is expected to start' })
  @ApiOkResponse({ type: WhyView })
  @ApiErrors(400, 404)
  async why(
    @Param('id', IdPipe) id: string,
    @CurrentSession() { organizationId }: OrganizationSession,
  ): Promise<WhyView> {
    const standing = await readStanding(this.database, organizationId, id);
    if (!standing) throw ApiError.notFound('job');
    return explain(standing);
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel: at once when it waits, else by asking its worker to stop' })
  @ApiOkResponse({ type: JobView })
  @ApiErrors(400, 404, 409, 413, 415)
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
  @IdempotentPost(JobView)
  @ApiOperation({ summary: 'Run a failed or cancelled job again, as a new job' })
  @ApiErrors(400, 404, 409, 413, 415, 422, 429)
  async retry(
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() idempotency: Idempotency | null,
    @CurrentSession() session: OrganizationSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const { jobs } = markReplay(await this.retries.retry(session, id, idempotency), reply);
    return JobView.of(jobs[0]!);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a failed job off the list of what needs attention; once more changes nothing' })
  @ApiOkResponse({ type: JobView })
  @ApiErrors(400, 404, 409, 413, 415)
  async acknowledge(
    @Param('id', IdPipe) id: string,
    @CurrentSession() { organizationId }: OrganizationSession,
  ): Promise<JobView> {
    const acknowledged = await this.repository.acknowledge(organizationId, id);
    if (acknowledged) return JobView.of(acknowledged);
    const job = await this.repository.find(organizationId, id);
    if (!job) throw ApiError.notFound('job');
    const sentence = `Only a FAILED job can be acknowledged; this one is ${job.status}.`;
    throw ApiError.conflict(sentence, { status: job.status });
  }
}
