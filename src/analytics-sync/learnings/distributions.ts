/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 97.5 % point of Student's t, by the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5): within 0.2 % from three
 * degrees of freedom on. Fewer count as three.
 */
export function studentQuantile(degreesOfFreedom: number): number {
  const v = Math.max(3, degreesOfFreedom);
  return (
    Z +
    (Z ** 3 + Z) / (4 * v) +
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * v ** 2) +
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / (384 * v ** 3) +
    (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / (92160 * v ** 4)
  );
}

/** How likely a standard normal value is at least this far from 0, on either side (Abramowitz and Stegun 26.2.17, within 2e-7). */
export function normalTails(z: number): number {
  const x = Math.abs(z);
  const t = 1 / (1 + 0.2316419 * x);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (2 * series * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
