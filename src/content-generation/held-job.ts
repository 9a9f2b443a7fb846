import type { SqlClient } from '../core/database/sql.js';
import { TransientJobError } from '../core/queue/job-errors.js';

/**
 * Keeps the job from any other attempt until the transaction ends: what it writes is written once.
 * @throws {TransientJobError} `LEASE_LOST` when another attempt has the job by now
 */
export async function requireHeldJob(client: SqlClient, jobId: string, token: bigint): Promise<void> {
  const held = await client.query(
    `SELECT 1 FROM engine.unfinished WHERE job_id = $1 AND token = $2 AND phase = 'x' FOR UPDATE`,
    [jobId, token],
  );
  if (held.length > 0) return;
  throw new TransientJobError('This attempt no longer holds the job; nothing was saved', { code: 'LEASE_LOST' });
}
