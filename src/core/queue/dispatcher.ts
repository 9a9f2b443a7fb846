import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { JobRegistry } from './job-registry.js';
import { QueueTransport } from './queue-transport.js';
import { dispatchJobs } from './repository/dispatch-jobs.js';
import { addQueues, findDueQueues } from './repository/window.js';

/** How often a dispatcher looks for work that nobody told it of (docs/architecture.md). */
const POLL_MS = 1_000;

/**
 * Moves due jobs into BullMQ's window. One runs in every process, woken by the creations and starts of its own process;
 * which of them serves a queue at a moment is decided by a row lock, in {@link dispatchJobs}.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly transport: QueueTransport,
    private readonly registry: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await addQueues(
      this.database,
      this.registry.queues.map((queue) => queue.name),
    );
    void this.poll();
  }

  /** Dispatches what is due in a queue, soon. Returns at once; a call during a dispatch leads to one more. */
  wake(queue: string): void {
    if (this.stopped) return;
    if (this.running.has(queue)) {
      this.again.add(queue);
      return;
    }
    const run = this.serve(queue).finally(() => this.running.delete(queue));
    this.running.set(queue, run);
  }

  /** Wakes when a job that was put off comes due, where that is before the next poll would find it. */
  wakeIn(queue: string, ms: number): void {
    if (ms < POLL_MS) setTimeout(() => this.wake(queue), ms).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.running.values());
  }

  private async serve(queue: string): Promise<void> {
    do {
      this.again.delete(queue);
      try {
        // Committed before BullMQ hears of it: an entry that a worker gets is one that the record knows.
        const { jobs, more } = await dispatchJobs(this.database, queue);
        if (more) this.again.add(queue);
        if (jobs.length > 0) await this.transport.add(queue, jobs);
      } catch (error) {
        this.log.warn({ err: error, queue }, 'Dispatch failed; the next poll or the reconciler takes it up');
        return;
      }
    } while (this.again.has(queue) && !this.stopped);
  }

  private async poll(): Promise<void> {
    let wait = POLL_MS;
    try {
      const known = this.registry.queues.map((queue) => queue.name);
      for (const { queue, dueInMs } of await findDueQueues(this.database)) {
        if (!known.includes(queue)) continue;
        if (dueInMs === 0) this.wake(queue);
        else wait = Math.min(wait, Math.ceil(dueInMs));
      }
    } catch (error) {
      this.log.warn({ err: error }, 'Due jobs could not be looked for; trying again');
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.poll(), wait);
  }
}
