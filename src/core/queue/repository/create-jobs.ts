import type { Prepared, SqlClient } from '../../database/sql.js';
import type { JobType } from '../../database/enums.js';
import { type Job, jobColumns, rankAt } from '../job.js';
import { countFailed } from './count-ended.js';
import { wakeLanes } from './wake-lanes.js';

/** A job to be written. `runAt` null means now; one in the past means now as well. */
export interface NewJob {
  id: string;
  type: JobType;
  queue: string;
  brandId: string | null;
  payload: object;
  /** 1 HIGH, 5 NORMAL, 10 LOW. */
  priority: number;
  maxAttempts: number;
  runAt: Date | null;
  retryOf: string | null;
  scheduleId: string | null;
  dryRun: boolean;
  /** null where no user asked for it. */
  createdBy: string | null;
  /** Of the system's own: users neither see nor change it. False when left out. */
  system?: boolean;
  /** Of the span in which it is created (W3C Trace Context); none when left out. */
  traceparent?: string | null;
}

/** One caller's request: all of its jobs are written, or none. */
export interface CreateRequest {
  organizationId: string;
  jobs: NewJob[];
  /** The `Idempotency-Key` and the hash of what it was sent with. */
  idempotency: { key: string; hash: string } | null;
}

/** What became of a {@link CreateRequest}. */
export type Created =
  | { kind: 'created'; jobs: Job[] }
  /** The key was used with the same request before: the jobs as they were answered then. */
  | { kind: 'replayed'; jobs: Job[] }
  | { kind: 'key-reused' }
  | { kind: 'too-many'; limit: number; unfinished: number };

/** How many unfinished jobs an organization's users may have: due or soon, and planned ahead. */
export interface Caps {
  soon: number;
  ahead: number;
}

/** A job whose time is further away than this when it is created counts as planned ahead (docs/architecture.md). */
const AHEAD_MS = 10 * 60_000;

/** What a job counts against, as `unfinished.slot` has it: n the cap of those due soon, a of those planned ahead. */
type Slot = 'n' | 'a';

/**
 * Writes the jobs of several requests in the caller's transaction. The organizations' rows are locked first, so what the
 * later statements count and read is exact: a statement sees only what was committed before it began, and one that locked
 * and counted at once would count too few.
 * @param requests no two of one organization with the same key
 * @returns the answers in the order of the requests
 */
export async function createJobs(sql: SqlClient, requests: CreateRequest[], caps: Caps): Promise<Created[]> {
  const organizations = [...new Set(requests.map((request) => request.organizationId))].sort();
  await sql.query(LOCK_ORGANIZATIONS, [organizations]);
  const earlier = await findKeys(sql, requests);
  const { now, unfinished } = await countUnfinished(sql, organizations, caps);

  const answers = new Map<CreateRequest, Created>();
  const rows: JobRow[] = [];
  for (const request of requests) {
    const known = request.idempotency && earlier.get(`${request.organizationId} ${request.idempotency.key}`);
    if (known) {
      answers.set(request, replay(known, request.idempotency!.hash));
      continue;
    }
    const slots = request.jobs.map((job): Slot => ((job.runAt?.getTime() ?? 0) - now > AHEAD_MS ? 'a' : 'n'));
    const refused = admit(unfinished.get(request.organizationId)!, slots, caps);
    if (refused) answers.set(request, refused);
    else {
      const { organizationId } = request;
      rows.push(...request.jobs.map((job, index) => ({ ...job, organizationId, slot: slots[index]! })));
    }
  }
  const written = await insertJobs(sql, rows);
  const accepted = requests.filter((request) => !answers.has(request));
  for (const request of accepted) {
    answers.set(request, { kind: 'created', jobs: request.jobs.map((job) => written.get(job.id)!) });
  }
  await insertKeys(sql, accepted, written);
  return requests.map((request) => answers.get(request)!);
}

