import type { SqlClient } from '../core/database/sql.js';
import { shard } from '../core/queue/repository/count-ended.js';

/** What one job was answered by the model; null where it did not say, or the price is not known. */
export interface Usage {
  readonly organizationId: string;
  readonly tokensUsed: number | null;
  readonly costMicroUsd: number | null;
}

/**
 * Adds to what the organization has used this month (UTC). In the transaction that saves what was paid for, at its end: others
 * may wait for the row.
 */
export async function addUsage(client: SqlClient, usage: Usage): Promise<void> {
  await client.query(
    `INSERT INTO monthly_usage AS u (organization_id, month, shard, tokens, cost_micro_usd)
     VALUES ($1, date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC'), ${shard}, $2, $3)
     ON CONFLICT (organization_id, month, shard) DO UPDATE
       SET tokens = u.tokens + excluded.tokens, cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd`,
    [usage.organizationId, usage.tokensUsed ?? 0, usage.costMicroUsd ?? 0],
  );
}
