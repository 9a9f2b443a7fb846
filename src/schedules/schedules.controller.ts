import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RequireRole } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor, PageQuery } from '../core/http/page.js';
import { nameOfPriority } from '../core/queue/job.js';
import type { Idempotency } from '../core/queue/job-creator.js';
import { IdempotencyKey, IdempotentPost, markReplay } from '../jobs/idempotency-key.js';
import { JobAdmission } from '../jobs/job-admission.js';
import { JobView } from '../jobs/job.dto.js';
import { CreateSchedule, NextAnswer, NextQuery, ScheduleBody, SchedulePage, UpdateSchedule } from './schedule.dto.js';
import { readTimes, ScheduleReader } from './schedule-reader.js';
import { type Schedule, SchedulesRepository } from './schedules.repository.js';

/** One organization's schedules: every one of them is looked at four times a second when its time has come. */
const MAX_SCHEDULES = 1_000;

/** Jobs that run again and again. */
@ApiTags('schedules')
@Controller('schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesRepository,
    private readonly reader: ScheduleReader,
    private readonly admission: JobAdmission,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the schedules, newest first' })
  @ApiOkResponse({ type: SchedulePage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<SchedulePage> {
    const found = await this.schedules.list(organizationId, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { schedules: rows.map(toBody), nextCursor };
  }

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Plans a job for the times of a cron pattern' })
  @ApiCreatedResponse({ type: ScheduleBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async create(@CurrentSession() session: OrganizationSession, @Body() body: CreateSchedule): Promise<ScheduleBody> {
    const { organizationId } = session;
    const fields = await this.reader.read(body, session);
    if ((await this.schedules.count(organizationId)) >= MAX_SCHEDULES)
      throw ApiError.conflict(`The organization has ${MAX_SCHEDULES} schedules: remove one first.`);
    return toBody(await this.schedules.create(organizationId, fields));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows a schedule' })
  @ApiOkResponse({ type: ScheduleBody })
  @ApiErrors(400, 404)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ScheduleBody> {
    return toBody((await this.schedules.find(organizationId, id)) ?? gone());
  }

  @Patch(':id')
  @RequireRole('admin')
  @ApiOperation({ summary: 'Changes the fields that are sent; another pattern, zone or pause counts from now on' })
  @ApiOkResponse({ type: ScheduleBody })
  @ApiErrors(400, 404, 413, 415)
  async update(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() body: UpdateSchedule,
  ): Promise<ScheduleBody> {
    const schedule = (await this.schedules.find(session.organizationId, id)) ?? gone();
    const fields = await this.reader.readChange(schedule, body, session);
    return toBody((await this.schedules.update(session.organizationId, id, fields)) ?? gone());
  }

  @Delete(':id')
  @RequireRole('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a schedule; its jobs stay on record' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404)
  async remove(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    if (!(await this.schedules.delete(organizationId, id))) gone();
  }

  @Post(':id/run')
  @IdempotentPost(JobView)
  @ApiOperation({ summary: 'Runs it now, whether it is enabled or has unfinished runs or not' })
  @ApiErrors(400, 404, 413, 415, 422, 429)
  async run(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() idempotency: Idempotency | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    const admitted = await this.admission.admit(session, 1, idempotency, async () => {
      const schedule = (await this.schedules.find(session.organizationId, id)) ?? gone();
      return [this.reader.wishOf(schedule, session)];
    });
    return JobView.of(markReplay(admitted, reply).jobs[0]!);
  }

  @Get(':id/next')
  @ApiOperation({ summary: 'The times to come, enabled or not' })
  @ApiOkResponse({ type: NextAnswer })
  @ApiErrors(400, 404)
  async next(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Query() { count, from }: NextQuery,
  ): Promise<NextAnswer> {
    const { cron, timezone } = (await this.schedules.find(organizationId, id)) ?? gone();
    return { next: readTimes(cron, timezone).take(count, from === undefined ? new Date() : new Date(from)) };
  }
}

function gone(): never {
  throw ApiError.notFound('schedule');
}

function toBody({
  organizationId: _o,
  owedSlot: _w,
  tzVersion: _t,
  priority,
  payload,
  ...rest
}: Schedule): ScheduleBody {
  return { ...rest, payload: payload as object, priority: nameOfPriority(priority) };
}
