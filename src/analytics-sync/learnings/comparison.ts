import { normalTails, studentQuantile } from './distributions.js';
import { groupBy } from './group-by.js';
import { seededRandom } from './random.js';

/** One post in a comparison. */
export interface Observation {
  /** The logarithm of its engagement rate. */
  readonly value: number;
  /** Posts are compared with posts of the same stratum only: the same account, read at a like age. */
  readonly stratum: string;
  /** Whether it has the trait that is asked about. */
  readonly isIn: boolean;
}

/** How posts with a trait do beside those without. */
export interface Comparison {
  /** Ratio of the geometric means of the engagement rates. */
  readonly effect: number;
  /** 95 %, of the ratio. */
  readonly interval: readonly [low: number, high: number];
  readonly sampleSize: number;
  readonly baselineSize: number;
  /** Two-sided, by itself. */
  readonly pValue: number;
}

/** The smallest p is 1 in this many. */
const MAX_DRAWS = 20_000;
/** Drawing ends after this many draws at least as extreme: p is then known well enough (Besag and Clifford, 1991). */
const ENOUGH_HITS = 20;
/** Below this many standard deviations p is about 5 % or more, whatever drawing would make of it. */
const WORTH_DRAWING = 2;
const SEED = 20_261_124;

/** What is left of the values when each stratum's mean is taken out. */
interface Stratum {
  readonly residuals: readonly number[];
  /** How many have the trait. */
  readonly inside: number;
  readonly insideSum: number;
  readonly insideSquares: number;
  readonly outsideSquares: number;
}

/**
 * Compares within strata. p is that of a permutation test: how often the trait, dealt out anew among the posts of each
 * stratum, makes at least as great a difference of the mean logarithms. That holds for any distribution of the rates, also
 * for one with a few posts that everybody saw. The interval is Welch's, on the logarithms.
 * @returns null where no stratum has posts of both kinds
 */
export function compare(observations: readonly Observation[]): Comparison | null {
  const strata = stratify(observations);
  const sampleSize = sum(strata.map(({ inside }) => inside));
  const baselineSize = sum(strata.map(({ residuals, inside }) => residuals.length - inside));
  if (sampleSize < 2 || baselineSize < 2) return null;
  const weight = sum(strata.map(weightOf));
  const observed = sum(strata.map(({ insideSum }) => insideSum));
  const difference = observed / weight;
  const error = standardError(strata, weight);
  const reach = studentQuantile(error.degreesOfFreedom) * error.size;
  return {
    effect: Math.exp(difference),
    interval: [Math.exp(difference - reach), Math.exp(difference + reach)],
    sampleSize,
    baselineSize,
    pValue: permute(strata, observed),
  };
}

function stratify(observations: readonly Observation[]): Stratum[] {
  const groups = groupBy(observations, ({ stratum }) => stratum);
  return [...groups.values()].flatMap((group) => {
    const mean = meanOf(group.map(({ value }) => value));
    const inside = group.filter(({ isIn }) => isIn).map(({ value }) => value - mean);
    const outside = group.filter(({ isIn }) => !isIn).map(({ value }) => value - mean);
    if (inside.length === 0 || outside.length === 0) return [];
    return {
      residuals: [...inside, ...outside],
      inside: inside.length,
      insideSum: sum(inside),
      insideSquares: squares(inside),
      outsideSquares: squares(outside),
    };
  });
}

/** What a stratum weighs: least where it has few posts of one kind. */
function weightOf({ residuals: { length }, inside }: Stratum): number {
  return (inside * (length - inside)) / length;
}

/** Of the weighted difference, with the variances of both kinds pooled over the strata (Welch and Satterthwaite). */
function standardError(strata: readonly Stratum[], weight: number) {
  const part = (squaresOf: (stratum: Stratum) => number, countOf: (stratum: Stratum) => number) => {
    const degrees = Math.max(1, sum(strata.map((stratum) => countOf(stratum) - 1)));
    const variance = sum(strata.map(squaresOf)) / degrees;
    const shares = strata.map((stratum) => weightOf(stratum) ** 2 / countOf(stratum));
    return { variance: (variance * sum(shares)) / weight ** 2, degrees };
  };
  const inside = part(
    (stratum) => stratum.insideSquares,
    (stratum) => stratum.inside,
  );
  const outside = part(
    (stratum) => stratum.outsideSquares,
    (stratum) => stratum.residuals.length - stratum.inside,
  );
  const total = inside.variance + outside.variance;
  const spread = inside.variance ** 2 / inside.degrees + outside.variance ** 2 / outside.degrees;
  return { size: Math.sqrt(total), degreesOfFreedom: spread > 0 ? total ** 2 / spread : Infinity };
}

function permute(strata: readonly Stratum[], observed: number): number {
  const variance = sum(
    strata.map((stratum) => {
      const { length } = stratum.residuals;
      return (weightOf(stratum) * sum(stratum.residuals.map((value) => value ** 2))) / (length - 1);
    }),
  );
  if (variance < 1e-12) return 1;
  const z = observed / Math.sqrt(variance);
  if (Math.abs(z) < WORTH_DRAWING) return normalTails(z);
  const random = seededRandom(SEED);
  const piles = strata.map(({ residuals, inside }) => ({ values: [...residuals], inside }));
  const bar = Math.abs(observed) - 1e-9;
  let hits = 0;
  for (let draws = 1; draws <= MAX_DRAWS; draws++) {
    if (Math.abs(sum(piles.map((pile) => deal(pile, random)))) >= bar) hits++;
    if (hits === ENOUGH_HITS) return hits / draws;
  }
  return (hits + 1) / (MAX_DRAWS + 1);
}

/** Draws as many of the values as have the trait, and adds them up; of two kinds the rarer is drawn, as they add up to 0. */
function deal({ values, inside }: { values: number[]; inside: number }, random: () => number): number {
  const count = Math.min(inside, values.length - inside);
  let total = 0;
  for (let at = 0; at < count; at++) {
    const from = at + Math.floor(random() * (values.length - at));
    const drawn = values[from]!;
    values[from] = values[at]!;
    values[at] = drawn;
    total += drawn;
  }
  return count === inside ? total : -total;
}

/**
 * Holm's procedure: which of the comparisons hold when at most `level` of such families may have any that does by chance.
 * @param pValues of all comparisons that were made, not only of the promising ones
 */
export function holm(pValues: readonly number[], level: number): boolean[] {
  const order = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  const firstToFail = order.findIndex(({ p }, rank) => p > level / (order.length - rank));
  const holding = new Set((firstToFail < 0 ? order : order.slice(0, firstToFail)).map(({ index }) => index));
  return pValues.map((_, index) => holding.has(index));
}

function meanOf(values: readonly number[]): number {
  return sum(values) / values.length;
}

function squares(values: readonly number[]): number {
  const mean = meanOf(values);
  return sum(values.map((value) => (value - mean) ** 2));
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
