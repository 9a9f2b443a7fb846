/** What an endpoint can be told of. The triggers of the migrations write these. */
export const webhookEvents = [
  'job.completed',
  'job.failed',
  'job.cancelled',
  'content.published',
  'source.unhealthy',
  'account.needs_reauth',
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** Sent by `POST /api/webhooks/:id/test` only, to an endpoint of any events. */
export const TEST_EVENT = 'webhook.test';
