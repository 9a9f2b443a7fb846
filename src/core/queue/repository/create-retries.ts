import type { SqlClient } from '../../database/sql.js';
import { type Caps, countUnfinished, type Created, createJobs, type CreateRequest } from './create-jobs.js';

/**
 * Writes, in the caller's transaction, jobs that each run another one again (`retryOf`) and are due now: in their order, as
 * many as the cap has room for. Jobs that have a retry by now are left out. What was written, be it nothing, is the answer
 * to the request's key from then on.
 */
export async function createRetries(sql: SqlClient, request: CreateRequest, caps: Caps): Promise<Created> {
  const { organizationId, jobs } = request;
  // Whoever creates jobs of the organization holds this lock: what the later statements see stays true until the commit.
  await sql.query('SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
  const rows = await sql.query<{ id: string }>('SELECT retry_of AS id FROM jobs WHERE retry_of = ANY ($1)', [
    jobs.map((job) => job.retryOf),
  ]);
  const retried = new Set<string | null>(rows.map((row) => row.id));
  const { unfinished } = await countUnfinished(sql, [organizationId], caps);
  const room = Math.max(caps.soon - unfinished.get(organizationId)!.n, 0);
  const left = jobs.filter((job) => !retried.has(job.retryOf)).slice(0, room);
  const [created] = await createJobs(sql, [{ ...request, jobs: left }], caps);
  return created!;
}
