import { beginSpan, currentSpan, traced } from './tracing.js';

/** Runs `create` in the span of a creation; {@link currentTraceparent} in it is what the jobs keep. */
export function traceCreation<T>(types: readonly string[], create: () => Promise<T>): Promise<T> {
  const [first, ...others] = new Set(types);
  const name = first !== undefined && others.length === 0 ? `create ${first}` : 'create jobs';
  return traced({ name, kind: 'producer', attributes: { 'job.count': types.length } }, create);
}

/** What a job keeps of the trace in which it is created; null without one. */
export const currentTraceparent = (): string | null => currentSpan()?.traceparent ?? null;

/** What is told of a run. */
export interface TracedRun {
  id: string;
  type: string;
  queue: string;
  attempts: number;
  runAt: Date;
  startedAt: Date | null;
  /** Of the span in which the job was created. */
  traceparent: string | null;
}

/** Runs `work` in the span of a run. Before it stands one for the time from when the job was due until it started. */
export function traceRun<T>(job: TracedRun, work: () => Promise<T>): Promise<T> {
  const { type, queue, traceparent } = job;
  const startedAt = job.startedAt ?? new Date();
  const dispatch = beginSpan({
    name: `dispatch ${type}`,
    kind: 'internal',
    attributes: { 'job.queue': queue },
    parent: traceparent,
    startTime: job.runAt,
  });
  dispatch?.end({ endTime: startedAt });
  const attributes = { 'job.id': job.id, 'job.type': type, 'job.queue': queue, 'job.attempt': job.attempts };
  const start = { name: `run ${type}`, kind: 'consumer', attributes, startTime: startedAt } as const;
  return traced({ ...start, parent: dispatch?.traceparent ?? null }, work);
}

/** Says in the current run's span how it ended. */
export function noteOutcome(outcome: string, errorCode: string | null): void {
  currentSpan()?.note({ 'job.outcome': outcome, ...(errorCode !== null && { 'error.type': errorCode }) });
}
