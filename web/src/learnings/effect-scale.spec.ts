import { describe, expect, it } from 'vitest';
import { describeP, describeRatio, placeOf, reachOf } from './effect-scale.js';

describe('reachOf', () => {
  it.each([
    [[], 2],
    [[[0.9, 1.4]], 2],
    [
      [
        [0.9, 1.4],
        [0.3, 0.8],
      ],
      4,
    ],
    [[[0.01, 90]], 8],
  ])('%j', (intervals, reach) => {
    expect(reachOf(intervals)).toBe(reach);
  });
});

describe('placeOf', () => {
  it.each([
    [1, 50],
    [2, 75],
    [0.25, 0],
    [0, 0],
    [1_000, 100],
    [Number.NaN, 50],
  ])('%d', (ratio, place) => {
    expect(placeOf(ratio, 4)).toBeCloseTo(place);
  });
});

it('rounds', () => {
  expect([describeRatio(1.4159), describeP(0.0312), describeP(0.0001)]).toEqual(['1.42 ×', '0.031', '< 0.001']);
});
