import { describe, expect, it } from 'vitest';
import { median, percentile, ratio } from './statistics.js';

describe('percentile', () => {
  it('lies between its neighbours', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(percentile([10, 20, 30], 0.75)).toBe(25);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('refuses to be of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('no values');
  });
});

describe('ratio', () => {
  it('compares round by round, not the medians', () => {
    expect(ratio([10, 30, 20], [10, 10, 40])).toEqual({ median: 1, least: 0.5, most: 3 });
  });

  it('refuses rounds that have no counterpart', () => {
    expect(() => ratio([1], [1, 2])).toThrow('1 rounds against 2');
  });
});
