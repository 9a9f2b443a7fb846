import { describe, expect, it } from 'vitest';
import { type Job, type JobPageBody, needsLook, withEvent, withHead } from './job-list.js';

/** The nth job, created in the nth second. */
const job = (n: number, changes: Partial<Job> = {}): Job =>
  ({
    id: `job${n}`,
    type: 'SYNC_RSS',
    status: 'PENDING',
    createdAt: `2026-11-25T00:00:0${n}Z`,
    updatedAt: '1',
    ...changes,
  }) as Job;

const page = (numbers: number[], nextCursor: string | null): JobPageBody => ({
  jobs: numbers.map((n) => job(n)),
  nextCursor,
  totalCount: 9,
});

const numbers = ({ jobs }: JobPageBody) => jobs.map(({ id }) => Number(id.slice(3)));

describe('withHead', () => {
  it('keeps what was read below the first page', () => {
    const merged = withHead(page([5, 4, 3, 2], 'after 2'), page([7, 6, 5, 4], 'after 4'));
    expect([numbers(merged), merged.nextCursor]).toEqual([[7, 6, 5, 4, 3, 2], 'after 2']);
  });

  it('drops what is no longer in the list', () => {
    expect(numbers(withHead(page([5, 4, 3], null), page([5, 3], 'after 3')))).toEqual([5, 3]);
  });

  it('begins anew where rows between are not known', () => {
    const merged = withHead(page([3, 2], 'after 2'), page([8, 7], 'after 7'));
    expect([numbers(merged), merged.nextCursor]).toEqual([[8, 7], 'after 7']);
  });

  it('is all there is where none follow', () => {
    expect(numbers(withHead(page([5, 4, 3], null), page([4], null)))).toEqual([4]);
  });
});

describe('withEvent', () => {
  const event = { id: 'job4', type: 'SYNC_RSS', status: 'RUNNING', progress: 40, attempts: 1, updatedAt: '2' } as const;

  it('changes the row', () => {
    expect(withEvent([job(5), job(4)], event)).toMatchObject([
      { status: 'PENDING' },
      { status: 'RUNNING', progress: 40 },
    ]);
  });

  it('leaves a row alone that is newer, and a list without it', () => {
    const newer = [job(4, { updatedAt: '3' })];
    const others = [job(5)];
    expect(withEvent(newer, event)).toBe(newer);
    expect(withEvent(others, event)).toBe(others);
  });

  it.each([
    ['a job that is not there', [], [], true],
    ['progress of a row', [], [job(4, { status: 'RUNNING' })], false],
    ['another status of a row', [], [job(4)], true],
    ['a row that does not fit any more', ['PENDING'], [job(4)], true],
    ['a job that does not fit', ['FAILED'], [], false],
  ] as const)('%s', (_name, status, rows, expected) => {
    expect(needsLook(event, { status: [...status], type: [], brandId: null }, [...rows])).toBe(expected);
  });
});
