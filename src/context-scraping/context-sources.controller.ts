import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ContextSourceStatus } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import type { Idempotency } from '../core/queue/job-creator.js';
import { JobReferences } from '../core/queue/job-references.js';
import {
  ContextSourceBody,
  ContextSourcePage,
  ContextSourceQuery,
  CreateContextSource,
  UpdateContextSource,
} from './context-source.dto.js';
import { IdempotencyKey, IdempotentPost, markReplay } from '../jobs/idempotency-key.js';
import { JobAdmission } from '../jobs/job-admission.js';
import { JobView } from '../jobs/job.dto.js';
import { ContextScrapingProducer } from './context-scraping.producer.js';
import { type ContextSource, ContextSourcesRepository, UrlTaken } from './context-sources.repository.js';

/** Where the context of the brands comes from. */
@ApiTags('context')
@Controller('context-sources')
export class ContextSourcesController {
  constructor(
    private readonly sources: ContextSourcesRepository,
    private readonly references: JobReferences,
    private readonly admission: JobAdmission,
    private readonly producer: ContextScrapingProducer,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the sources, newest first' })
  @ApiOkResponse({ type: ContextSourcePage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor, brandId }: ContextSourceQuery,
  ): Promise<ContextSourcePage> {
    const found = await this.sources.list(organizationId, brandId, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { contextSources: rows.map(toBody), nextCursor };
  }

  @Post()
  @ApiOperation({ summary: 'Adds a source; nothing is read yet' })
  @ApiCreatedResponse({ type: ContextSourceBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async create(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Body() body: CreateContextSource,
  ): Promise<ContextSourceBody> {
    const [missing] = await this.references.findMissing(organizationId, [{ resource: 'brand', id: body.brandId }]);
    if (missing) throw ApiError.notFound('brand');
    return toBody(await this.sources.create(organizationId, { ...body }).catch(refuseTakenUrl));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows a source' })
  @ApiOkResponse({ type: ContextSourceBody })
  @ApiErrors(400, 404)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ContextSourceBody> {
    return toBody((await this.sources.find(organizationId, id)) ?? gone());
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes the fields that are sent' })
  @ApiOkResponse({ type: ContextSourceBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async update(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() fields: UpdateContextSource,
  ): Promise<ContextSourceBody> {
    return toBody((await this.sources.update(organizationId, id, { ...fields }).catch(refuseTakenUrl)) ?? gone());
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a source with everything that was read from it' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404)
  async remove(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    if (!(await this.sources.delete(organizationId, id))) gone();
  }

  @Post(':id/sync')
  @IdempotentPost(JobView)
  @ApiOperation({ summary: 'Reads the source now' })
  @ApiErrors(400, 404, 409, 422, 429)
  async sync(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() idempotency: Idempotency | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const admitted = await this.admission.admit(session, 1, idempotency, async () => {
      const source = (await this.sources.find(session.organizationId, id)) ?? gone();
      if (source.status === ContextSourceStatus.PAUSED) {
        throw ApiError.conflict('The source is paused: resume it first.', { status: source.status });
      }
      return [this.producer.sync(source)];
    });
    return JobView.of(markReplay(admitted, reply).jobs[0]!);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stops reading it until it is resumed' })
  @ApiOkResponse({ type: ContextSourceBody })
  @ApiErrors(400, 404)
  pause(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ContextSourceBody> {
    return this.setStatus(organizationId, id, ContextSourceStatus.PAUSED);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reads it again' })
  @ApiOkResponse({ type: ContextSourceBody })
  @ApiErrors(400, 404)
  resume(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ContextSourceBody> {
    return this.setStatus(organizationId, id, ContextSourceStatus.ACTIVE);
  }

  private async setStatus(organizationId: string, id: string, status: ContextSourceStatus): Promise<ContextSourceBody> {
    return toBody((await this.sources.update(organizationId, id, { status })) ?? gone());
  }
}

function gone(): never {
  throw ApiError.notFound('contextSource');
}

function refuseTakenUrl(error: unknown): never {
  throw error instanceof UrlTaken ? ApiError.conflict('The brand has a source with this URL already.') : error;
}

function toBody({ organizationId: _o, resumeFrom: _r, ...source }: ContextSource): ContextSourceBody {
  return source;
}
