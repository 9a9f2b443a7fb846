import { randomUUID } from 'node:crypto';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import type { Job } from '../../src/core/queue/job.js';
import { jobColumns } from '../../src/core/queue/job.js';
import {
  type Created,
  createJobs,
  type CreateRequest,
  type NewJob,
} from '../../src/core/queue/repository/create-jobs.js';
import { type Dispatched, dispatchJobs } from '../../src/core/queue/repository/dispatch-jobs.js';
import { type Finish, type Finished, finishJobs } from '../../src/core/queue/repository/finish-jobs.js';
import { type Started, startJobs } from '../../src/core/queue/repository/start-jobs.js';
import { addQueues } from '../../src/core/queue/repository/window.js';
import { announceWorker } from '../../src/core/queue/repository/workers.js';
import { createTestDatabase } from './test-database.js';

export const QUEUE = 'content-generation';

/** The record by itself: its statements on a database of the test's own, without BullMQ. */
export interface Record {
  readonly database: Database;
  create(organizationId: string, count?: number, over?: Partial<NewJob>): Promise<Job[]>;
  request(requests: CreateRequest[], caps?: { soon: number; ahead: number }): Promise<Created[]>;
  dispatch(): Promise<Dispatched[]>;
  start(entries: Dispatched[], workerId?: string, leaseMs?: number): Promise<Started[]>;
  /** Creates, dispatches and starts one job. */
  run(organizationId?: string, workerId?: string, leaseMs?: number): Promise<Started>;
  finish(job: Started, over?: Partial<Finish>): Promise<Finished>;
  read(id: string): Promise<Job>;
  attempts(id: string): Promise<string[]>;
  close(): Promise<void>;
}

export function newJob(over: Partial<NewJob> = {}): NewJob {
  return {
    id: randomUUID(),
    type: 'GENERATE_CONTENT',
    queue: QUEUE,
    brandId: null,
    payload: { topic: 'tea' },
    priority: 5,
    maxAttempts: 4,
    runAt: null,
    retryOf: null,
    scheduleId: null,
    dryRun: false,
    createdBy: 'user_test',
    ...over,
  };
}

/** A record with one worker alive, `worker_a`, whose speed makes the window `window` wide. */
export async function openRecord(window = 500): Promise<Record> {
  const place = await createTestDatabase();
  const database = new Database(loadConfig({ DATABASE_URL: place.url }));
  await addQueues(database, [QUEUE]);
  await announceWorker(database, 'worker_a', [{ name: QUEUE, concurrency: 10 }]);
  await database.query(`UPDATE engine.workers SET finished = $1, finished_at = 'infinity', seen_at = 'infinity'`, [
    window,
  ]);

  const organizations = new Map<string, Promise<unknown>>();
  const addOrganization = (id: string): Promise<unknown> => {
    const added = organizations.get(id) ?? database.query('INSERT INTO organizations (id) VALUES ($1)', [id]);
    organizations.set(id, added);
    return added;
  };
  const request: Record['request'] = async (requests, caps = { soon: 1_000_000, ahead: 1_000_000 }) => {
    await Promise.all(requests.map(({ organizationId }) => addOrganization(organizationId)));
    return database.transaction((sql) => createJobs(sql, requests, caps));
  };

  const record: Record = {
    database,
    request,
    async create(organizationId, count = 1, over = {}) {
      const jobs = Array.from({ length: count }, () => newJob(over));
      const [created] = await request([{ organizationId, jobs, idempotency: null }]);
      if (created?.kind !== 'created') throw new Error(`not created: ${created?.kind}`);
      return created.jobs;
    },
    async dispatch() {
      return (await dispatchJobs(database, QUEUE)).jobs;
    },
    start: (entries, workerId = 'worker_a', leaseMs = 60_000) => startJobs(database, entries, workerId, leaseMs),
    async run(organizationId = 'org_a', workerId, leaseMs) {
      const [job] = await record.create(organizationId);
      const entry = (await record.dispatch()).find(({ jobId }) => jobId === job!.id);
      const [started] = await record.start([entry!], workerId, leaseMs);
      return started!;
    },
    async finish({ id, token }, over = {}) {
      const end = endOf({ id, token }, over);
      const [answer] = await finishJobs(database, [end], { id: 'worker_a', speed: { [QUEUE]: 500 } });
      return answer!;
    },
    async read(id) {
      const [job] = await database.query<Job>(`SELECT ${jobColumns} FROM jobs j WHERE id = $1`, [id]);
      return job!;
    },
    async attempts(id) {
      const rows = await database.query<{ outcome: string }>(
        'SELECT outcome FROM job_attempts WHERE job_id = $1 ORDER BY token',
        [id],
      );
      return rows.map((row) => row.outcome);
    },
    async close() {
      await database.pool.end();
      await place.drop();
    },
  };
  return record;
}

/** The end of a run: COMPLETED, but for what is given. */
export function endOf({ id, token }: { id: string; token: bigint }, over: Partial<Finish> = {}): Finish {
  return {
    jobId: id,
    token,
    outcome: 'COMPLETED',
    status: 'COMPLETED',
    runAt: null,
    refund: false,
    result: '{"done":true}',
    error: null,
    errorCode: null,
    ...over,
  };
}
