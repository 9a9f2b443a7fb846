import type { QueueDefinition } from '../core/queue/define-queue.js';
import { deliverWebhook } from './deliver-webhook/deliver-webhook.job.js';

/** The feature's queue. */
export const webhooksQueue: QueueDefinition = {
  name: 'webhooks',
  concurrency: (config) => config.WEBHOOKS_CONCURRENCY,
};

/** The feature's job types. Only workers declare them: the API knows none, so nobody can ask for one. */
export const webhooksJobs = [deliverWebhook] as const;
