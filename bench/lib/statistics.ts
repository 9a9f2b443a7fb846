/** What rounds of a measurement come to. */

/** A median, and the least and the most that a round gave. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** @throws Error when there is nothing to take it of */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is no percentile of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/**
 * One side against another: each round by itself, so that what slows a whole round leaves its ratio alone.
 * @param values a figure a round, of the side that is measured
 * @param base a figure a round, of what it is measured against
 */
export function ratio(values: readonly number[], base: readonly number[]): Spread {
  if (values.length !== base.length) throw new Error(`${values.length} rounds against ${base.length}`);
  return spread(values.map((value, round) => value / base[round]!));
}
