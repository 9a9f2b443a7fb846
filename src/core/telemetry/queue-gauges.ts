import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { measureQueues, type QueueMeasures } from '../queue/repository/measure-queues.js';
import { metrics } from './metrics.js';

/** However many scrape a process, its queues are measured no more often than this. */
const FRESH_MS = 5_000;

/** A scrape does not wait longer for the database: the other metrics are worth having without it. */
const TIMEOUT_MS = 2_000;

const gauges = [
  metrics.queueJobs,
  metrics.queueWindow,
  metrics.oldestDueSeconds,
  metrics.queuePaused,
  metrics.queueWorkers,
];

/** The gauges that come from the record. They are read when somebody asks, and missing while the database does not answer. */
@Injectable()
export class QueueGauges {
  private reading: Promise<void> = Promise.resolve();
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Resolves when they are fresh; also where they could not be read, which the log says. */
  refresh(): Promise<void> {
    if (performance.now() - this.readAt >= FRESH_MS) {
      this.readAt = performance.now();
      this.reading = this.read();
    }
    return this.reading;
  }

  private async read(): Promise<void> {
    try {
      const late = delay(TIMEOUT_MS, null, { ref: false });
      const measures = await Promise.race([measureQueues(this.database), late]);
      for (const gauge of gauges) gauge.reset();
      if (!measures) throw new Error(`The database did not answer within ${TIMEOUT_MS} ms`);
      for (const measure of measures) show(measure);
    } catch (error) {
      for (const gauge of gauges) gauge.reset();
      this.log.warn({ err: error }, 'The queues could not be measured');
    }
  }
}

function show({ queue, waiting, delayed, active, window, oldestDueSeconds, paused, workers }: QueueMeasures): void {
  metrics.queueJobs.set({ queue, state: 'waiting' }, waiting);
  metrics.queueJobs.set({ queue, state: 'delayed' }, delayed);
  metrics.queueJobs.set({ queue, state: 'active' }, active);
  metrics.queueWindow.set({ queue }, window);
  metrics.oldestDueSeconds.set({ queue }, oldestDueSeconds);
  metrics.queuePaused.set({ queue }, paused ? 1 : 0);
  metrics.queueWorkers.set({ queue }, workers);
}
