import { expect, it } from 'vitest';
import { perMinute } from './per-minute.js';

it('counts what ended in each minute', () => {
  const job = (status: 'COMPLETED' | 'FAILED' | 'RUNNING', at: string) => ({
    status,
    completedAt: status === 'RUNNING' ? null : `2026-11-25T${at}Z`,
    updatedAt: `2026-11-25T${at}Z`,
  });
  const jobs = [
    job('COMPLETED', '09:59:59'),
    job('COMPLETED', '10:00:00'),
    job('COMPLETED', '10:02:59'),
    job('FAILED', '10:02:00'),
    job('RUNNING', '10:02:00'),
  ];
  const last = Date.parse('2026-11-25T10:02:00Z') / 60_000;

  expect(perMinute(jobs, last, 3)).toEqual({
    times: [last - 2, last - 1, last].map((minute) => minute * 60),
    completed: [1, 0, 1],
    failed: [0, 0, 1],
  });
});
