import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Cluster, type Redis } from 'ioredis';
import { REDIS } from '../core/queue/redis-connection.js';

const TIMEOUT_MS = 2_000;

/** Whether Redis is connected and keeps what it is given. Jobs are safe without it, so it is never `down`. */
@Injectable()
export class RedisIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(REDIS) private readonly redis: Redis | Cluster | null,
  ) {}

  /** @returns nothing where BullMQ runs on PostgreSQL */
  async check(): Promise<HealthIndicatorResult> {
    if (!this.redis) return {};
    const indicator = this.indicators.check('redis');
    try {
      const reason = await Promise.race([
        this.reasonAgainst(this.redis),
        delay(TIMEOUT_MS, 'it does not answer', { ref: false }),
      ]);
      return reason ? indicator.degraded(reason) : indicator.up();
    } catch {
      return indicator.degraded('it cannot be reached');
    }
  }

  private async reasonAgainst(redis: Redis | Cluster): Promise<string | undefined> {
    if (redis.status !== 'ready') return 'it is being reconnected';
    const servers = redis instanceof Cluster ? redis.nodes('master') : [redis];
    const answers = await Promise.all(servers.map((server) => server.info('memory')));
    const wrong = answers
      .map((answer) => /^maxmemory_policy:(\S+)/m.exec(answer)?.[1])
      .find((policy) => policy !== undefined && policy !== 'noeviction');
    return wrong && `maxmemory-policy is ${wrong}: set it to noeviction`;
  }
}