/** The earlier answer, if the key came with the same request. */
export function replay(earlier: { hash: string; jobs: Job[] }, hash: string): Created {
  return earlier.hash === hash ? { kind: 'replayed', jobs: earlier.jobs } : { kind: 'key-reused' };
}

/** Takes the slots if there is room for all of them, else says which cap is full. */
function admit(unfinished: Record<Slot, number>, slots: Slot[], caps: Caps): Created | null {
  for (const [slot, limit] of [
    ['n', caps.soon],
    ['a', caps.ahead],
  ] as const) {
    const wanted = slots.filter((each) => each === slot).length;
    if (wanted > 0 && unfinished[slot] + wanted > limit)
      return { kind: 'too-many', limit, unfinished: unfinished[slot] };
  }
  for (const slot of slots) unfinished[slot] += 1;
  return null;
}

/** The answers to earlier requests, by organization and key, of those that carried a key which is still kept. */
export async function findKeys(
  sql: SqlClient,
  requests: readonly Pick<CreateRequest, 'organizationId' | 'idempotency'>[],
): Promise<Map<string, { hash: string; jobs: Job[] }>> {
  const keyed = requests.filter((request) => request.idempotency);
  if (keyed.length === 0) return new Map();
  const rows = await sql.query<{ organization_id: string; key: string; hash: string; jobs: Job[] }>(
    `SELECT k.organization_id, k.key, k.hash, k.jobs FROM idempotency_keys k
     JOIN unnest($1::text[], $2::text[]) x (organization_id, key) USING (organization_id, key)
     WHERE k.created_at > clock_timestamp() - interval '24 hours'`,
    [keyed.map((request) => request.organizationId), keyed.map((request) => request.idempotency!.key)],
  );
  return new Map(rows.map((row) => [`${row.organization_id} ${row.key}`, { hash: row.hash, jobs: row.jobs }]));
}

/** Counts at most as many index entries as the caps, whatever an organization has. */
export async function countUnfinished(sql: SqlClient, organizations: string[], caps: Caps) {
  const rows = await sql.query<{ id: string; n: bigint; a: bigint; now: Date }>(COUNT, [
    organizations,
    caps.soon,
    caps.ahead,
  ]);
  return {
    now: rows[0]!.now.getTime(),
    unfinished: new Map(rows.map((row) => [row.id, { n: Number(row.n), a: Number(row.a) }])),
  };
}

/** A job with its organization, and what it counts against or may be there only once by. */
export interface JobRow extends NewJob {
  organizationId: string;
  /** Absent: none. */
  slot?: Slot;
  /** Unique among the unfinished jobs; absent: none. */
  dedupeKey?: string;
}

/** Writes rows that were admitted, in the caller's transaction. @returns what was written, by id */
export async function insertJobs(sql: SqlClient, rows: JobRow[]): Promise<Map<string, Job>> {
  if (rows.length === 0) return new Map();
  await holdLanes(sql, rows);
  const jobs = await sql.query<Job>(INSERT, [JSON.stringify(rows)]);
  await resolveRetried(sql, rows);
  return new Map(jobs.map((job) => [job.id, job]));
}

/**
 * Locks the lanes of the rows, and makes those that there are not yet. Shared, so that creators and the dispatcher do not wait for
 * each other; it keeps a lane from being found empty and cleared between here and the commit.
 */
