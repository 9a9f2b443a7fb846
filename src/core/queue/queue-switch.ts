import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { Dispatcher } from './dispatcher.js';
import { QueueTransport } from './queue-transport.js';
import type { Dispatched } from './repository/dispatch-jobs.js';
import { type QueueState, setPaused } from './repository/pause-queue.js';
import { findWaiting, returnToReady } from './repository/window.js';

/** Pauses and resumes queues. The record says which are paused: a transport that is wiped forgets nothing. */
@Injectable()
export class QueueSwitch {
  constructor(
    private readonly database: Database,
    private readonly transport: QueueTransport,
    private readonly dispatcher: Dispatcher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** From its return on no job of the queue starts; those that run go on. Null for a queue that is not known. */
  async pause(queue: string): Promise<QueueState | null> {
    const done = await this.database.transaction(async (sql) => {
      const state = await setPaused(sql, queue, true);
      return state && { state, returned: await returnToReady(sql, queue, await findWaiting(sql, queue, 0)) };
    });
    if (!done) return null;
    this.log.info({ queue, event: 'paused' }, `The queue ${queue} is paused`);
    await this.takeBack(queue, done.returned);
    return done.state;
  }

  /** Null for a queue that is not known. */
  async resume(queue: string): Promise<QueueState | null> {
    const state = await setPaused(this.database, queue, false);
    if (!state) return null;
    this.log.info({ queue, event: 'resumed' }, `The queue ${queue} is resumed`);
    this.dispatcher.wake(queue);
    return state;
  }

  /** Entries that stay behind are harmless: a worker that is given one cannot start it under the token that it has. */
  private async takeBack(queue: string, entries: readonly Dispatched[]): Promise<void> {
    try {
      await this.transport.remove(queue, entries);
    } catch (error) {
      this.log.warn({ err: error, queue }, 'What waited in the paused queue could not be taken out of the transport');
    }
  }
}
