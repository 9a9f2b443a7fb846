import { describe, expect, it } from 'vitest';
import { describeDuration, describeMinute, describeWhen } from './describe-time.js';

const now = Date.parse('2026-11-25T12:00:00Z');

describe('describeWhen', () => {
  it.each([
    ['2026-11-25T12:00:01Z', 'now'],
    ['2026-11-25T11:59:50Z', '10 s ago'],
    ['2026-11-25T12:05:59Z', 'in 5 min'],
    ['2026-11-25T09:00:00Z', '3 h ago'],
    ['2026-11-24T11:00:00Z', '1 d ago'],
    ['2026-10-01T12:00:00Z', 'Oct 1, 2026'],
  ])('%s', (at, text) => {
    expect(describeWhen(at, now)).toBe(text);
  });
});

describe('describeMinute', () => {
  it('has the zone and no seconds', () => {
    expect(describeMinute('2026-11-25T07:00:00Z', 'Asia/Kolkata')).toBe('Wed, Nov 25, 12:30 GMT+5:30');
  });
});

describe('describeDuration', () => {
  it.each([
    [-5, '0 ms'],
    [340, '340 ms'],
    [2_449, '2.4 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [273_600_000, '3 d 4 h'],
  ])('%d ms', (ms, text) => {
    expect(describeDuration(ms)).toBe(text);
  });
});
