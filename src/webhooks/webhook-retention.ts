import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../core/logging/logger.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';

const EVERY_MS = 3_600_000;

/** For as long one can see what an endpoint was sent. */
const KEPT_DAYS = 30;

/** How many rows one statement removes. */
const AT_ONCE = 1_000;

/** Removes old deliveries, in every scheduler process: at its start and every hour. */
@Injectable()
export class WebhookRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly deliveries: WebhookDeliveriesRepository,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.start();
    this.timer = setInterval(() => this.start(), EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.current;
  }

  /** Removes everything that is old by now. */
  async run(): Promise<void> {
    try {
      while (!this.stopped && (await this.deliveries.removeOld(KEPT_DAYS, AT_ONCE)) === AT_ONCE);
    } catch (error) {
      this.log.warn({ err: error }, 'Old webhook deliveries could not be removed; trying again in an hour');
    }
  }

  private start(): void {
    this.current = this.current.then(() => this.run());
  }
}
