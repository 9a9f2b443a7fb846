import type { SqlClient } from '../../database/sql.js';

/** Whether dispatchers take jobs of a queue. */
export interface QueueState {
  name: string;
  paused: boolean;
}

/** Has dispatchers take no more jobs of a queue, or take them again; null for a queue that is not known. */
export async function setPaused(sql: SqlClient, queue: string, paused: boolean): Promise<QueueState | null> {
  const [state] = await sql.query<QueueState>(
    'UPDATE engine.queues SET paused = $2 WHERE queue = $1 RETURNING queue AS name, paused',
    [queue, paused],
  );
  return state ?? null;
}
