import { isKept, type Verdict } from './verdict.js';

/** A row of the table. */
export interface Row {
  title: string;
  verdict: Verdict;
}

const columns: [string, (verdict: Verdict) => string | number][] = [
  ['faults', ({ faults }) => faults],
  ['acknowledged', ({ acknowledged }) => acknowledged],
  ['final', ({ final }) => final],
  ['lost', ({ lost }) => lost],
  ['effects twice', ({ effectsTwice }) => effectsTwice],
  ['stale accepted', ({ staleAccepted }) => staleAccepted],
  ['stuck', ({ stuck }) => stuck],
  ['p95 recovery', ({ p95RecoveryMs }) => (p95RecoveryMs === null ? '-' : `${(p95RecoveryMs / 1_000).toFixed(1)} s`)],
  ['', (verdict) => (isKept(verdict) ? 'kept' : 'BROKEN')],
];

/** The table of a backend's run, its sum, and what is wrong beyond the columns. */
export function formatReport(rows: readonly Row[]): string {
  const all = [...rows, { title: 'all', verdict: sum(rows.map(({ verdict }) => verdict)) }];
  const cells = [
    ['promise', ...columns.map(([name]) => name)],
    ...all.map(({ title, verdict }) => [title, ...columns.map(([, read]) => String(read(verdict)))]),
  ];
  const widths = cells[0]!.map((_, index) => Math.max(...cells.map((row) => row[index]!.length)));
  const lines = cells.map((row) => {
    const padded = row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!)));
    return padded.join('  ').trimEnd();
  });
  const problems = rows.flatMap(({ title, verdict }) => verdict.problems.map((problem) => `${title}: ${problem}`));
  return [...lines, ...problems].join('\n');
}

function sum(verdicts: readonly Verdict[]): Verdict {
  const total = (read: (verdict: Verdict) => number): number =>
    verdicts.reduce((result, verdict) => result + read(verdict), 0);
  const recoveries = verdicts.map(({ p95RecoveryMs }) => p95RecoveryMs).filter((value) => value !== null);
  return {
    faults: total(({ faults }) => faults),
    acknowledged: total(({ acknowledged }) => acknowledged),
    final: total(({ final }) => final),
    lost: total(({ lost }) => lost),
    effectsTwice: total(({ effectsTwice }) => effectsTwice),
    staleAccepted: total(({ staleAccepted }) => staleAccepted),
    stuck: total(({ stuck }) => stuck),
    // The slowest promise's: an average of percentiles says nothing.
    p95RecoveryMs: recoveries.length > 0 ? Math.max(...recoveries) : null,
    problems: verdicts.flatMap(({ problems }) => problems),
  };
}
