import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { LOGGER } from '../logging/logger.js';
import { JobRegistry } from './job-registry.js';
import { Lease } from './lease.js';
import type { Started } from './repository/start-jobs.js';
import { runsSolo, SOLO_START_MS } from './solo-handler.js';

/** Nest's token for the name under which a worker process holds its leases. */
export const WORKER_ID = Symbol('WORKER_ID');

/** What the lease thread is started with. */
export interface LeaseThreadSettings {
  databaseUrl: string;
  workerId: string;
  leaseMs: number;
  queues: { name: string; concurrency: number }[];
}

/** A run whose lease is to be renewed from now on, for so long. */
export interface Hold {
  jobId: string;
  token: bigint;
  renewForMs: number;
}

export type ToThread =
  { kind: 'hold'; runs: Hold[] } | { kind: 'release'; tokens: bigint[] } | { kind: 'alive' } | { kind: 'close' };

export type FromThread =
  | { kind: 'announced' }
  | { kind: 'renewed'; tokens: bigint[]; validUntil: number; lost: bigint[] }
  | { kind: 'cancelled'; tokens: bigint[] }
  | { kind: 'failed'; error: string };

/** A lease is renewed until this long past its job's time limit (docs/architecture.md). */
const RENEW_PAST_LIMIT_MS = 10_000;

/** How often the main loop shows the thread that it turns, and looks for leases that ran out. */
const ALIVE_MS = 1_000;

/** The main thread's side of a worker's leases: hands them out, and aborts the runs that lost theirs or were cancelled. */
@Injectable()
export class LeaseKeeper {
  private readonly leases = new Map<bigint, Lease>();
  private readonly released: bigint[] = [];
  private thread: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(WORKER_ID) private readonly workerId: string,
    private readonly registry: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Starts the thread; resolves once the worker is announced, and dispatchers therefore send it jobs.
   * @param onDeath called when the thread ends unasked: the process cannot go on without it
   */
  async start(onDeath: () => void): Promise<void> {
    const settings: LeaseThreadSettings = {
      databaseUrl: this.config.DATABASE_URL,
      workerId: this.workerId,
      leaseMs: this.config.JOB_LEASE_MS,
      queues: this.registry.queues.map((queue) => ({ name: queue.name, concurrency: queue.concurrency(this.config) })),
    };
    const thread = new Worker(new URL('./lease.thread.js', import.meta.url), { workerData: settings });
    this.thread = thread;
    thread.on('error', (error) => this.log.fatal({ err: error }, 'The lease thread failed'));
    thread.once('exit', onDeath);
    await new Promise<void>((resolve) => {
      thread.on('message', (message: FromThread) => (message.kind === 'announced' ? resolve() : this.receive(message)));
    });
    this.timer = setInterval(() => this.beat(), ALIVE_MS);
  }

  /**
   * Takes over the leases of runs that were just started. The thread hears of them before any handler is called, which may
   * block the event loop.
   * @param sentAt monotonic ms before the start was sent
   * @returns the leases in the order of the jobs
   */
  hold(jobs: readonly Started[], sentAt: number): Lease[] {
    const leases = jobs.map(
      ({ id, token, queue }) => new Lease({ jobId: id, token }, queue, sentAt, this.config.JOB_LEASE_MS),
    );
    for (const lease of leases) this.leases.set(lease.entry.token, lease);
    const runs = jobs.map((job) => {
      const timeLimitMs = this.registry.find(job.type)?.timeLimitMs ?? 0;
      const prepareMs = runsSolo(job) ? SOLO_START_MS : 0;
      return { jobId: job.id, token: job.token, renewForMs: prepareMs + timeLimitMs + RENEW_PAST_LIMIT_MS };
    });
    if (runs.length > 0) this.post({ kind: 'hold', runs });
    return leases;
  }

  /** Lets go of a lease; those of one moment are told to the thread together. */
  release(lease: Lease): void {
    this.leases.delete(lease.entry.token);
    this.released.push(lease.entry.token);
    if (this.released.length === 1)
      queueMicrotask(() => this.post({ kind: 'release', tokens: this.released.splice(0) }));
  }

  /** Ends the thread; no lease is renewed any more. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    const { thread } = this;
    if (!thread) return;
    thread.removeAllListeners('exit');
    const ended = once(thread, 'exit');
    this.post({ kind: 'close' });
    this.thread = undefined;
    await ended;
  }

  private receive(message: FromThread): void {
    if (message.kind === 'renewed') {
      for (const token of message.tokens) this.leases.get(token)?.renew(message.validUntil);
      for (const token of message.lost) this.leases.get(token)?.lose();
    } else if (message.kind === 'cancelled') {
      for (const token of message.tokens) this.leases.get(token)?.abort('CANCELLED');
    } else if (message.kind === 'failed') {
      this.log.warn({ error: message.error }, 'Leases could not be renewed; trying again');
    }
  }

  private beat(): void {
    this.post({ kind: 'alive' });
    // After a long block of the event loop the thread's messages come behind this timer: they are heard first.
    setImmediate(() => {
      for (const lease of this.leases.values()) if (!lease.holds()) lease.lose();
    });
  }

  private post(message: ToThread): void {
    this.thread?.postMessage(message);
  }
}
