import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { createId } from '../database/id.js';
import type { SqlClient } from '../database/sql.js';
import { countCreated } from '../telemetry/job-metrics.js';
import { currentTraceparent, traceCreation } from '../telemetry/job-spans.js';
import { Coalescer } from './coalescer.js';
import type { JobContract, PayloadOf } from './define-job.js';
import { Dispatcher } from './dispatcher.js';
import { type Job, priorities, type PriorityName } from './job.js';
import { JobEvents } from './job-events.js';
import {
  type Caps,
  type Created,
  createJobs,
  type CreateRequest,
  findKeys,
  insertJobs,
  type NewJob,
  replay,
} from './repository/create-jobs.js';
import { createRetries } from './repository/create-retries.js';
import { scheduleJobs } from './repository/schedule-jobs.js';

/** How a job is to be run, apart from what it does. */
export interface JobOptions {
  brandId?: string | null;
  priority?: PriorityName;
  /** Absent or in the past: now. */
  runAt?: Date | null;
  dryRun?: boolean;
  retryOf?: string;
  /** The schedule that it is a run of. */
  scheduleId?: string;
}

/** A job that a caller asks for: a contract, a payload that was validated against it, and options. */
export interface JobWish<Contract extends JobContract = JobContract> {
  contract: Contract;
  payload: PayloadOf<Contract>;
  options: JobOptions;
}

/** Who asks. */
export interface Caller {
  organizationId: string;
  userId: string;
}

/** A job that no user asks for just now, but a schedule or a sweep does. */
export interface ScheduledWish extends JobWish {
  organizationId: string;
  /** While a job with this key is unfinished, there is no second one. */
  dedupeKey?: string;
}

/** A job of the system's own, under an id that its maker may have written elsewhere in the same transaction. */
export interface SystemWish<Contract extends JobContract = JobContract> {
  id: string;
  /** Whose turn it takes. */
  organizationId: string;
  contract: Contract;
  payload: PayloadOf<Contract>;
}

/** The `Idempotency-Key` of a request and a hash of its route and body. */
export interface Idempotency {
  key: string;
  hash: string;
}

/** An organization may have this many jobs planned more than 10 minutes ahead (docs/architecture.md). */
const MAX_AHEAD = 1_000;

/** One transaction at a time would wait for its commit alone; two keep the database busy (docs/adr/0002). */
const batching = { slots: 2, maxBatch: 200 };

/** Writes jobs: the only door into the record. Requests of one moment share a transaction. */
@Injectable()
export class JobCreator {
  private readonly requests: Coalescer<CreateRequest, Created>;
  private readonly caps: Caps;

  constructor(
    private readonly database: Database,
    private readonly dispatcher: Dispatcher,
    private readonly events: JobEvents,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.caps = { soon: config.ORG_MAX_UNFINISHED_JOBS, ahead: MAX_AHEAD };
    this.requests = new Coalescer((requests) => this.write(requests), batching);
  }

  /** Creates all of the wished jobs, or none. */
  async create(caller: Caller, wishes: readonly JobWish[], idempotency: Idempotency | null): Promise<Created> {
    return traceCreation(typesOf(wishes), async () => {
      const jobs = wishes.map((wish) => this.toNewJob(caller.userId, wish));
      return this.tell(await this.requests.submit({ organizationId: caller.organizationId, jobs, idempotency }));
    });
  }

  /** Creates, of jobs that each run another one again, as many as the cap has room for, none of a job that has a retry. */
  async createRetries(caller: Caller, wishes: readonly JobWish[], idempotency: Idempotency | null): Promise<Created> {
    return traceCreation(typesOf(wishes), async () => {
      const jobs = wishes.map((wish) => this.toNewJob(caller.userId, wish));
      const request = { organizationId: caller.organizationId, jobs, idempotency };
      return this.tell(await this.database.transaction((sql) => createRetries(sql, request, this.caps)));
    });
  }

  /**
   * Creates, in the caller's transaction, jobs that use no slots; those are left out whose `dedupeKey` an unfinished job
   * has. Whoever commits it announces them.
   */
  createScheduled(sql: SqlClient, wishes: readonly ScheduledWish[]): Promise<Job[]> {
    return traceCreation(typesOf(wishes), () => {
      const rows = wishes.map((wish) => {
        const { organizationId, dedupeKey } = wish;
        return { ...this.toNewJob(null, wish), organizationId, ...(dedupeKey && { dedupeKey }) };
      });
      return scheduleJobs(sql, rows);
    });
  }

  /**
   * Creates, in the caller's transaction, jobs of the system's own, which users do not see and which count against no cap.
   * Whoever commits it announces them.
   */
  async createSystem(sql: SqlClient, wishes: readonly SystemWish[]): Promise<Job[]> {
    return traceCreation(typesOf(wishes), async () => {
      const rows = wishes.map(({ id, organizationId, contract, payload }) => {
        return { ...this.toNewJob(null, { contract, payload, options: {} }), id, organizationId, system: true };
      });
      return [...(await insertJobs(sql, rows)).values()];
    });
  }

  /** Tells the dispatcher and the event streams of jobs whose transaction is committed. */
  announce(jobs: readonly Job[]): void {
    countCreated(jobs);
    for (const queue of new Set(jobs.map((job) => job.queue))) this.dispatcher.wake(queue);
    this.events.changed(jobs);
  }

  /** The answer that an earlier request with this key had, or null when the key is new. */
  async findEarlier({ organizationId }: Caller, idempotency: Idempotency): Promise<Created | null> {
    const [earlier] = (await findKeys(this.database, [{ organizationId, idempotency }])).values();
    return earlier ? replay(earlier, idempotency.hash) : null;
  }

  private tell(created: Created): Created {
    if (created.kind === 'created') this.announce(created.jobs);
    return created;
  }

  private toNewJob(userId: string | null, { contract, payload, options }: JobWish): NewJob {
    return {
      id: createId(),
      type: contract.type,
      queue: contract.queue,
      payload,
      brandId: options.brandId ?? null,
      priority: priorities[options.priority ?? 'NORMAL'],
      maxAttempts: this.config.JOB_BACKOFF_MS.length + 1,
      runAt: options.runAt ?? null,
      retryOf: options.retryOf ?? null,
      scheduleId: options.scheduleId ?? null,
      dryRun: options.dryRun ?? false,
      createdBy: userId,
      traceparent: currentTraceparent(),
    };
  }

  /** Requests that repeat a key of the same batch come after it, in a transaction that sees what the first one wrote. */
  private async write(requests: CreateRequest[]): Promise<Created[]> {
    const seen = new Set<string>();
    const repeats: CreateRequest[] = [];
    const first = requests.filter((request) => {
      if (!request.idempotency) return true;
      const key = `${request.organizationId} ${request.idempotency.key}`;
      if (seen.has(key)) repeats.push(request);
      return !seen.has(key) && seen.add(key);
    });
    const answers = new Map<CreateRequest, Created>();
    const created = await this.database.transaction((sql) => createJobs(sql, first, this.caps));
    first.forEach((request, index) => answers.set(request, created[index]!));
    if (repeats.length > 0)
      (await this.write(repeats)).forEach((answer, index) => answers.set(repeats[index]!, answer));
    return requests.map((request) => answers.get(request)!);
  }
}

function typesOf(wishes: readonly { contract: JobContract }[]): string[] {
  return wishes.map(({ contract }) => contract.type);
}

/** The hash that tells whether a key comes back with the same request. */
export function idempotencyHash(route: string, body: unknown): string {
  return createHash('sha256').update(route).update('\n').update(JSON.stringify(body)).digest('base64url');
}
