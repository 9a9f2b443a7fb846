import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { HttpAdapterHost } from '@nestjs/core';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { Public } from '../core/auth/route-access.js';
import { ApiError } from '../core/http/api-error.js';
import type { LeavingAdapter } from '../core/http/leaving-adapter.js';
import { ApiErrorBody } from '../core/http/openapi.js';
import { PostgresIndicator } from './postgres.indicator.js';
import { RedisIndicator } from './redis.indicator.js';

/** For load balancers and orchestrators. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly postgres: PostgresIndicator,
    private readonly redis: RedisIndicator,
    private readonly host: HttpAdapterHost<LeavingAdapter>,
  ) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Whether the process answers at all', security: [] })
  @ApiOkResponse({ description: 'It does' })
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether requests can be served, with the state of each dependency', security: [] })
  @ApiOkResponse({ description: '`status` is `ok`, or `degraded` when Redis needs a look' })
  @ApiResponse({
    status: 503,
    description: 'PostgreSQL cannot be used (`details` as in 200), or the instance is about to end',
    type: ApiErrorBody,
  })
  async ready(): Promise<HealthCheckResult> {
    if (this.host.httpAdapter.isLeaving) throw ApiError.unavailable('This instance is about to end.');
    try {
      return await this.health.check([() => this.postgres.check(), () => this.redis.check()]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { details } = error.getResponse() as HealthCheckResult;
      throw ApiError.unavailable('This instance is not ready.', { details });
    }
  }
}
