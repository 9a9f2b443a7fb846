import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import type pg from 'pg';
import type { Logger } from 'pino';
import { RateLimiterPostgres, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Session } from '../auth/session.js';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { seldom } from '../logging/seldom.js';
import { REDIS } from '../queue/redis-connection.js';
import { ApiError } from './api-error.js';

/** A Redis that takes longer does not hold up a creation. */
const REDIS_TIMEOUT_MS = 500;

/** Counts the jobs that a user asks for (`CREATE_RATE_LIMIT`) across API instances: in Redis when set, else in PostgreSQL. */
@Injectable()
export class CreationThrottle {
  private readonly limiter: RateLimiterRedis | RateLimiterPostgres;
  private readonly complain: (reason: unknown) => void;

  constructor(
    @Inject(CONFIG) { CREATE_RATE_LIMIT }: Config,
    @Inject(REDIS) private readonly redis: Redis | Cluster | null,
    database: Database,
    @Inject(LOGGER) log: Logger,
  ) {
    this.complain = seldom((reason) =>
      log.warn({ err: reason }, 'Redis cannot be reached: creation requests are not throttled'),
    );
    const options = { keyPrefix: 'create', points: CREATE_RATE_LIMIT.limit, duration: CREATE_RATE_LIMIT.seconds };
    this.limiter = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true })
      : new RateLimiterPostgres({
          ...options,
          storeClient: unnamed(database.pool),
          storeType: 'pool',
          tableName: 'rate_limits',
          tableCreated: true,
        });
  }

  /**
   * Spends one point a job. Without Redis there is no counting until it is back: creation goes on.
   * @throws {ApiError} 429 `RATE_LIMITED` when the user's points of this window are spent; whatever PostgreSQL throws
   */
  async take({ userId }: Session, jobs: number): Promise<void> {
    try {
      const spent = this.limiter.consume(userId, jobs);
      await (this.redis ? Promise.race([spent, giveUp()]) : spent);
    } catch (reason) {
      if (reason instanceof RateLimiterRes) throw ApiError.rateLimited(Math.ceil(reason.msBeforeNext / 1000));
      if (!this.redis) throw reason;
      this.complain(reason);
    }
  }
}

/**
 * The limiter names its statements, which PostgreSQL then keeps for the session. A transaction-mode pooler hands the next
 * statement to another session, which does not know that name.
 */
const unnamed = (pool: pg.Pool) => ({
  query: ({ text, values }: pg.QueryConfig) => pool.query(text, values),
});

async function giveUp(): Promise<never> {
  await delay(REDIS_TIMEOUT_MS, undefined, { ref: false });
  throw new Error(`Redis did not answer within ${REDIS_TIMEOUT_MS} ms`);
}