async function holdLanes(sql: SqlClient, rows: readonly JobRow[]): Promise<void> {
  const lanes = new Map(
    rows.map(({ queue, organizationId }) => [`${queue} ${organizationId}`, [queue, organizationId]]),
  );
  const input = [0, 1].map((column) => [...lanes.values()].map((lane) => lane[column]));
  const held = await sql.query(HOLD_LANES, input);
  if (held.length === lanes.size) return;
  await sql.query(
    `INSERT INTO engine.lanes (queue, organization_id) SELECT * FROM unnest($1::text[], $2::text[]) ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
    input,
  );
  await sql.query(HOLD_LANES, input);
}

/** FAILED jobs that are run again need no attention any more. Of those retried at once, the first takes it away. */
async function resolveRetried(sql: SqlClient, rows: JobRow[]): Promise<void> {
  const retried = rows.flatMap(({ retryOf }) => retryOf ?? []);
  if (retried.length === 0) return;
  await sql.query(
    `WITH resolved AS (UPDATE jobs SET unresolved = false WHERE id = ANY ($1) AND unresolved
       RETURNING organization_id, true AS unresolved),
     ${countFailed('resolved', '-')}
     SELECT`,
    [retried],
  );
}

async function insertKeys(sql: SqlClient, accepted: CreateRequest[], written: Map<string, Job>): Promise<void> {
  const keyed = accepted.filter((request) => request.idempotency);
  if (keyed.length === 0) return;
  await sql.query(
    `INSERT INTO idempotency_keys (organization_id, key, hash, jobs, created_at)
     SELECT "organizationId", key, hash, jobs, clock_timestamp()
     FROM jsonb_to_recordset($1) AS x ("organizationId" text, key text, hash text, jobs jsonb)
     ON CONFLICT (organization_id, key) DO UPDATE
       SET hash = excluded.hash, jobs = excluded.jobs, created_at = excluded.created_at`,
    [
      JSON.stringify(
        keyed.map(({ organizationId, idempotency, jobs }) => ({
          organizationId,
          ...idempotency,
          jobs: jobs.map((job) => written.get(job.id)),
        })),
      ),
    ],
  );
}

const LOCK_ORGANIZATIONS: Prepared = {
  name: 'lock organizations',
  text: 'SELECT FROM organizations WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
};

const COUNT: Prepared = {
  name: 'count unfinished',
  text: `SELECT o.id, clock_timestamp() AS now,
       (SELECT count(*) FROM (SELECT FROM engine.unfinished WHERE organization_id = o.id AND slot = 'n' LIMIT $2) c) AS n,
       (SELECT count(*) FROM (SELECT FROM engine.unfinished WHERE organization_id = o.id AND slot = 'a' LIMIT $3) c) AS a
     FROM unnest($1::text[]) o (id)`,
};

const HOLD_LANES: Prepared = {
  name: 'hold lanes',
  text: `SELECT FROM engine.lanes WHERE (queue, organization_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
    ORDER BY queue, organization_id FOR KEY SHARE`,
};

const INSERT: Prepared = {
  name: 'insert jobs',
  text: `WITH x AS (
       SELECT x.*, greatest(coalesce("runAt", now()), now()) AS run_at
       FROM jsonb_to_recordset($1) AS x (id text, "organizationId" text, type job_type, queue text, "brandId" text, payload jsonb,
         priority smallint, "maxAttempts" smallint, "runAt" timestamptz, "retryOf" text, "scheduleId" text, "dryRun" boolean, "createdBy" text,
         slot "char", "dedupeKey" text, system boolean, traceparent text)),
     ${wakeLanes('(SELECT queue, "organizationId" AS organization_id FROM x WHERE run_at <= now()) due', 'due.queue')},
     job AS (INSERT INTO jobs AS j (id, organization_id, type, queue, brand_id, payload, priority, max_attempts, run_at,
         retry_of, schedule_id, dry_run, created_by, system, traceparent, created_at, updated_at)
       SELECT id, "organizationId", type, queue, "brandId", payload, priority, "maxAttempts", run_at,
         "retryOf", "scheduleId", "dryRun", "createdBy", coalesce(system, false), traceparent, now(), now() FROM x
       RETURNING ${jobColumns}),
     unfinished AS (INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, slot, dedupe_key)
       SELECT id, queue, "organizationId", CASE WHEN run_at <= now() THEN 'r' ELSE 'l' END::"char",
         ${rankAt('run_at', 'priority')}, run_at, slot, "dedupeKey" FROM x)
     SELECT * FROM job`,
};
