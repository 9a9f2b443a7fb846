import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

// A process has one set of metrics, as it has one memory and one event loop: they are not injected. No label holds a tenant,
// an id, an address or anything else that grows with what people do; docs/operations.md lists all of them.

/** What a process exposes. */
export const registry = new Registry();

const registers = [registry];

/** Whom an outside call goes to. `scraped`: an address that users gave, to be read: sites, feeds, documents, images. */
export type HostClass = 'openai' | 'x' | 'linkedin' | 'meta' | 'scraped' | 'webhook';

/** What becomes of a run, as `job_attempts` has it. */
const OUTCOMES = ['COMPLETED', 'RETRIED', 'FAILED', 'SNOOZED', 'INTERRUPTED', 'LOST', 'CANCELLED'];

/** From an idle worker's milliseconds to the longest time limit. */
const RUN_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
/** The longest wait without a fault is 20 minutes: a LOW job behind HIGH ones of its own organization. */
const LAG_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 1200];
/** An answer of a model takes up to 4 minutes, any other up to 30 s. */
const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 240];

export const metrics = {
  jobsCreated: new Counter({
    name: 'epic_jobs_created_total',
    help: 'Jobs that this process created',
    labelNames: ['type'],
    registers,
  }),
  jobRuns: new Counter({
    name: 'epic_job_runs_total',
    help: 'Runs that ended, by what became of them; LOST ones are counted by the worker that found them',
    labelNames: ['type', 'outcome'],
    registers,
  }),
  jobFailures: new Counter({
    name: 'epic_job_failures_total',
    help: 'Jobs that ended FAILED in a run, by their errorCode',
    labelNames: ['type', 'code'],
    registers,
  }),
  jobRunSeconds: new Histogram({
    name: 'epic_job_run_seconds',
    help: 'How long a run took, from its start to its outcome',
    labelNames: ['type'],
    buckets: RUN_SECONDS,
    registers,
  }),
  dispatchLagSeconds: new Histogram({
    name: 'epic_job_dispatch_lag_seconds',
    help: 'From the time at which a job was due to its start, by the clock of the database',
    labelNames: ['queue'],
    buckets: LAG_SECONDS,
    registers,
  }),
  leaseExpiries: new Counter({
    name: 'epic_lease_expiries_total',
    help: 'Leases that ran out with their worker and were found by this one',
    labelNames: ['queue'],
    registers,
  }),
  outboundRequests: new Counter({
    name: 'epic_outbound_requests_total',
    help: 'Calls to others, by class of host and by answer: 2xx, 3xx, 4xx, 429, 5xx, none',
    labelNames: ['host_class', 'status'],
    registers,
  }),
  outboundSeconds: new Histogram({
    name: 'epic_outbound_request_seconds',
    help: 'How long a call to others took',
    labelNames: ['host_class'],
    buckets: CALL_SECONDS,
    registers,
  }),
  openAiTokens: new Counter({
    name: 'epic_openai_tokens_total',
    help: 'Tokens used; the cached ones are part of the input',
    labelNames: ['model', 'kind'],
    registers,
  }),
  openAiCost: new Counter({
    name: 'epic_openai_cost_usd_total',
    help: 'What calls cost in US dollars, where the price of the model is known',
    labelNames: ['model'],
    registers,
  }),
  queueJobs: new Gauge({
    name: 'epic_queue_jobs',
    help: 'Unfinished jobs in the record: waiting (due), delayed (their time is ahead), active; 100000 stands for more, too',
    labelNames: ['queue', 'state'],
    registers,
  }),
  queueWindow: new Gauge({
    name: 'epic_queue_window_jobs',
    help: 'Jobs that were handed to BullMQ and wait for a worker',
    labelNames: ['queue'],
    registers,
  }),
  oldestDueSeconds: new Gauge({
    name: 'epic_queue_oldest_due_seconds',
    help: 'How long the job that is due longest has been due, of those next in their organization; 0 where none is',
    labelNames: ['queue'],
    registers,
  }),
  queuePaused: new Gauge({
    name: 'epic_queue_paused',
    help: '1 while a queue is paused',
    labelNames: ['queue'],
    registers,
  }),
  queueWorkers: new Gauge({
    name: 'epic_queue_workers',
    help: 'Workers that are alive',
    labelNames: ['queue'],
    registers,
  }),
};

/** Adds what Node.js and the operating system say of this process: memory, CPU, garbage collection, event loop lag. Once. */
export function measureProcess(): void {
  if (!registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: registry });
}

/** Makes the series of these jobs begin at 0, so that the first event shows in a rate. */
export function declareJobs(types: readonly string[], queues: readonly string[]): void {
  for (const type of types) {
    metrics.jobsCreated.inc({ type }, 0);
    metrics.jobRunSeconds.zero({ type });
    for (const outcome of OUTCOMES) metrics.jobRuns.inc({ type, outcome }, 0);
  }
  for (const queue of queues) {
    metrics.leaseExpiries.inc({ queue }, 0);
    metrics.dispatchLagSeconds.zero({ queue });
  }
}
