import type { JobStatus } from '../core/database/enums.js';
import { isFinal } from '../core/queue/job-state.js';
import { type JobStanding, MAX_AHEAD } from '../core/queue/repository/job-standing.js';

/** Why a job is where it is. Nothing gives ACCOUNT_NEEDS_REAUTH or BUDGET_EXHAUSTED yet: such a job fails instead of waiting. */
export const reasons = [
  'RUNNING',
  'FINISHED',
  'SCHEDULED',
  'BACKOFF',
  'NO_WORKER',
  'QUEUE_PAUSED',
  'BEHIND_OTHERS',
  'PLATFORM_RATE_LIMITED',
  'ACCOUNT_NEEDS_REAUTH',
  'DISPATCHING',
  'BUDGET_EXHAUSTED',
] as const;

export type Reason = (typeof reasons)[number];

/** The answer to "why does my job not run?". */
export interface Why {
  status: JobStatus;
  reason: Reason;
  sentence: string;
  /** From when on it has been so: begun, ended, planned, put off or due. */
  since: Date;
  /** The time before which it cannot run; null where nothing but others' work, or nothing, stands before it. */
  blockedUntil: Date | null;
  /** How many due jobs go before it; other reasons than BEHIND_OTHERS have 0. */
  ahead: number;
  /** null where it has started, or nobody can know. */
  estimatedStartAt: Date | null;
}

/** Workers report what they finished in this time (`JobStanding.finished`). */
const REPORTED_MS = 250;

/** Decides why a job is where it is; of several reasons the one that ends last. */
export function explain(standing: JobStanding): Why {
  if (isFinal(standing.status)) return explainEnd(standing);
  if (standing.status === 'RUNNING') return explainRun(standing);
  if (standing.runAt > standing.now) return explainDelay(standing);
  return explainWait(standing);
}

function explainEnd(standing: JobStanding): Why {
  const { completedAt, error } = standing;
  const at = timeOf(completedAt!);
  const sentences: Partial<Record<JobStatus, string>> = {
    COMPLETED: `The job was completed at ${at}.`,
    FAILED: `The job failed at ${at}${error ? `: ${error}` : ''}`,
    CANCELLED: `The job was cancelled at ${at}.`,
  };
  return why(standing, 'FINISHED', sentences[standing.status]!, { since: completedAt! });
}

function explainRun(standing: JobStanding): Why {
  const { startedAt, attempts, maxAttempts, cancelRequestedAt } = standing;
  const sentence = cancelRequestedAt
    ? `A worker runs it, and has been asked at ${timeOf(cancelRequestedAt)} to stop.`
    : `A worker has been running it since ${timeOf(startedAt!)}, attempt ${attempts} of ${maxAttempts}.`;
  return why(standing, 'RUNNING', sentence, { since: startedAt! });
}

function explainDelay(standing: JobStanding): Why {
  const { runAt, lastOutcome, lastFinishedAt, attempts, maxAttempts, createdAt } = standing;
  const at = timeOf(runAt);
  const delay = { since: lastFinishedAt ?? createdAt, blockedUntil: runAt, estimatedStartAt: runAt };
  switch (lastOutcome) {
    case null:
      return why(standing, 'SCHEDULED', `The job is planned for ${at}.`, delay);
    case 'SNOOZED':
      return why(standing, 'PLATFORM_RATE_LIMITED', `The platform asked to wait: the job goes on at ${at}.`, delay);
    case 'RETRIED': {
      const sentence = `Attempt ${attempts} of ${maxAttempts} did not succeed: the next one is due at ${at}.`;
      return why(standing, 'BACKOFF', sentence, delay);
    }
    default:
      return why(standing, 'BACKOFF', `Its last run was cut off: it runs again at ${at}.`, delay);
  }
}

function explainWait(standing: JobStanding): Why {
  const { queue, paused, workers, ahead, inWindow } = standing;
  if (paused) return why(standing, 'QUEUE_PAUSED', `The queue ${queue} is paused: the job waits until it is resumed.`);
  if (workers === 0)
    return why(standing, 'NO_WORKER', `No worker serves the queue ${queue} now: the job starts as soon as one does.`);
  if (inWindow || ahead === 0) {
    const estimatedStartAt = estimateStart({ ...standing, ahead: 0 });
    const sentence = `It is the job's turn: the next free worker takes it${expected(estimatedStartAt)}.`;
    return why(standing, 'DISPATCHING', sentence, { estimatedStartAt });
  }
  const estimatedStartAt = estimateStart(standing);
  const count = ahead === 1 ? '1 job goes' : `${ahead < MAX_AHEAD ? ahead : `At least ${ahead}`} jobs go`;
  return why(standing, 'BEHIND_OTHERS', `${count} before it in the queue ${queue}${expected(estimatedStartAt)}.`, {
    ahead,
    estimatedStartAt,
  });
}

/**
 * When it gets a worker, if those ahead take as long as what was finished lately: by the workers' own count where they
 * finish several jobs a second, else by how long the organization's last runs took.
 */
function estimateStart({ now, ahead, slots, running, finished, averageRunMs }: JobStanding): Date | null {
  if (ahead >= MAX_AHEAD) return null;
  const free = Math.max(slots - running, 0);
  if (ahead < free) return now;
  const msEach = finished > 0 ? REPORTED_MS / finished : averageRunMs === null ? null : averageRunMs / slots;
  return msEach === null ? null : new Date(now.getTime() + Math.ceil((ahead - free + 1) * msEach));
}

function why(
  { status, runAt }: JobStanding,
  reason: Reason,
  sentence: string,
  more: Partial<Omit<Why, 'status' | 'reason' | 'sentence'>> = {},
): Why {
  return { status, reason, sentence, since: runAt, blockedUntil: null, ahead: 0, estimatedStartAt: null, ...more };
}

function expected(estimatedStartAt: Date | null): string {
  return estimatedStartAt
    ? `; it is expected to start at ${timeOf(estimatedStartAt)}`
    : '; when it starts cannot be told yet';
}

/** `2026-11-24 09:00:00 UTC` */
function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
