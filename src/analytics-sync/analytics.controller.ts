import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { ApiErrors } from '../core/http/openapi.js';
import { AnalyticsAnswer, AnalyticsQuery } from './analytics.dto.js';
import { PostMetricsRepository } from './post-metrics.repository.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

/** What posts brought, day by day. */
@ApiTags('analytics')
@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly posts: PostMetricsRepository) {}

  @Get()
  @ApiOperation({ summary: 'Shows what the posts of each platform had brought by the end of each day' })
  @ApiOkResponse({ type: AnalyticsAnswer })
  @ApiErrors(400)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { brandId, platform, from, to }: AnalyticsQuery,
  ): Promise<AnalyticsAnswer> {
    const last = dayOf(to === undefined ? Date.now() : new Date(to).getTime());
    const first = from === undefined ? last - (DEFAULT_DAYS - 1) * DAY_MS : dayOf(new Date(from).getTime());
    if (last < first || last - first >= MAX_DAYS * DAY_MS)
      throw ApiError.validation([
        { path: ['from'], message: `must not be after to, nor more than ${MAX_DAYS} days long` },
      ]);
    const days = { brandId, platform, from: textOf(first), to: textOf(last) };
    return { days: await this.posts.findDays(organizationId, days) };
  }
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

function textOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
