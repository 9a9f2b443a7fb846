import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../core/database/database.js';
import { LOGGER } from '../core/logging/logger.js';
import { JobCreator } from '../core/queue/job-creator.js';
import { deliverWebhook } from './deliver-webhook/deliver-webhook.job.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WEBHOOK_POLICY, type WebhookPolicy } from './webhook-policy.js';

/** How soon an event is found, and a breaker whose time is over. */
const EVERY_MS = 1_000;

/** Makes a job of each delivery that is due. Runs in every worker: without one there would be nobody to deliver. */
@Injectable()
export class WebhookSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly creator: JobCreator,
    @Inject(WEBHOOK_POLICY) private readonly policy: WebhookPolicy,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), EVERY_MS);
  }

  /** Looks for due deliveries, soon: one that ended has left room. Returns at once. */
  wake(): void {
    this.again = true;
    if (!this.stopped) this.running ??= this.run().finally(() => (this.running = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        const jobs = await this.database.transaction(async (sql) => {
          const chosen = await this.deliveries.choose(sql, this.policy);
          const wishes = chosen.map(({ id, jobId, organizationId }) => ({
            id: jobId,
            organizationId,
            contract: deliverWebhook,
            payload: { deliveryId: id },
          }));
          return this.creator.createSystem(sql, wishes);
        });
        this.creator.announce(jobs);
      } catch (error) {
        this.log.warn({ err: error }, 'Due webhooks could not be looked for; trying again');
      }
    }
  }
}
