import { Injectable } from '@nestjs/common';
import type { OrganizationSession } from '../core/auth/session.js';
import { Database } from '../core/database/database.js';
import { ScheduleMisfire, ScheduleOverlap } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import { nameOfPriority, priorities } from '../core/queue/job.js';
import type { JobWish } from '../core/queue/job-creator.js';
import { JobAdmission } from '../jobs/job-admission.js';
import { JobReader } from '../jobs/job-reader.js';
import { CronError, CronTimes, tzVersion } from './cron-times.js';
import type { CreateSchedule, UpdateSchedule } from './schedule.dto.js';
import type { Schedule, ScheduleFields } from './schedules.repository.js';

/** Reads what callers ask of a schedule: its job as POST /api/jobs does, and its times. */
@Injectable()
export class ScheduleReader {
  constructor(
    private readonly jobs: JobReader,
    private readonly admission: JobAdmission,
    private readonly database: Database,
  ) {}

  /** @throws {ApiError} 400 for what does not fit, 404 for what is named and not there */
  async read(body: CreateSchedule, session: OrganizationSession): Promise<ScheduleFields> {
    const { jobType, name, cron, payload, brandId, priority = 'NORMAL', enabled = true } = body;
    const { timezone = 'UTC', overlap = ScheduleOverlap.SKIP, misfire = ScheduleMisfire.SKIP } = body;
    const times = readTimes(cron, timezone);
    const job = await this.readJob({ jobType, payload, ...(brandId !== undefined && { brandId }) }, session);
    const nextRunAt = enabled ? times.after(await this.now()) : null;
    const settings = { jobType, name, cron, timezone, enabled, overlap, misfire };
    return { ...settings, ...job, priority: priorities[priority], nextRunAt, tzVersion };
  }

  /** @throws {ApiError} as {@link read} does */
  async readChange(
    schedule: Schedule,
    { payload, brandId, priority, ...rest }: UpdateSchedule,
    session: OrganizationSession,
  ): Promise<Partial<ScheduleFields>> {
    const { jobType } = schedule;
    const after = { ...schedule, ...rest };
    const isPlannedAnew = (['cron', 'timezone', 'enabled'] as const).some((field) => after[field] !== schedule[field]);
    const times = isPlannedAnew ? readTimes(after.cron, after.timezone) : null;
    const named = brandId ?? (payload ? undefined : schedule.brandId) ?? undefined;
    const job =
      (payload ?? brandId) === undefined
        ? {}
        : await this.readJob(
            {
              jobType,
              payload: payload ?? (schedule.payload as Record<string, unknown>),
              ...(named !== undefined && { brandId: named }),
            },
            session,
          );
    return {
      ...rest,
      ...job,
      ...(priority && { priority: priorities[priority] }),
      ...(times && { nextRunAt: after.enabled ? times.after(await this.now()) : null, owedSlot: null, tzVersion }),
    };
  }

  /** The job of a run that a user asks for. @throws {ApiError} 400 where the payload no longer fits its type */
  wishOf({ id, jobType, payload, brandId, priority }: Schedule, session: OrganizationSession): JobWish {
    const body = { type: jobType, payload: payload as Record<string, unknown>, priority: nameOfPriority(priority) };
    const wish = this.jobs.read({ ...body, ...(brandId !== null && { brandId }) }, session);
    return { ...wish, options: { ...wish.options, scheduleId: id } };
  }

  private async readJob(
    { jobType, payload, brandId }: Pick<CreateSchedule, 'jobType' | 'payload' | 'brandId'>,
    session: OrganizationSession,
  ): Promise<Pick<ScheduleFields, 'payload' | 'brandId'>> {
    const wish = this.jobs.read({ type: jobType, payload, ...(brandId !== undefined && { brandId }) }, session);
    await this.admission.requireReferences(session.organizationId, [wish]);
    return { payload: { ...wish.payload }, brandId: wish.options.brandId ?? null };
  }

  /** The schedulers go by the database's clock. */
  private async now(): Promise<Date> {
    const [row] = await this.database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return row!.now;
  }
}

/** @throws {ApiError} 400 when there are no such times */
export function readTimes(cron: string, timezone: string): CronTimes {
  try {
    return new CronTimes(cron, timezone);
  } catch (error) {
    if (error instanceof CronError) throw ApiError.validation([{ path: [error.field], message: error.message }]);
    throw error;
  }
}
