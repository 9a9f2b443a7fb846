import type { SqlClient } from '../../core/database/sql.js';

/** What a process that asks for a turn is told. */
export type Claim = { startedAt: Date } | { waitMs: number };

/** A wish for the next turn is forgotten when it is not repeated for this long. */
const WANTED_MS = 1_000;

/**
 * Takes the turn of a host if nobody has it and its delay is over. Otherwise the caller is the next, unless another is that did
 * not have the last turn too, and is told when it is worth asking again.
 * @param claim.token names the turn; `asker` the process, which has at most one claim a host under way
 * @param claim.leaseMs after which the turn of a holder that died is over
 * @param claim.delayMs from this turn's beginning to the next one's
 * @param claim.pollMs what to wait where nothing is known better: another has the turn, or the next one
 */
export async function claimTurn(
  sql: SqlClient,
  claim: { host: string; token: string; asker: string; leaseMs: number; delayMs: number; pollMs: number },
): Promise<Claim> {
  const { host, token, asker, leaseMs, delayMs, pollMs } = claim;
  // The clock is read when the row is locked: a claim that waited for it judges and counts from then.
  const ask = () =>
    sql.query<{ taken: boolean; now: Date; waitMs: number }>(
      `WITH locked AS MATERIALIZED (SELECT * FROM engine.hosts WHERE host = $1 FOR UPDATE),
       timed AS MATERIALIZED (SELECT *, clock_timestamp() AS now FROM locked),
       judged AS (SELECT *, lease_until <= now AS idle,
         wanted_by IS NULL OR wanted_by IN ($3, taken_by) OR wanted_until <= now AS next FROM timed),
       decided AS (SELECT *, idle AND next AND next_at <= now AS taken FROM judged)
       UPDATE engine.hosts h SET
         holder = CASE WHEN d.taken THEN $2 ELSE h.holder END,
         lease_until = CASE WHEN d.taken THEN d.now + $4 * interval '1 millisecond' ELSE h.lease_until END,
         next_at = CASE WHEN d.taken THEN d.now + $5 * interval '1 millisecond' ELSE h.next_at END,
         taken_by = CASE WHEN d.taken THEN $3 ELSE h.taken_by END,
         wanted_by = CASE WHEN d.taken THEN NULL WHEN d.next THEN $3 ELSE h.wanted_by END,
         wanted_until = CASE WHEN d.next THEN greatest(d.next_at, d.now) + ${WANTED_MS} * interval '1 millisecond' ELSE h.wanted_until END
       FROM decided d WHERE h.host = d.host
       RETURNING d.taken, d.now,
         CASE WHEN d.idle AND d.next THEN ceil(extract(epoch FROM d.next_at - d.now) * 1000)::float8 ELSE $6::float8 END AS "waitMs"`,
      [host, token, asker, leaseMs, delayMs, pollMs],
    );
  for (;;) {
    const [answer] = await ask();
    if (answer) return answer.taken ? { startedAt: answer.now } : { waitMs: answer.waitMs };
    await sql.query('INSERT INTO engine.hosts (host) VALUES ($1) ON CONFLICT DO NOTHING', [host]);
  }
}

/** Ends a turn, unless its lease ran out and another has begun. */
export async function endTurn(sql: SqlClient, host: string, token: string): Promise<void> {
  await sql.query(`UPDATE engine.hosts SET holder = NULL, lease_until = '-infinity' WHERE host = $1 AND holder = $2`, [
    host,
    token,
  ]);
}

/**
 * Removes up to `limit` hosts whose turn and delay have been over for a day, and answers how many: a host that is asked for again
 * gets a new row. Those that are locked, by a claim or another removal, are passed over.
 */
export async function removeOldHosts(sql: SqlClient, limit: number): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM engine.hosts WHERE host IN (SELECT host FROM engine.hosts WHERE next_at < clock_timestamp() - interval '1 day'
       AND greatest(lease_until, wanted_until) < clock_timestamp() LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING true`,
    [limit],
  );
  return rows.length;
}
