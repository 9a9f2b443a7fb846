import { Module } from '@nestjs/common';
import { QueueModule } from '../core/queue/queue.module.js';
import { Retention, RetentionModule } from '../core/queue/retention.js';
import { VaultModule } from '../core/vault/vault.module.js';
import { removeOldDeliveries } from './webhook-deliveries.repository.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksController } from './webhooks.controller.js';
import { webhooksQueue } from './webhooks.jobs.js';

/** Endpoints over REST. The queue without its job type: it is dispatched, and nobody can ask for a delivery. */
@Module({
  imports: [QueueModule.forFeature(webhooksQueue, []), VaultModule],
  controllers: [WebhooksController],
  providers: [WebhookEndpointsRepository, WebhookSecrets],
})
export class WebhooksModule {}

/** What the scheduler imports: the queue, which it dispatches too, and the removal of old deliveries. */
@Module({ imports: [QueueModule.forFeature(webhooksQueue, []), RetentionModule] })
export class WebhooksSchedulerModule {
  constructor(retention: Retention) {
    retention.add('webhookDeliveries', removeOldDeliveries);
  }
}
