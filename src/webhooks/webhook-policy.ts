/** How patient deliveries are. Times are milliseconds. */
export interface WebhookPolicy {
  /** Before the second, third, … attempt of a delivery; the attempt after the last of them is the last. */
  readonly retryDelaysMs: readonly number[];
  /** This many failures in a row of an endpoint open its breaker. */
  readonly breakerFailures: number;
  /** How long the breaker then stays open, and after each failure more; the last of them from then on. */
  readonly breakerDelaysMs: readonly number[];
  /** An endpoint that has only failed for so long is disabled. */
  readonly disableAfterMs: number;
  /** How many deliveries of one endpoint are under way at a time: a slow one leaves the queue's other slots to the others. */
  readonly inFlight: number;
}

/** Nest's token for {@link WebhookPolicy}. */
export const WEBHOOK_POLICY = Symbol('WEBHOOK_POLICY');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The delays begin as the Standard Webhooks specification recommends, and go on for 3 days and 15 hours. */
export const webhookPolicy: WebhookPolicy = {
  retryDelaysMs: [
    5 * SECOND,
    30 * SECOND,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    ...Array.from({ length: 6 }, () => 12 * HOUR),
  ],
  breakerFailures: 5,
  breakerDelaysMs: [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE],
  disableAfterMs: 72 * HOUR,
  inFlight: 5,
};
