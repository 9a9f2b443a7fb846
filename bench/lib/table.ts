import { isMet, type Line } from './row.js';
import type { Spread } from './statistics.js';

const HEAD = ['row', 'what', 'ratio', 'rounds', 'A/A', 'target', '', 'figures (medians)'];

/** One line a comparison, in columns. */
export function formatTable(lines: readonly Line[]): string {
  const cells = [HEAD, ...lines.map(toCells)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function toCells(line: Line): string[] {
  const met = isMet(line);
  return [
    String(line.row),
    line.what,
    short(line.ratio.median),
    range(line.ratio),
    range(line.noise),
    line.target ? ('atLeast' in line.target ? `≥ ${line.target.atLeast}` : `≤ ${line.target.atMost}`) : '',
    met === null ? '' : met ? 'met' : 'MISSED',
    Object.entries(line.figures)
      .map(([name, figure]) => `${name} ${figure}`)
      .join(', '),
  ];
}

const range = ({ least, most }: Spread): string => `${short(least)}–${short(most)}`;

/** Three digits that count. */
const short = (value: number): string => (value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString());
