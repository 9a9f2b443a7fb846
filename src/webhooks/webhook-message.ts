import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** An event as it is told. */
export interface WebhookMessage {
  /** The same for every attempt: receivers know by it what they have had already. */
  readonly id: string;
  readonly event: string;
  readonly data: object;
  /** When it happened. */
  readonly createdAt: Date;
}

/** A request of the Standard Webhooks specification. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * @param secret `whsec_` and base64
 * @param sentAt when this attempt is made; receivers refuse what is too old
 */
export function signMessage(
  { id, event, data, createdAt }: WebhookMessage,
  secret: string,
  sentAt: Date,
): SignedRequest {
  const body = JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data });
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
    },
  };
}

/** The specification wants 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret, `whsec_` and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}
