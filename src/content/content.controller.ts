import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import type { Idempotency } from '../core/queue/job-creator.js';
import { IdempotencyKey, IdempotentPost, markReplay } from '../jobs/idempotency-key.js';
import { JobView } from '../jobs/job.dto.js';
import {
  ContentItemBody,
  ContentPage,
  ContentQuery,
  PublishAnswer,
  PublishContent,
  RejectContent,
  UpdateContent,
  UpdateVariation,
} from './content.dto.js';
import { ContentPublisher } from './content-publisher.js';
import { ContentRepository } from './content.repository.js';
import { ContentReview } from './content-review.js';

/** What was written for the brands: read, changed, approved, published. */
@ApiTags('content')
@Controller('content')
export class ContentController {
  constructor(
    private readonly content: ContentRepository,
    private readonly review: ContentReview,
    private readonly publisher: ContentPublisher,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists what was written, newest first' })
  @ApiOkResponse({ type: ContentPage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor, ...filter }: ContentQuery,
  ): Promise<ContentPage> {
    const found = await this.content.list(organizationId, filter, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { content: rows.map((item) => ContentItemBody.of(item)), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows what was written about a topic' })
  @ApiOkResponse({ type: ContentItemBody })
  @ApiErrors(400, 404)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ContentItemBody> {
    const item = await this.content.find(organizationId, id);
    if (!item) throw ApiError.notFound('contentItem');
    return ContentItemBody.of(item);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes the topic, which takes the item back to DRAFT' })
  @ApiOkResponse({ type: ContentItemBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async update(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() { topic }: UpdateContent,
  ): Promise<ContentItemBody> {
    return ContentItemBody.of(await this.review.changeTopic(organizationId, id, topic));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes what was written; posts that are out stay out, and are no longer followed' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404, 409)
  async remove(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    await this.review.remove(organizationId, id);
  }

  @Patch(':id/variations/:variationId')
  @ApiOperation({ summary: 'Changes the text for a platform, which takes the item back to DRAFT' })
  @ApiOkResponse({ type: ContentItemBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async updateVariation(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Param('variationId', IdPipe) variationId: string,
    @Body() edit: UpdateVariation,
  ): Promise<ContentItemBody> {
    return ContentItemBody.of(await this.review.changeVariation(organizationId, id, variationId, edit));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets it be published; every text must keep the rules of its platform' })
  @ApiOkResponse({ type: ContentItemBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async approve(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ContentItemBody> {
    return ContentItemBody.of(await this.review.approve(organizationId, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keeps it from being published' })
  @ApiBody({ type: RejectContent, required: false })
  @ApiOkResponse({ type: ContentItemBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async reject(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() _body: RejectContent,
  ): Promise<ContentItemBody> {
    return ContentItemBody.of(await this.review.reject(organizationId, id));
  }

  @Post(':id/publish')
  @IdempotentPost(PublishAnswer)
  @ApiOperation({ summary: 'Publishes texts of the item to accounts, a job each' })
  @ApiErrors(400, 404, 409, 413, 415, 422, 429)
  async publish(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() body: PublishContent,
    @IdempotencyKey() idempotency: Idempotency | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublishAnswer> {
    const admitted = await this.publisher.publish(session, id, body, idempotency);
    return { jobs: markReplay(admitted, reply).jobs.map((job) => JobView.of(job)) };
  }
}
