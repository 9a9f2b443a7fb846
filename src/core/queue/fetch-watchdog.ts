import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { QueueTransport } from './queue-transport.js';
import { findWaiting } from './repository/window.js';

const EVERY_MS = 10_000;

/** An idle worker takes what waits within milliseconds: an entry that BullMQ has offered for this long finds a deaf one. */
const DEAF_MS = 20_000;

/** What the watchdog looks after: a queue's free slots in this process. */
export interface Watched {
  queue: string;
  hasFreeSlot(): boolean;
}

/**
 * Ends a worker whose connection to the transport never came back: BullMQ has no watchdog of its own for it. Entries wait in
 * BullMQ, this process has free slots, and yet it takes none, twice in a row.
 */
@Injectable()
export class FetchWatchdog {
  private timer: NodeJS.Timeout | undefined;
  private suspects = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly transport: QueueTransport,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @param exit drains and ends the process */
  start(watched: Watched[], exit: () => void): void {
    this.timer = setInterval(() => void this.look(watched, exit), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(watched: Watched[], exit: () => void): Promise<void> {
    const deaf = new Set<string>();
    for (const { queue, hasFreeSlot } of watched) {
      if (hasFreeSlot() && (await this.isOffering(queue))) deaf.add(queue);
    }
    for (const queue of deaf) {
      if (!this.suspects.has(queue)) continue;
      this.log.fatal({ queue }, 'This worker has free slots and takes nothing of what waits; it drains and exits');
      exit();
      return;
    }
    this.suspects = deaf;
  }

  private async isOffering(queue: string): Promise<boolean> {
    try {
      const entries = await findWaiting(this.database, queue, DEAF_MS);
      if (entries.length === 0) return false;
      return [...(await this.transport.locate(queue, entries)).values()].includes('waiting');
    } catch {
      // Neither side can be asked: then it is not this worker alone that cannot reach them, and an exit would not help.
      return false;
    }
  }
}
