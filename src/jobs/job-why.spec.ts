import { describe, expect, it } from 'vitest';
import type { JobStanding } from '../core/queue/repository/job-standing.js';
import { explain } from './job-why.js';

const now = new Date('2026-11-24T09:00:00Z');
const earlier = new Date('2026-11-24T08:59:00Z');
const later = new Date('2026-11-24T09:05:00Z');
const inMs = (ms: number) => new Date(now.getTime() + ms);

/** A job that has been due for a minute and is the next one of a queue whose ten slots are all taken. */
const standing = (over: Partial<JobStanding> = {}): JobStanding => ({
  now,
  queue: 'content-generation',
  status: 'PENDING',
  attempts: 0,
  maxAttempts: 4,
  error: null,
  createdAt: new Date('2026-11-24T08:00:00Z'),
  runAt: earlier,
  startedAt: null,
  completedAt: null,
  cancelRequestedAt: null,
  inWindow: false,
  lastOutcome: null,
  lastFinishedAt: null,
  paused: false,
  workers: 1,
  slots: 10,
  running: 10,
  finished: 0,
  averageRunMs: null,
  ahead: 0,
  ...over,
});

describe('explain', () => {
  it.each<[string, Partial<JobStanding>, object]>([
    [
      'RUNNING',
      { status: 'RUNNING', startedAt: earlier, attempts: 2 },
      { since: earlier, sentence: 'A worker has been running it since 2026-11-24 08:59:00 UTC, attempt 2 of 4.' },
    ],
    [
      'RUNNING',
      { status: 'RUNNING', startedAt: earlier, cancelRequestedAt: now },
      { sentence: 'A worker runs it, and has been asked at 2026-11-24 09:00:00 UTC to stop.' },
    ],
    [
      'FINISHED',
      { status: 'COMPLETED', completedAt: earlier },
      { since: earlier, sentence: 'The job was completed at 2026-11-24 08:59:00 UTC.' },
    ],
    [
      'FINISHED',
      { status: 'FAILED', completedAt: earlier, error: 'The page is gone.' },
      { sentence: 'The job failed at 2026-11-24 08:59:00 UTC: The page is gone.' },
    ],
    [
      'FINISHED',
      { status: 'CANCELLED', completedAt: earlier },
      { sentence: 'The job was cancelled at 2026-11-24 08:59:00 UTC.' },
    ],
    [
      'SCHEDULED',
      { runAt: later },
      {
        since: new Date('2026-11-24T08:00:00Z'),
        blockedUntil: later,
        estimatedStartAt: later,
        sentence: 'The job is planned for 2026-11-24 09:05:00 UTC.',
      },
    ],
    [
      'BACKOFF',
      { runAt: later, lastOutcome: 'RETRIED', lastFinishedAt: earlier, attempts: 1 },
      {
        since: earlier,
        blockedUntil: later,
        estimatedStartAt: later,
        sentence: 'Attempt 1 of 4 did not succeed: the next one is due at 2026-11-24 09:05:00 UTC.',
      },
    ],
    [
      'BACKOFF',
      { runAt: later, lastOutcome: 'LOST', lastFinishedAt: earlier },
      { blockedUntil: later, sentence: 'Its last run was cut off: it runs again at 2026-11-24 09:05:00 UTC.' },
    ],
    [
      'PLATFORM_RATE_LIMITED',
      { runAt: later, lastOutcome: 'SNOOZED', lastFinishedAt: earlier },
      { blockedUntil: later, sentence: 'The platform asked to wait: the job goes on at 2026-11-24 09:05:00 UTC.' },
    ],
    [
      'QUEUE_PAUSED',
      { paused: true, workers: 0, slots: 0, ahead: 3 },
      {
        since: earlier,
        ahead: 0,
        estimatedStartAt: null,
        sentence: 'The queue content-generation is paused: the job waits until it is resumed.',
      },
    ],
    [
      'NO_WORKER',
      { workers: 0, slots: 0, ahead: 3 },
      { sentence: 'No worker serves the queue content-generation now: the job starts as soon as one does.' },
    ],
    [
      'BEHIND_OTHERS',
      { ahead: 19, averageRunMs: 30_000 },
      {
        ahead: 19,
        estimatedStartAt: inMs(60_000),
        sentence:
          '19 jobs go before it in the queue content-generation; it is expected to start at 2026-11-24 09:01:00 UTC.',
      },
    ],
    [
      'BEHIND_OTHERS',
      { ahead: 1 },
      {
        estimatedStartAt: null,
        sentence: '1 job goes before it in the queue content-generation; when it starts cannot be told yet.',
      },
    ],
    ['DISPATCHING', { running: 9 }, { estimatedStartAt: now }],
    ['DISPATCHING', { inWindow: true, ahead: 40, averageRunMs: 5_000 }, { ahead: 0, estimatedStartAt: inMs(500) }],
  ])('%s: %j', (reason, over, expected) => {
    expect(explain(standing(over))).toMatchObject({ reason, status: over.status ?? 'PENDING', ...expected });
  });

  it('expects a time by what workers finish, rather than by how long a run took', () => {
    expect(explain(standing({ ahead: 99, finished: 50, averageRunMs: 60_000 })).estimatedStartAt).toEqual(inMs(500));
  });

  it('takes the slots that are free into account', () => {
    expect(explain(standing({ ahead: 3, running: 6 })).estimatedStartAt).toEqual(now);
    expect(explain(standing({ ahead: 4, running: 6, averageRunMs: 1_000 })).estimatedStartAt).toEqual(inMs(100));
  });

  it('names no time where more are ahead than are counted', () => {
    const { sentence, estimatedStartAt } = explain(standing({ ahead: 1_000, averageRunMs: 1_000 }));
    expect(sentence).toContain('At least 1000 jobs go before it');
    expect(estimatedStartAt).toBeNull();
  });

  it('names the planned time, whatever else stands in the way', () => {
    expect(explain(standing({ runAt: later, paused: true, workers: 0 })).reason).toBe('SCHEDULED');
  });
});
