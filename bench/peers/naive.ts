/**
 * What is written first: a job is a row and a BullMQ entry. INSERT, then add; the worker writes RUNNING, works, writes COMPLETED with
 * the result and the times; each statement its own commit, by `pg`, a prepared statement each. Nothing finds a job whose process
 * died between two of them.
 */
import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import pg from 'pg';
import { serveProducer, Tally, type Work } from '../lib/load.js';
import { sayReady } from '../lib/serve.js';
import { concurrency, databaseUrl, POOL_SIZE, redisUrl, role } from './settings.js';

const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
const { hostname, port } = new URL(redisUrl);
const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };

const TABLE = `CREATE TABLE naive_jobs (id text PRIMARY KEY, organization_id text NOT NULL, type text NOT NULL, payload jsonb NOT NULL,
  status text NOT NULL DEFAULT 'PENDING', attempts int NOT NULL DEFAULT 0, result jsonb, error text,
  created_at timestamptz NOT NULL DEFAULT now(), started_at timestamptz, completed_at timestamptz);
  CREATE INDEX ON naive_jobs (organization_id, created_at, id); CREATE INDEX ON naive_jobs (status);`;

const run = (name: string, text: string, values: unknown[]) => pool.query({ name, text, values });

if (role.name === 'producer') {
  const queue = new Queue<Work & { id: string }>('bench', { connection });
  await queue.waitUntilReady();
  let turn = 0;
  serveProducer(([work]) => create(queue, work!, `org_${(turn += 1) % 100}`));
} else {
  await pool.query(TABLE);
  const tally = new Tally();
  const worker = new Worker<Work & { id: string }>(
    'bench',
    async ({ data }) => {
      await run(
        'start',
        `UPDATE naive_jobs SET status = 'RUNNING', attempts = attempts + 1, started_at = now() WHERE id = $1`,
        [data.id],
      );
      tally.enter(data);
      await run(
        'finish',
        `UPDATE naive_jobs SET status = 'COMPLETED', result = $2, completed_at = now() WHERE id = $1`,
        [data.id, { ok: true }],
      );
      tally.finish();
    },
    { connection, concurrency },
  );
  await worker.waitUntilReady();
  tally.serve();
  sayReady();
}

async function create(queue: Queue<Work & { id: string }>, work: Work, organization: string): Promise<void> {
  const id = randomUUID();
  await run('create', `INSERT INTO naive_jobs (id, organization_id, type, payload) VALUES ($1, $2, 'NOOP', $3)`, [
    id,
    organization,
    work,
  ]);
  await queue.add('run', { ...work, id }, { attempts: 1, removeOnComplete: true, removeOnFail: true });
}
