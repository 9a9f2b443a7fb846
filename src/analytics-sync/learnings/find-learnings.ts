import { setImmediate } from 'node:timers/promises';
import type { LearningKind, Platform } from '../../core/database/enums.js';
import { type Comparison, compare, holm } from './comparison.js';
import { groupBy } from './group-by.js';
import type { MeasuredText } from './measured-text.js';
import { type Trait, traitsOf } from './traits.js';

/** Something that a brand's figures say, with how sure that is. */
export interface Finding extends Comparison {
  readonly platform: Platform;
  readonly kind: LearningKind;
  readonly key: string;
  /** A sentence for a person, without the figures. */
  readonly insight: string;
  /** Whether it holds up; what does not is a candidate at best. */
  readonly holds: boolean;
}

/** A comparison that was made. */
interface Compared {
  readonly platform: Platform;
  /** The platform's posts. */
  readonly own: readonly MeasuredText[];
  readonly trait: Trait;
  readonly comparison: Comparison;
}

/** Of all brands with nothing but noise, at most this share has any learning at a time. Below 5 %, as each sync looks again. */
const FAMILY_LEVEL = 0.025;
/** Before that, what is worth showing as a candidate. */
const CANDIDATE_LEVEL = 0.05;
/** What changes less is not worth following: a ratio, or 1 over it. */
const MIN_EFFECT = 1.2;
const MIN_SAMPLE = 5;
const MIN_BASELINE = 10;
/** With fewer views the rate of a post is chance. */
const MIN_IMPRESSIONS = 20;
/** In each half of the time, to ask of it whether it agrees. */
const MIN_IN_HALF = 3;

const DAY_MS = 86_400_000;
/** Figures grow for about three days, and X shows its own count of engagements for thirty. */
const AGES_DAYS = [1, 3, 30];

/**
 * What can be learned from a brand's posts, by arithmetic alone.
 *
 * Each platform's posts with a trait (an hour, a weekday, a length, …) are compared with its other posts by the logarithm of
 * the engagement rate. Posts are compared only with posts of the same account whose figures were read at a like age (under
 * 1, 3, 30 days, later), so that young posts count and do no harm. A finding holds when
 * - both sides are large enough: 5 posts and 10,
 * - its p, two-sided, of a permutation test passes Holm's procedure at 2.5 % over all comparisons of the brand,
 * - the ratio is 1.2 or more (or 1 / 1.2 or less), and its 95 % interval does not hold 1,
 * - the earlier and the later half of the posts point the same way, where each has 3 posts on both sides: one lucky week,
 *   or what was true once, is not enough.
 * @returns those that hold, and the candidates with p below 5 %. Thousands of posts take seconds: others get their turn between
 * two comparisons.
 * @throws the signal's reason when it aborts
 */
export async function findLearnings(posts: readonly MeasuredText[], signal: AbortSignal): Promise<Finding[]> {
  const platforms = groupBy(
    posts.filter(({ impressions }) => impressions >= MIN_IMPRESSIONS),
    ({ platform }) => platform,
  );
  const compared: Compared[] = [];
  for (const [platform, own] of platforms) {
    for (const trait of distinctTraits(own)) {
      await setImmediate();
      signal.throwIfAborted();
      const comparison = compareBy(trait, own);
      if (comparison && isLargeEnough(comparison)) compared.push({ platform, own, trait, comparison });
    }
  }
  const passes = holm(
    compared.map(({ comparison }) => comparison.pValue),
    FAMILY_LEVEL,
  );
  return compared.flatMap(({ platform, own, trait, comparison }, index) => {
    const isMarked = isMarkedly(comparison) && comparison.pValue < CANDIDATE_LEVEL;
    if (!isMarked) return [];
    const { kind, key } = trait;
    const holds = passes[index]! && halvesAgree(trait, own, comparison.effect);
    return [{ ...comparison, platform, kind, key, insight: insightOf(trait, comparison.effect), holds }];
  });
}

/** The logarithm of a post's engagement rate; half an engagement more, as none has no logarithm. */
export function logRate({ engagements, impressions }: Pick<MeasuredText, 'engagements' | 'impressions'>): number {
  return Math.log((engagements + 0.5) / (impressions + 1));
}

function compareBy(trait: Trait, posts: readonly MeasuredText[]): Comparison | null {
  return compare(posts.map((post) => ({ value: logRate(post), stratum: stratumOf(post), isIn: trait.has(post) })));
}

function stratumOf({ platformId, publishedAt, readAt }: MeasuredText): string {
  const days = (readAt.getTime() - publishedAt.getTime()) / DAY_MS;
  return `${AGES_DAYS.filter((age) => days >= age).length} ${platformId}`;
}

/** Of the traits of one kind that the same posts have, or have not, one is enough. */
function distinctTraits(posts: readonly MeasuredText[]): Trait[] {
  const seen = new Set<string>();
  return traitsOf(posts).filter((trait) => {
    const marks = posts.map((post) => (trait.has(post) ? 1 : 0));
    const first = marks[0] ?? 0;
    const split = `${trait.kind} ${marks.map((mark) => (mark === first ? 1 : 0)).join('')}`;
    const isNew = !seen.has(split);
    seen.add(split);
    return isNew;
  });
}

function isLargeEnough({ sampleSize, baselineSize }: Comparison): boolean {
  return sampleSize >= MIN_SAMPLE && baselineSize >= MIN_BASELINE;
}

function isMarkedly({ effect, interval: [low, high] }: Comparison): boolean {
  return Math.max(effect, 1 / effect) >= MIN_EFFECT && (low > 1 || high < 1);
}

function halvesAgree(trait: Trait, posts: readonly MeasuredText[], effect: number): boolean {
  const ordered = posts.toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
  const middle = Math.floor(ordered.length / 2);
  const halves = [ordered.slice(0, middle), ordered.slice(middle)].map((half) => compareBy(trait, half));
  const canTell = halves.every((half) => half && half.sampleSize >= MIN_IN_HALF && half.baselineSize >= MIN_IN_HALF);
  return !canTell || halves.every((half) => half!.effect > 1 === effect > 1);
}

function insightOf({ subject }: Trait, effect: number): string {
  return `${subject} get ${effect.toFixed(effect < 1 ? 2 : 1)} times the engagement rate of the others.`;
}
