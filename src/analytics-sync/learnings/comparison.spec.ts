import { describe, expect, it } from 'vitest';
import { compare, holm, type Observation } from './comparison.js';
import { normalTails, studentQuantile } from './distributions.js';

const seen = (inside: number[], outside: number[], stratum = 'a'): Observation[] => [
  ...inside.map((value) => ({ value, stratum, isIn: true })),
  ...outside.map((value) => ({ value, stratum, isIn: false })),
];

describe('compare', () => {
  it('tells the ratio of the geometric means, and its p as all permutations have it', () => {
    const found = compare(seen([5, 6, 7, 8], [0, 1, 2, 3]))!;
    expect(found.effect).toBeCloseTo(Math.exp(5), 6);
    // 2 of the 70 ways to choose 4 of 8 are as extreme.
    expect(found.pValue).toBeGreaterThan(0.02);
    expect(found.pValue).toBeLessThan(0.04);
    // Welch with equal variances of 5/3: t(0.975, 6) = 2.447, standard error sqrt(5/6).
    expect(Math.log(found.interval[0])).toBeCloseTo(5 - 2.447 * Math.sqrt(5 / 6), 2);
  });

  it('compares within strata only', () => {
    const observations = [...seen([10, 11, 10], [10, 11, 10, 11], 'old'), ...seen([0, 1], [0, 1, 0, 1, 0], 'new')];
    expect(compare(observations)!.effect).toBeCloseTo(1, 0);
    expect(compare([...seen([1, 2], [], 'a'), ...seen([], [3, 4], 'b')])).toBeNull();
  });

  it('has no opinion of posts that all do the same', () => {
    expect(compare(seen([1, 1, 1], [1, 1, 1]))).toMatchObject({ effect: 1, pValue: 1 });
  });
});

describe('holm', () => {
  it('lets fewer pass the more was asked', () => {
    expect(holm([0.001, 0.04, 0.02], 0.05)).toEqual([true, true, true]);
    expect(holm([0.001, 0.04, 0.03], 0.05)).toEqual([true, false, false]);
    expect(holm([0.04, ...Array.from({ length: 9 }, () => 0.5)], 0.05)).not.toContain(true);
    expect(holm([], 0.05)).toEqual([]);
  });
});

describe('the distributions', () => {
  it.each([
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [Infinity, 1.96],
  ])("has Student's 97.5 %% point for %d degrees of freedom", (degrees, point) => {
    expect(studentQuantile(degrees)).toBeCloseTo(point, 1);
    expect(Math.abs(studentQuantile(degrees) / point - 1)).toBeLessThan(0.005);
  });

  it('has the tails of the normal distribution', () => {
    expect(normalTails(1.96)).toBeCloseTo(0.05, 4);
    expect(normalTails(-3)).toBeCloseTo(0.0027, 4);
  });
});
