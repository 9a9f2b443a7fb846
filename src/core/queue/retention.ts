import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { SqlClient } from '../database/sql.js';
import { LOGGER } from '../logging/logger.js';
import {
  removeOldDays,
  removeOldJobs,
  removeOldKeys,
  removeOldRateLimits,
  removeOldWorkers,
} from './repository/remove-old.js';

const EVERY_MS = 3_600_000;

/** How many rows one transaction removes: short enough to be in nobody's way, and to end a shutdown soon. */
const AT_ONCE = 1_000;

/**
 * Removes up to `limit` rows that are no longer needed and answers how many. Rows that another scheduler is removing just now
 * are passed over.
 */
export type RemoveOld = (sql: SqlClient, limit: number) => Promise<number>;

/**
 * Removes what is no longer needed, in every scheduler process: at its start and every hour. Each feature that owns a table adds
 * what is to be removed from it.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;
  /** By what the rows are, in the plural. */
  private readonly removals: Map<string, RemoveOld>;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.removals = new Map<string, RemoveOld>([
      ['jobs', (sql, limit) => removeOldJobs(sql, config.JOB_RETENTION_DAYS, limit)],
      ['countsOfDays', removeOldDays],
      ['idempotencyKeys', removeOldKeys],
      ['rateLimits', removeOldRateLimits],
      ['workers', removeOldWorkers],
    ]);
  }

  /** @param what the rows are, in the plural: `hosts` */
  add(what: string, remove: RemoveOld): void {
    this.removals.set(what, remove);
  }

  onApplicationBootstrap(): void {
    this.start();
    this.timer = setInterval(() => this.start(), EVERY_MS);
  }

  /** Ends with the transaction that is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.current;
  }

  /** Removes everything that is old by now, and says what it was. */
  async run(): Promise<void> {
    const removed: Record<string, number> = {};
    try {
      for (const [what, remove] of this.removals) removed[what] = await this.repeat(remove);
      if (Object.values(removed).some((count) => count > 0))
        this.log.info({ event: 'retention', ...removed }, `Removed what is old: ${describe(removed)}`);
    } catch (error) {
      this.log.warn({ err: error }, 'Old rows could not be removed; trying again in an hour');
    }
  }

  private start(): void {
    this.current = this.current.then(() => this.run());
  }

  /** Whoever finds nothing leaves the rest to those who hold it, the last of whom finds everything. */
  private async repeat(remove: RemoveOld): Promise<number> {
    let total = 0;
    while (!this.stopped) {
      const removed = await remove(this.database, AT_ONCE);
      if (removed === 0) break;
      total += removed;
    }
    return total;
  }
}

/** `12 jobs, 3 workers` */
function describe(removed: Record<string, number>): string {
  const words: Record<string, string> = {
    countsOfDays: 'counts of days',
    idempotencyKeys: 'idempotency keys',
    rateLimits: 'rate limits',
    webhookDeliveries: 'webhook deliveries',
  };
  return Object.entries(removed)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${words[what] ?? what}`)
    .join(', ');
}

/** What the scheduler has, and the modules there of the features that add to it. */
@Module({ providers: [Retention], exports: [Retention] })
export class RetentionModule {}
