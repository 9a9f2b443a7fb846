import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobCancelledError, PermanentJobError, RateLimitedJobError, TransientJobError } from './job-errors.js';
import { conclude, type Ending } from './job-outcome.js';
import type { Started } from './repository/start-jobs.js';

const backoffMs = [60_000, 300_000, 900_000];
const policy = { backoffMs, random: () => 0.5 };
const startedAt = new Date('2026-01-01T00:00:00Z');

const started = (over: Partial<Started> = {}): Started =>
  ({ id: 'job', token: 7n, attempts: 1, maxAttempts: 4, startedAt, snoozedSince: null, ...over }) as Started;

const threw = (error: unknown, abortedBy: Extract<Ending, { error: unknown }>['abortedBy'] = null): Ending => ({
  error,
  abortedBy,
});

const judged = (ending: Ending, over: Partial<Started> = {}, with_ = policy) =>
  conclude(started(over), ending, 5_000, with_);

describe('conclude', () => {
  it('completes what returned', () => {
    expect(judged({ result: '{}' })).toMatchObject({
      jobId: 'job',
      token: 7n,
      status: 'COMPLETED',
      result: '{}',
      error: null,
    });
  });

  it('retries what is transient after each delay, then fails it', () => {
    const error = new TransientJobError('later', { code: 'BUSY' });
    const verdicts = [1, 2, 3, 4].map((attempts) => judged(threw(error), { attempts }));
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual(['RETRIED', 'RETRIED', 'RETRIED', 'FAILED']);
    expect(verdicts.map((verdict) => verdict.runAt)).toEqual([...backoffMs.map((inMs) => ({ inMs })), null]);
    expect(verdicts[3]).toMatchObject({ error: 'later', errorCode: 'BUSY', refund: false });
  });

  it('spreads every delay by at most a tenth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, random) => {
          const { runAt } = judged(threw(new Error()), { attempts }, { backoffMs, random: () => random });
          const delay = backoffMs[attempts - 1]!;
          const inMs = runAt && 'inMs' in runAt ? runAt.inMs : Number.NaN;
          return Math.abs(inMs - delay) <= delay / 10 + 1;
        },
      ),
    );
  });

  it('tells users nothing of what an unexpected error says', () => {
    for (const error of [new Error('SELECT secret'), 'a string', undefined, { token: 'x' }]) {
      const verdict = judged(threw(error));
      expect(verdict.errorCode).toBe('INTERNAL_ERROR');
      expect(verdict.error).not.toMatch(/secret|string|token/);
    }
  });

  it('snoozes until the time that was asked for, and gives the attempt back', () => {
    const until = new Date(startedAt.getTime() + 60_000);
    const verdict = judged(threw(new RateLimitedJobError('wait', { until })));
    expect(verdict).toMatchObject({ outcome: 'SNOOZED', status: 'PENDING', runAt: { at: until }, refund: true });
  });

  it('snoozes for a day in all', () => {
    const until = new Date(startedAt.getTime() + 2 * 3_600_000);
    const snoozedSince = new Date(startedAt.getTime() - 23 * 3_600_000);
    expect(judged(threw(new RateLimitedJobError('wait', { until })), { snoozedSince }).outcome).toBe('FAILED');
  });

  it.each([
    ['TIMEOUT', 'RETRIED', 'TIMEOUT'],
    ['CANCELLED', 'CANCELLED', 'CANCELLED'],
    ['SHUTDOWN', 'INTERRUPTED', 'INTERRUPTED'],
  ] as const)('judges a run that was stopped by %s as %s, whatever its handler threw', (why, outcome, errorCode) => {
    for (const error of [new Error('aborted'), new TransientJobError('cut off')]) {
      expect(judged(threw(error, why))).toMatchObject({ outcome, errorCode });
    }
  });

  it('lets a permanent failure stand, also of a run that was stopped', () => {
    for (const why of ['TIMEOUT', 'CANCELLED', 'SHUTDOWN'] as const) {
      expect(judged(threw(new PermanentJobError('never', { code: 'NEVER' }), why))).toMatchObject({
        outcome: 'FAILED',
        errorCode: 'NEVER',
      });
    }
  });

  it('cuts a long text between characters', () => {
    const { error } = judged(threw(new PermanentJobError(`a${'😀'.repeat(2_000)}`)));
    expect([error!.isWellFormed(), error!.length]).toEqual([true, 2_000]);
  });

  it('cancels where the handler says so', () => {
    expect(judged(threw(new JobCancelledError()))).toMatchObject({ outcome: 'CANCELLED', status: 'CANCELLED' });
  });

  it('stores no text that PostgreSQL refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const { error } = judged(threw(new PermanentJobError(text)));
        return error!.isWellFormed() && !error!.includes('\0') && error!.length <= 2_000;
      }),
    );
  });
});
