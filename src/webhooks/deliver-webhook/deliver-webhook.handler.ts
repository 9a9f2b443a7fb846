import { Inject, Injectable } from '@nestjs/common';
import { OutboundClient } from '../../core/outbound/outbound-client.js';
import { OutboundError } from '../../core/outbound/outbound-error.js';
import type { JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { TokenVaultError } from '../../core/vault/token-vault.js';
import { type PendingDelivery, WebhookDeliveriesRepository } from '../webhook-deliveries.repository.js';
import { signMessage } from '../webhook-message.js';
import { WEBHOOK_POLICY, type WebhookPolicy } from '../webhook-policy.js';
import { WebhookSecrets } from '../webhook-secrets.js';
import { WebhookSweep } from '../webhook-sweep.js';
import type { deliverWebhook, DeliverWebhookPayload, DeliverWebhookResult } from './deliver-webhook.job.js';

/** The specification wants 15 to 30 s. What a receiver says beside its status is not kept, and read only to be done with it. */
const limits = { totalMs: 20_000, bodyBytes: 1024 * 1024 };

const GONE = 410;

/** Retries vary by ± this share, so that what failed together does not come back together. */
const JITTER = 0.1;

/** What came back, if anything did. */
type Answer = { taken: true; status: number } | { taken: false; status: number | null; error: string };

/**
 * Makes one attempt. The delivery's row says what came of it and when the next one is due, so the job itself completes
 * either way.
 */
@Injectable()
export class DeliverWebhookHandler implements JobHandler<typeof deliverWebhook> {
  constructor(
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly secrets: WebhookSecrets,
    private readonly outbound: OutboundClient,
    private readonly sweep: WebhookSweep,
    @Inject(WEBHOOK_POLICY) private readonly policy: WebhookPolicy,
  ) {}

  async handle(context: JobContext<DeliverWebhookPayload>): Promise<DeliverWebhookResult> {
    const delivery = await this.deliveries.findPending(context.payload.deliveryId);
    if (!delivery) return { outcome: 'NOT_NEEDED', status: null };
    const answer = await this.send(delivery, context);
    if (answer.taken) await this.deliveries.recordSuccess(delivery, answer.status, this.policy);
    else {
      const { status, error } = answer;
      const refusal = { status, error, gone: status === GONE, retryInMs: this.retryInMs(delivery.attempts) };
      await this.deliveries.recordRefusal(delivery, refusal, this.policy);
    }
    this.sweep.wake();
    return { outcome: answer.taken ? 'DELIVERED' : 'REFUSED', status: answer.status };
  }

  /**
   * A secret that cannot be read is a failed attempt too: tries stay bounded, and the delivery says why.
   * @throws whatever else is not the receiver's doing: the job is retried then, and the attempt is not counted
   */
  private async send(
    { url, sealedSecret, endpointId, ...message }: PendingDelivery,
    context: JobContext<DeliverWebhookPayload>,
  ): Promise<Answer> {
    const { signal } = context;
    try {
      const { headers, body } = signMessage(message, this.secrets.open(endpointId, sealedSecret), new Date());
      const request = {
        method: 'POST',
        headers,
        body,
        signal,
        limits,
        redirect: 'manual',
        hostClass: 'webhook',
      } as const;
      const { status } = await context.effect(() => this.outbound.fetch(url, request));
      const taken = status >= 200 && status < 300;
      return taken ? { taken, status } : { taken, status, error: `The endpoint answered ${status}` };
    } catch (error) {
      if (signal.aborted || !(error instanceof OutboundError || error instanceof TokenVaultError)) throw error;
      return { taken: false, status: null, error: error.message };
    }
  }

  private retryInMs(attempts: number): number | null {
    const delay = this.policy.retryDelaysMs[attempts];
    return delay === undefined ? null : Math.round(delay * (1 + JITTER * (2 * Math.random() - 1)));
  }
}
