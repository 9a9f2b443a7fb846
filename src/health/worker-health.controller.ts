import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../core/config/config.js';
import { Database } from '../core/database/database.js';
import { LOGGER } from '../core/logging/logger.js';
import { JobRegistry } from '../core/queue/job-registry.js';
import { JobRunner } from '../core/queue/job-runner.js';
import { countQueues, type QueueCounts } from '../core/queue/repository/workers.js';
import { RedisIndicator } from './redis.indicator.js';

/** What the worker's `/health` answers. */
export interface WorkerHealth {
  status: 'healthy' | 'degraded' | 'unhealthy';
  /** Seconds since the process began. */
  uptime: number;
  lastJobProcessedAt: Date | null;
  queues: (QueueCounts & { concurrency: number })[];
  timestamp: Date;
}

/** How the worker is. The counts are the record's; a paused queue is not unhealthy. */
@Controller('health')
export class WorkerHealthController {
  constructor(
    private readonly database: Database,
    private readonly registry: JobRegistry,
    private readonly runner: JobRunner,
    private readonly redis: RedisIndicator,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Get('live')
  live(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Get()
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<WorkerHealth> {
    const counts = await this.count();
    const degraded = Object.values(await this.redis.check()).some((redis) => redis.status !== 'up');
    if (!counts) void reply.status(503);
    return {
      status: counts ? (degraded ? 'degraded' : 'healthy') : 'unhealthy',
      uptime: Math.round(process.uptime()),
      lastJobProcessedAt: this.runner.lastProcessedAt,
      queues: this.registry.queues.flatMap((queue) => {
        const count = counts?.find(({ name }) => name === queue.name);
        return count ? [{ ...count, concurrency: queue.concurrency(this.config) }] : [];
      }),
      timestamp: new Date(),
    };
  }

  private async count(): Promise<QueueCounts[] | null> {
    try {
      return await countQueues(this.database);
    } catch (error) {
      this.log.warn({ err: error }, 'The database cannot be reached');
      return null;
    }
  }
}
