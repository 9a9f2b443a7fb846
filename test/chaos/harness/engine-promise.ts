import type { Chaos } from './chaos.js';

/** Where BullMQ keeps its window. */
export type Backend = 'redis' | 'postgres';

/** How much is done to the system. */
export interface Scale {
  /** The seed's short form takes a few of the promise's faults, the long one as many as the time allows. */
  form: 'short' | 'long';
  /** How many jobs the load has. */
  jobs: number;
  /** No fault begins after this many milliseconds. */
  forMs: number;
}

/** One row of the table of promises in docs/architecture.md: what may happen, and what the system keeps to. */
export interface EnginePromise {
  readonly number: number;
  readonly title: string;
  /** How many faults the long form injects, and the short one. */
  readonly faults: { long: number; short: number };
  readonly backends?: readonly Backend[];
  /** Takes too long, or too much of the machine, for the short form. */
  readonly onlyLong?: boolean;
  /** How long a job of its load takes, shared by its slots, in ms: what is left of the load at the last fault has that time to end. */
  readonly jobMs?: number;
  /** Processes and settings other than the usual. */
  readonly system?: {
    apis?: number;
    workers?: number;
    proxied?: boolean;
    /** Its faults end the PostgreSQL server, so it must not be shared. */
    ownPostgres?: boolean;
    /** Puts servers, APIs and workers on hosts of their own. */
    hosts?: boolean;
    /** Puts that server on a tmpfs of this size. */
    postgresDiskMb?: number;
    settings?: Record<string, string>;
  };
  /** What is missing on this machine, in words, or null when it can run. */
  missing?(): string | null;
  /** Injects its faults under load. It returns when the last one is healed; the jobs are waited for and checked after it. */
  run(chaos: Chaos): Promise<void>;
}
