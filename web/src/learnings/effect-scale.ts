/** From half to twice is always seen; beyond eight times the picture says no more. */
const LEAST = 2;
const MOST = 8;

/** How far the axis reaches, as a ratio, so that all these intervals are seen: 2, 4 or 8; to the other side as far. */
export function reachOf(intervals: readonly (readonly number[])[]): number {
  const farthest = Math.max(LEAST, ...intervals.flat().map((ratio) => Math.max(ratio, 1 / ratio)));
  return [LEAST, 4].find((reach) => farthest <= reach) ?? MOST;
}

/** Where a ratio stands on an axis from 1/reach (0) over 1 (50) to reach (100), in percent; equal factors are equally far apart. */
export function placeOf(ratio: number, reach: number): number {
  const place = 50 + (50 * Math.log(ratio)) / Math.log(reach);
  return Number.isNaN(place) ? 50 : Math.min(100, Math.max(0, place));
}

/** `1.42 ×` */
export const describeRatio = (ratio: number): string => `${ratio.toFixed(2)} ×`;

/** `0.031`, `< 0.001` */
export const describeP = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));
