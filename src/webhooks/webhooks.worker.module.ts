import { Module } from '@nestjs/common';
import { OutboundModule } from '../core/outbound/outbound.module.js';
import { provideHandlers } from '../core/queue/job-handlers.js';
import { QueueModule } from '../core/queue/queue.module.js';
import { VaultModule } from '../core/vault/vault.module.js';
import { DeliverWebhookHandler } from './deliver-webhook/deliver-webhook.handler.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WEBHOOK_POLICY, webhookPolicy } from './webhook-policy.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookSweep } from './webhook-sweep.js';
import { webhooksJobs, webhooksQueue } from './webhooks.jobs.js';
import { WebhooksProcessor } from './webhooks.processor.js';

/** What only the worker imports: the queue with its job type, the sweep, the processor and the handler. */
@Module({
  imports: [QueueModule.forFeature(webhooksQueue, webhooksJobs), OutboundModule, VaultModule],
  providers: [
    { provide: WEBHOOK_POLICY, useValue: webhookPolicy },
    WebhookDeliveriesRepository,
    WebhookSecrets,
    WebhookSweep,
    WebhooksProcessor,
    ...provideHandlers(webhooksJobs, { DELIVER_WEBHOOK: DeliverWebhookHandler }),
  ],
})
export class WebhooksWorkerModule {}
