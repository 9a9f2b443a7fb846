import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { Dispatcher } from './dispatcher.js';
import { JobRegistry } from './job-registry.js';
import { QueueTransport } from './queue-transport.js';
import { findWaiting, returnToReady, type Waiting } from './repository/window.js';

const EVERY_MS = 5_000;

/** An entry younger than this may still be on its way into BullMQ. */
const SETTLED_MS = 3_000;

/** Given to a worker this long ago and not started: that worker is gone (docs/architecture.md). */
const UNSTARTED_MS = 10_000;

/** With no worker alive, an entry goes back so that its turn is decided anew when one comes. */
const UNTAKEN_MS = 30_000;

/**
 * Compares the window, as the record has it, with what BullMQ holds, and puts back what BullMQ lost: after FLUSHALL, a
 * restart without persistence, a dispatcher that died between its commit and its add. BullMQ's stall recovery is not relied on.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly transport: QueueTransport,
    private readonly registry: JobRegistry,
    private readonly dispatcher: Dispatcher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  /** Looks at every queue once. */
  async reconcile(): Promise<void> {
    for (const { name } of this.registry.queues) {
      try {
        await this.reconcileQueue(name);
      } catch (error) {
        this.log.warn({ err: error, queue: name }, 'The window could not be compared with the transport; trying again');
      }
    }
  }

  private async reconcileQueue(queue: string): Promise<void> {
    const entries = await findWaiting(this.database, queue, SETTLED_MS);
    if (entries.length === 0) return;
    const places = await this.transport.locate(queue, entries);
    const gone = entries.filter((entry) => isGone(entry, places.get(entry.token)));
    if (gone.length === 0) return;
    const returned = await this.database.transaction((sql) => returnToReady(sql, queue, gone));
    this.log.info({ queue, count: returned.length }, 'Window entries that no worker would get are ready again');
    const leftovers = returned.filter((entry) => places.get(entry.token) === 'waiting');
    if (leftovers.length > 0) await this.transport.remove(queue, leftovers);
    this.dispatcher.wake(queue);
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.current = this.reconcile().finally(() => this.schedule());
    }, EVERY_MS);
  }
}

function isGone(entry: Waiting, place: 'waiting' | 'active' | undefined): boolean {
  if (place === undefined) return true;
  if (place === 'active') return entry.ageMs > UNSTARTED_MS;
  return !entry.alive && entry.ageMs > UNTAKEN_MS;
}
