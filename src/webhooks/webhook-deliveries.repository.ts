import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import { createId } from '../core/database/id.js';
import type { SqlClient } from '../core/database/sql.js';
import type { WebhookMessage } from './webhook-message.js';
import type { WebhookPolicy } from './webhook-policy.js';

/** A delivery that is due, for which a job was chosen. */
export interface ChosenDelivery {
  id: string;
  jobId: string;
  organizationId: string;
}

/** A delivery that has not ended, with where it goes. */
export interface PendingDelivery extends WebhookMessage {
  endpointId: string;
  /** Spent attempts. */
  attempts: number;
  url: string;
  /** What it is signed with, encrypted. */
  sealedSecret: string;
}

/** An attempt that was not taken. */
export interface Refusal {
  /** The HTTP status, where one came back. */
  status: number | null;
  /** A sentence for people. */
  error: string;
  /** The endpoint says that it is gone for good (410). */
  gone: boolean;
  /** Milliseconds until the next attempt; null when this was the last. */
  retryInMs: number | null;
}

/** So many endpoints one sweep serves; whom it leaves out it may meet at the next. */
const ENDPOINTS_AT_ONCE = 100;

/** SQL: whether a job for the delivery `d` has not ended. One that ended otherwise than by an answer leaves it to the next. */
const underWay = `d.job_id IS NOT NULL AND EXISTS (SELECT FROM engine.unfinished u WHERE u.job_id = d.job_id)`;

const isDue = `d.endpoint_id = e.id AND d.ended_at IS NULL AND d.next_attempt_at <= clock_timestamp() AND NOT (${underWay})`;

/**
 * What workers read and write of deliveries. Whoever locks both takes the endpoint before its deliveries.
 */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Chooses deliveries that are due, in the caller's transaction, and notes the job that each is to have. Of an endpoint
   * as many as have room; of one whose breaker was open until now, a single one.
   */
  async choose(sql: SqlClient, { breakerFailures, inFlight }: WebhookPolicy): Promise<ChosenDelivery[]> {
    // Chance decides whom a sweep leaves out, so that it is never the same ones.
    const endpoints = await sql.query<{ id: string; most: number }>(
      `SELECT e.id, CASE WHEN e.consecutive_failures >= $1 THEN 1 ELSE $2 END::int AS most FROM webhook_endpoints e
       WHERE e.enabled AND (e.blocked_until IS NULL OR e.blocked_until <= clock_timestamp())
         AND EXISTS (SELECT FROM webhook_deliveries d WHERE ${isDue})
       ORDER BY random() LIMIT ${ENDPOINTS_AT_ONCE} FOR NO KEY UPDATE OF e SKIP LOCKED`,
      [breakerFailures, inFlight],
    );
    if (endpoints.length === 0) return [];
    // Counted after the lock, in a later statement: nobody else chooses for these endpoints until the commit.
    const due = await sql.query<{ id: string; organizationId: string }>(
      `SELECT due.id, e.organization_id AS "organizationId" FROM unnest($1::text[], $2::int[]) room (id, most)
       JOIN webhook_endpoints e USING (id)
       CROSS JOIN LATERAL (SELECT d.id FROM webhook_deliveries d WHERE ${isDue} ORDER BY d.next_attempt_at, d.id
         LIMIT greatest(room.most - (SELECT count(*) FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND ${underWay}), 0)) due`,
      [endpoints.map(({ id }) => id), endpoints.map(({ most }) => most)],
    );
    const chosen = due.map((delivery) => ({ ...delivery, jobId: createId() }));
    await sql.query(
      `UPDATE webhook_deliveries d SET job_id = x.job_id FROM unnest($1::text[], $2::text[]) x (id, job_id) WHERE d.id = x.id`,
      [chosen.map(({ id }) => id), chosen.map(({ jobId }) => jobId)],
    );
    return chosen;
  }

  /** Null when it has ended, was removed, or its endpoint is disabled. */
  async findPending(id: string): Promise<PendingDelivery | null> {
    const [delivery] = await this.database.query<PendingDelivery>(
      `SELECT d.id, d.event, d.data, d.created_at AS "createdAt", d.attempts, d.endpoint_id AS "endpointId", e.url,
         e.sealed_secret AS "sealedSecret"
       FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
       WHERE d.id = $1 AND d.ended_at IS NULL AND e.enabled`,
      [id],
    );
    return delivery ?? null;
  }

  /** Notes that the endpoint took it. That closes an open breaker, and what had waited behind it is due at once. */
  async recordSuccess(
    { id, endpointId, attempts }: PendingDelivery,
    status: number,
    policy: WebhookPolicy,
  ): Promise<void> {
    await this.database.transaction(async (sql) => {
      const [recovered] = await sql.query<{ failures: number }>(
        `WITH failing AS (SELECT id, consecutive_failures AS failures FROM webhook_endpoints
           WHERE id = $1 AND consecutive_failures > 0 FOR NO KEY UPDATE)
         UPDATE webhook_endpoints e SET consecutive_failures = 0, failing_since = NULL, blocked_until = NULL
         FROM failing WHERE e.id = failing.id RETURNING failing.failures`,
        [endpointId],
      );
      await sql.query(
        `UPDATE webhook_deliveries SET status = 'DELIVERED', attempts = attempts + 1, last_attempt_at = clock_timestamp(),
           last_status = $3, last_error = NULL, job_id = NULL, ended_at = clock_timestamp()
         WHERE id = $1 AND attempts = $2 AND ended_at IS NULL`,
        [id, attempts, status],
      );
      if (recovered && recovered.failures >= policy.breakerFailures) {
        await sql.query(
          `UPDATE webhook_deliveries SET next_attempt_at = clock_timestamp()
           WHERE endpoint_id = $1 AND ended_at IS NULL AND next_attempt_at > clock_timestamp()`,
          [endpointId],
        );
      }
    });
  }

  /**
   * Notes an attempt that was not taken. Enough of them in a row open the endpoint's breaker; nothing else for
   * `disableAfterMs`, or an endpoint that is gone, disables it: its deliveries end, and its organization is told.
   */
  async recordRefusal(delivery: PendingDelivery, refusal: Refusal, policy: WebhookPolicy): Promise<void> {
    const { id, endpointId, attempts } = delivery;
    const { status, error, gone, retryInMs } = refusal;
    await this.database.transaction(async (sql) => {
      await sql.query('SELECT FROM webhook_endpoints WHERE id = $1 FOR NO KEY UPDATE', [endpointId]);
      const recorded = await sql.query(
        `UPDATE webhook_deliveries SET attempts = attempts + 1, last_attempt_at = clock_timestamp(), last_status = $3,
           last_error = $4, job_id = NULL, next_attempt_at = clock_timestamp() + coalesce($5::float8, 0) * interval '1 millisecond',
           status = CASE WHEN $5::float8 IS NULL THEN 'FAILED' ELSE 'PENDING' END::webhook_delivery_status,
           ended_at = CASE WHEN $5::float8 IS NULL THEN clock_timestamp() END
         WHERE id = $1 AND attempts = $2 AND ended_at IS NULL RETURNING true`,
        [id, attempts, status, error, retryInMs],
      );
      if (recorded.length === 0) return;
      const [endpoint] = await sql.query<{ organizationId: string; enabled: boolean }>(
        `UPDATE webhook_endpoints SET consecutive_failures = consecutive_failures + 1,
           failing_since = coalesce(failing_since, clock_timestamp()),
           blocked_until = CASE WHEN consecutive_failures + 1 >= $2 THEN clock_timestamp() + interval '1 millisecond' *
             ($3::float8[])[least(consecutive_failures + 2 - $2, cardinality($3::float8[]))] ELSE blocked_until END,
           enabled = enabled AND NOT $4 AND coalesce(failing_since > clock_timestamp() - $5 * interval '1 millisecond', true)
         WHERE id = $1 RETURNING organization_id AS "organizationId", enabled`,
        [endpointId, policy.breakerFailures, policy.breakerDelaysMs, gone, policy.disableAfterMs],
      );
      if (!endpoint!.enabled) await disable(sql, delivery, endpoint!.organizationId, refusal);
    });
  }
}

