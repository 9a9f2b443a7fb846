/** Something that was done to the system. */
export interface Fault {
  kind: string;
  /** ms since 1970 */
  at: number;
  /** What it hit, by which its recovery is measured: the jobs of a process, by its id, or whatever begins next. */
  hit?: number | 'system';
}

/** What a promise's run came to. Everything but the first three columns and the last must be 0 or empty. */
export interface Verdict {
  faults: number;
  acknowledged: number;
  final: number;
  /** Acknowledged, and not in the record. */
  lost: number;
  effectsTwice: number;
  /** Outcomes that were written under a token other than that of the run, or beside another run. */
  staleAccepted: number;
  /** Acknowledged, and not final within its time after the last fault was healed. */
  stuck: number;
  /** From a fault until what it hit was running again, ms; null where nothing was hit. */
  p95RecoveryMs: number | null;
  /** What else is wrong, a sentence each. */
  problems: string[];
}

/** What is wrong, a line each; none when the promise was kept. */
export function complaints({ lost, effectsTwice, staleAccepted, stuck, problems }: Verdict): string[] {
  const counted = Object.entries({ lost, 'effects twice': effectsTwice, 'stale accepted': staleAccepted, stuck });
  return [...counted.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`), ...problems];
}

export function isKept(verdict: Verdict): boolean {
  return complaints(verdict).length === 0;
}
