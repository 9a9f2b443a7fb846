import type { Ground } from './ground.js';
import type { Spread } from './statistics.js';

/** What a row is measured with. */
export interface RowContext {
  ground: Ground;
  /** How often each side is measured; sides take turns: A B C, A B C. */
  rounds: number;
  /** A quick try-out: less of everything, figures without worth. */
  short: boolean;
  say(line: string): void;
}

/** A line of the table. */
export interface Line {
  row: number;
  /** What is compared with what. */
  what: string;
  ratio: Spread;
  /** The same, of the base against itself. */
  noise: Spread;
  /** Absent: told beside the others, nothing is asked of it. */
  target?: { atLeast: number } | { atMost: number };
  /** Medians with their units, of this machine alone. */
  figures: Record<string, string>;
}

/** One row of the benchmark: a question, asked of several sides in turn. */
export interface Row {
  number: number;
  title: string;
  /** What must be there: without it the row is left out, and this says why. */
  run(context: RowContext): Promise<Line[]>;
}

/** Whether the median is where it should be; null where nothing is asked. */
export function isMet({ ratio, target }: Line): boolean | null {
  if (!target) return null;
  return 'atLeast' in target ? ratio.median >= target.atLeast : ratio.median <= target.atMost;
}

/**
 * Measures sides in turn: in every round each of them once.
 * @returns a value a round, by side
 */
export async function interleave<Side extends string, Value>(
  { rounds, say }: Pick<RowContext, 'rounds' | 'say'>,
  sides: readonly Side[],
  measure: (side: Side, round: number) => Promise<Value>,
  describe: (value: Value) => string,
): Promise<Record<Side, Value[]>> {
  const values = Object.fromEntries(sides.map((side) => [side, [] as Value[]])) as Record<Side, Value[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) {
      const value = await measure(side, round);
      values[side].push(value);
      say(`  round ${round + 1}, ${side}: ${describe(value)}`);
    }
  }
  return values;
}
