/** The sum of the counts that a platform tells; null when it tells none. */
export function sumTold(counts: readonly (number | null | undefined)[]): number | null {
  const told = counts.filter((count) => count !== null && count !== undefined);
  return told.length > 0 ? told.reduce((sum, count) => sum + count, 0) : null;
}
