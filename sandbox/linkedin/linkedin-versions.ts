/** LinkedIn's versions are months; each lives for a year, to the middle of its month (recent changes: sunset dates). */
const SUNSET_DAY = 16;

/**
 * Whether a version answers at a time.
 * @param version `LinkedIn-Version`, `YYYYMM`
 */
export function isActive(version: string, now: Date): boolean {
  const [, year, month] = /^(20\d{2})(0[1-9]|1[0-2])$/.exec(version) ?? [];
  if (year === undefined) return false;
  const beginsAt = Date.UTC(Number(year), Number(month) - 1, 1);
  const endsAt = Date.UTC(Number(year) + 1, Number(month) - 1, SUNSET_DAY);
  return beginsAt <= now.getTime() && now.getTime() < endsAt;
}
