import type { SqlClient } from '../../database/sql.js';

/** One entry of the window: the job and the token under which a worker may start it. */
export interface Dispatched {
  jobId: string;
  token: bigint;
}

/**
 * Moves due jobs of a queue into its window, organizations taking turns, and commits: the function `engine.dispatch` of the
 * migrations, in which one dispatcher at a time is at work in a queue.
 * @returns what is now in the window and must be handed to BullMQ; `more` when another dispatch would find work at once
 */
export async function dispatchJobs(sql: SqlClient, queue: string): Promise<{ jobs: Dispatched[]; more: boolean }> {
  const [dispatch] = await sql.query<{ job_ids: string[]; tokens: string[]; more: boolean }>(
    { name: 'dispatch', text: 'SELECT job_ids, tokens, more FROM engine.dispatch($1)' },
    [queue],
  );
  const { job_ids, tokens, more } = dispatch!;
  return { jobs: job_ids.map((jobId, index) => ({ jobId, token: BigInt(tokens[index]!) })), more };
}
