import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { countQueues } from './repository/workers.js';

/** Says in a worker's log, every `STATS_INTERVAL_MS`, how each queue stands. */
@Injectable()
export class QueueStats implements BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.report(), this.config.STATS_INTERVAL_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async report(): Promise<void> {
    try {
      const queues = await countQueues(this.database);
      for (const { name, ...counts } of queues) this.log.info(`Queue stats: ${name} ${JSON.stringify(counts)}`);
      const sum = (field: 'waiting' | 'active' | 'completed' | 'failed' | 'delayed'): number =>
        queues.reduce((total, queue) => total + queue[field], 0);
      const totals = {
        waiting: sum('waiting'),
        active: sum('active'),
        completed: sum('completed'),
        failed: sum('failed'),
        delayed: sum('delayed'),
      };
      this.log.info(`Queue stats summary ${JSON.stringify(totals)}`);
    } catch (error) {
      this.log.warn({ err: error }, 'Queue stats could not be read');
    }
  }
}
