import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  JobCancelledError,
  type JobError,
  PermanentJobError,
  RateLimitedJobError,
  TransientJobError,
} from './job-errors.js';
import type { JobContract } from './define-job.js';
import type { JobContext, JobHandler } from './job-handler.js';
import { ABORT_GRACE_MS } from './handler-run.js';
import type { RunAborted } from './lease.js';
import { type FromSolo, SOLO_ARGUMENT, type ToSolo } from './solo-protocol.js';

/** From this many losses on a job runs where it can take no other job with it (docs/architecture.md). */
const LOSSES_BEFORE_SOLO = 2;

/** Whether a job runs in a process of its own. */
export const runsSolo = ({ losses }: { losses: number }): boolean => losses >= LOSSES_BEFORE_SOLO;

/** A process takes about a second to start, and longer where several start at once, as after the death of a worker with many jobs. */
export const SOLO_START_MS = 30_000;

/** Runs a type's handler in a process of its own: this worker's entry point, started for that one job. */
export class SoloHandler implements JobHandler<JobContract> {
  private child: ChildProcess | undefined;

  constructor(
    private readonly type: string,
    private readonly losses: number,
  ) {}

  /**
   * Starts the process.
   * @throws {PermanentJobError} `PROCESS_DIED` when it ends; {@link TransientJobError} when it is not ready in 30 s; an AbortError
   */
  async prepare(signal: AbortSignal): Promise<void> {
    const child = fork(process.argv[1]!, [SOLO_ARGUMENT], { serialization: 'advanced' });
    this.child = child;
    const late = AbortSignal.timeout(SOLO_START_MS);
    const settled = new AbortController();
    const options = { signal: AbortSignal.any([signal, late, settled.signal]) };
    try {
      await Promise.race([
        once(child, 'message', options),
        once(child, 'exit', options).then(([code, by]) => Promise.reject(this.died(code as number, by as string))),
      ]);
    } catch (error) {
      child.kill('SIGKILL');
      if (!late.aborted || signal.aborted) throw error;
      throw new TransientJobError('Its own process was not ready in time', { code: 'PROCESS_LATE', cause: error });
    } finally {
      settled.abort();
    }
  }

  /** @throws {PermanentJobError} `PROCESS_DIED` when the process ends without an answer: it has ended workers before */
  async handle(context: JobContext<object>): Promise<object> {
    context.log.warn({ losses: this.losses }, 'Its workers stopped answering before; it runs in a process of its own');
    const child = this.child!;
    const send = (sent: ToSolo): void => {
      if (child.connected) child.send(sent);
    };
    let kill: NodeJS.Timeout | undefined;
    const abort = (): void => {
      send({ kind: 'abort', why: (context.signal.reason as RunAborted).why });
      kill = setTimeout(() => child.kill('SIGKILL'), ABORT_GRACE_MS);
    };
    context.signal.addEventListener('abort', abort);
    if (context.signal.aborted) abort();
    try {
      return await new Promise<object>((resolve, reject) => {
        child.on('message', (message: FromSolo) => {
          if (message.kind === 'progress') context.progress(message.percent, message.text);
          else if (message.kind === 'effect') void this.allow(context, message.id, send);
          else if (message.kind === 'returned') resolve(message.result);
          else if (message.kind === 'threw') reject(toJobError(message));
        });
        child.once('error', reject);
        child.once('exit', (code, signal) => reject(this.died(code, signal)));
        if (!child.connected) reject(this.died(child.exitCode, child.signalCode));
        send({ kind: 'run', type: this.type, call: sendable(context) });
      });
    } finally {
      context.signal.removeEventListener('abort', abort);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        if (child.connected) child.disconnect();
        await ended;
      }
      clearTimeout(kill);
    }
  }

  private async allow(context: JobContext<object>, id: number, send: (sent: ToSolo) => void): Promise<void> {
    try {
      await context.effect(async () => send({ kind: 'effect', id, refusal: null }));
    } catch (error) {
      send({ kind: 'effect', id, refusal: error instanceof Error ? error.message : String(error) });
    }
  }

  private died(code: number | null, signal: string | null): PermanentJobError {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    return new PermanentJobError(
      `It ran alone, after ${this.losses} workers that ran it had stopped answering, and its own process ${how} too`,
      { code: 'PROCESS_DIED' },
    );
  }
}

function sendable({ jobId, organizationId, payload, attempt, dryRun, token }: JobContext<object>) {
  return { jobId, organizationId, payload: { ...payload }, attempt, dryRun, token };
}

/** The word comes back as the class that the engine judges by. */
function toJobError({ word, sentence, code, until }: Extract<FromSolo, { kind: 'threw' }>): JobError {
  if (word === RateLimitedJobError.name && until) return new RateLimitedJobError(sentence, { until, code });
  if (word === PermanentJobError.name) return new PermanentJobError(sentence, { code });
  if (word === JobCancelledError.name) return new JobCancelledError(sentence);
  return new TransientJobError(sentence, { code });
}
