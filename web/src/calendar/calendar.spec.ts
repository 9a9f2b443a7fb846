import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentItem } from '../content/content.js';
import { dayKey, monthKey, monthOf, monthsLater, postsByDay, weeksOf } from './calendar.js';

describe('weeksOf', () => {
  it('begins each week with a Monday and has every day of the month once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2200 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const weeks = weeksOf({ year, month });
        expect(weeks.every(([first, ...rest]) => first!.getDay() === 1 && rest.length === 6)).toBe(true);
        const inside = weeks.flat().filter((day) => dayKey(day).startsWith(monthKey({ year, month })));
        expect(inside.map((day) => day.getDate())).toEqual(
          Array.from({ length: new Date(year, month, 0).getDate() }, (_, index) => index + 1),
        );
        expect(weeks.every((week) => week.some((day) => inside.includes(day)))).toBe(true);
      }),
    );
  });
});

describe('monthOf', () => {
  const now = new Date(2026, 10, 25);

  it.each([
    ['2027-02', '2027-02'],
    [null, '2026-11'],
    ['2026-13', '2026-11'],
    ['<b>', '2026-11'],
  ])('%s', (text, key) => {
    expect(monthKey(monthOf(text, now))).toBe(key);
  });
});

it('goes over the year', () => {
  expect([monthsLater({ year: 2026, month: 12 }, 1), monthsLater({ year: 2026, month: 1 }, -1)].map(monthKey)).toEqual([
    '2027-01',
    '2025-12',
  ]);
});

it('sorts what is out and what is planned into days, and names what is planned', () => {
  const publication = {
    socialAccountId: 'a',
    status: 'CONFIRMED',
    publishedAt: new Date(2026, 10, 3, 9).toISOString(),
  };
  const item = {
    id: 'i',
    topic: 'Tea',
    variations: [{ id: 'v', platform: 'TWITTER', metrics: null, publications: [publication] }],
  } as unknown as ContentItem;
  const plan = (jobId: string, variationId: string) => {
    const at = new Date(2026, 10, 3, 8).toISOString();
    return { jobId, brandId: 'b', variationId, socialAccountId: 'a', platform: 'TWITTER', at };
  };
  const days = postsByDay([item], [plan('j', 'v'), plan('k', 'unknown')]);
  expect([...days.keys()]).toEqual(['2026-11-03']);
  expect(days.get('2026-11-03')!.map(({ status, title, to }) => [status, title, to])).toEqual([
    ['PLANNED', 'Tea', '/content/i'],
    ['PLANNED', 'A post', '/jobs/k'],
    ['PUBLISHED', 'Tea', '/content/i'],
  ]);
});