/** For as long one can see what an endpoint was sent. */
const KEPT_DAYS = 30;

/** Removes up to `limit` deliveries that ended longer ago than that; answers how many. */
export async function removeOldDeliveries(sql: SqlClient, limit: number): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries
       WHERE ended_at < clock_timestamp() - $1 * interval '1 day' ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING true`,
    [KEPT_DAYS, limit],
  );
  return rows.length;
}

/** Ends what waits for an endpoint that was just disabled, and tells its organization. */
async function disable(
  sql: SqlClient,
  { endpointId, url }: PendingDelivery,
  organizationId: string,
  { gone, error }: Refusal,
): Promise<void> {
  const reason = gone ? 'It answered 410: it is gone' : `It has taken nothing for 3 days. The last time: ${error}`;
  await sql.query('UPDATE webhook_endpoints SET disabled_reason = $2, updated_at = clock_timestamp() WHERE id = $1', [
    endpointId,
    reason,
  ]);
  await endPending(sql, endpointId);
  await sql.query(
    `INSERT INTO notifications (id, organization_id, kind, sentence, resource, created_at)
     VALUES ($1, $2, 'WEBHOOK_DISABLED', $3, $4, clock_timestamp())`,
    [
      createId(),
      organizationId,
      `The webhook to ${new URL(url).host} was disabled. ${reason}`,
      `/api/webhooks/${endpointId}`,
    ],
  );
}

/** SQL of both ways to disable: what had not been delivered by then is not sent later. */
async function endPending(sql: SqlClient, endpointId: string): Promise<void> {
  await sql.query(
    `UPDATE webhook_deliveries SET status = 'FAILED', job_id = NULL, ended_at = clock_timestamp(),
       last_error = coalesce(last_error, 'The endpoint was disabled before this was sent')
     WHERE endpoint_id = $1 AND ended_at IS NULL`,
    [endpointId],
  );
}
