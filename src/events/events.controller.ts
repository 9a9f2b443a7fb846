import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { JobEventBody } from './job-event.dto.js';
import { JobFeed, type Reader } from './job-feed.js';
import { decodePosition } from './position.js';

const ApiEventStream = () =>
  ApiOkResponse({
    description:
      'Server-sent events named `job`, whose data is a JobEvent; a comment every 15 s. It ends when the token expires: ' +
      'come back with a new one and, as `Last-Event-ID`, the id of the last event.',
    content: { 'text/event-stream': { schema: { $ref: getSchemaPath(JobEventBody) } } },
  });

/** Changes of jobs, as they happen. An event is a state: of changes in quick succession only the last may be sent. */
@ApiTags('jobs')
@ApiExtraModels(JobEventBody)
@Controller()
export class EventsController {
  constructor(private readonly feed: JobFeed) {}

  @Get('events')
  @ApiOperation({ summary: 'Follow all jobs: first what has not ended, then each change' })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event that was read: jobs that ended since are sent too',
  })
  @ApiProduces('text/event-stream')
  @ApiEventStream()
  @ApiErrors(400)
  async followAll(
    @CurrentSession() session: OrganizationSession,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const since = decodePosition(lastEventId);
    await this.feed.follow(readerOf(reply, session), since);
    reply.hijack();
  }

  @Get('jobs/:id/events')
  @ApiOperation({ summary: 'Follow one job: first its state, then each change until it has ended' })
  @ApiProduces('text/event-stream')
  @ApiEventStream()
  @ApiErrors(400, 404)
  async followOne(
    @Param('id', IdPipe) id: string,
    @CurrentSession() session: OrganizationSession,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.feed.followJob(readerOf(reply, session), id);
    reply.hijack();
  }
}

/** A stream is written past Fastify, which would end it; an error that comes before it is still Fastify's to answer. */
function readerOf(reply: FastifyReply, session: OrganizationSession): Reader {
  return { session, response: reply.raw, headers: reply.getHeaders() as Reader['headers'] };
}
