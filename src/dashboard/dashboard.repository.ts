import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import { DAYS_COUNTED, today } from '../core/queue/repository/count-ended.js';
import type { QueueCounts } from '../core/queue/repository/workers.js';

/** An organization's jobs in a queue, in the words of `/health`. */
export interface QueueFigures extends Omit<QueueCounts, 'completed' | 'failed'> {
  /** Since when the one that waits longest has been due, as an ISO time; null where none waits. */
  oldestDueAt: string | null;
}

/** How an organization stands. */
export interface DashboardFigures {
  queues: QueueFigures[];
  /** Of the last 30 days (UTC), today's among them. */
  completed: number;
  cancelled: number;
  /** FAILED, neither acknowledged nor retried. */
  failed: number;
  unread: number;
  activeSources: number;
  unhealthySources: number;
  connectedAccounts: number;
  accountsWithoutAccess: number;
  /** Of this month (UTC). */
  tokens: number;
  costMicroUsd: number;
}

@Injectable()
export class DashboardRepository {
  constructor(private readonly database: Database) {}

  /**
   * Reads all figures as of one moment. None is counted from rows that grow with the years: unfinished jobs have a cap, and
   * what has ended was counted when it did.
   * @param queues whose jobs are counted; the answer is in their order
   */
  async read(organizationId: string, queues: readonly string[]): Promise<DashboardFigures> {
    const [figures] = await this.database.query<DashboardFigures>(
      `WITH own AS MATERIALIZED (SELECT u.queue, u.phase, j.run_at, u.phase = 'l' AND u.run_at > clock_timestamp() AS ahead
         FROM engine.unfinished u JOIN jobs j ON j.id = u.job_id WHERE u.organization_id = $1 AND NOT j.system),
       counts AS (SELECT queue, count(*) FILTER (WHERE phase <> 'x' AND NOT ahead) AS waiting,
           count(*) FILTER (WHERE phase = 'x') AS active, count(*) FILTER (WHERE ahead) AS delayed,
           min(run_at) FILTER (WHERE phase <> 'x' AND NOT ahead) AS oldest FROM own GROUP BY queue),
       queues AS (SELECT json_agg(json_build_object('name', q.name, 'waiting', coalesce(c.waiting, 0), 'active', coalesce(c.active, 0),
           'delayed', coalesce(c.delayed, 0), 'paused', coalesce(s.paused, false), 'oldestDueAt',
           to_char(c.oldest AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY q.place) AS queues
         FROM unnest($2::text[]) WITH ORDINALITY q (name, place)
         LEFT JOIN engine.queues s ON s.queue = q.name LEFT JOIN counts c ON c.queue = q.name),
       ended AS (SELECT coalesce(sum(completed), 0)::float8 AS completed, coalesce(sum(cancelled), 0)::float8 AS cancelled
         FROM engine.job_days WHERE organization_id = $1 AND day > ${today} - ${DAYS_COUNTED}),
       attention AS (SELECT coalesce(sum(failed), 0)::float8 AS failed, coalesce(sum(unread), 0)::float8 AS unread
         FROM engine.attention WHERE organization_id = $1),
       sources AS (SELECT (count(*) FILTER (WHERE status = 'ACTIVE'))::int AS "activeSources",
           (count(*) FILTER (WHERE status = 'UNHEALTHY'))::int AS "unhealthySources"
         FROM context_sources WHERE organization_id = $1),
       accounts AS (SELECT (count(*) FILTER (WHERE status <> 'NEEDS_REAUTH'))::int AS "connectedAccounts",
           (count(*) FILTER (WHERE status = 'NEEDS_REAUTH'))::int AS "accountsWithoutAccess"
         FROM social_accounts WHERE organization_id = $1),
       usage AS (SELECT coalesce(sum(tokens), 0)::float8 AS tokens, coalesce(sum(cost_micro_usd), 0)::float8 AS "costMicroUsd"
         FROM monthly_usage WHERE organization_id = $1 AND month = date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC'))
       SELECT * FROM queues, ended, attention, sources, accounts, usage`,
      [organizationId, queues],
    );
    return figures!;
  }
}
