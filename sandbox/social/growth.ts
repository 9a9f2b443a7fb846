import { createHash } from 'node:crypto';

/** A post as far as its success depends on it. */
export interface GrowingPost {
  readonly id: string;
  readonly text: string;
  readonly publishedAt: Date;
}

/** An effect that was planted: posts that match get so many times the engagements. What is left out matches every post. */
export interface PlantedRule {
  /** UTC hour of publishing. */
  readonly hour?: number;
  /** Whether the text asks something. */
  readonly question?: boolean;
  /** Posts that were published by then, so that it can be rehearsed what held once. */
  readonly until?: Date;
  readonly factor: number;
}

/** What a post brought so far: whole numbers that never fall. */
export interface Figures {
  readonly impressions: number;
  readonly reach: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly quotes: number;
  readonly saves: number;
  readonly clicks: number;
  readonly profileClicks: number;
}

const HOUR_MS = 3_600_000;
/** A post has then got all that it will get. */
const FULL_AGE_HOURS = 72;
/** Half of what comes has come after about ten hours. */
const PACE_HOURS = 15;

const MEDIAN_IMPRESSIONS = 2_000;
const SPREAD_OF_IMPRESSIONS = 0.5;
const SPREAD_OF_RATES = 0.25;

/** How often an impression leads to it, in the middle. */
const RATES = {
  likes: 0.02,
  comments: 0.004,
  shares: 0.005,
  quotes: 0.001,
  saves: 0.003,
  clicks: 0.015,
  profileClicks: 0.004,
} as const;

/**
 * A post's figures at a time. They depend on nothing but what goes in: the post's id draws how well it does (log-normal),
 * its age how much of that has come, and a planted rule multiplies its engagements.
 */
export function figuresOf(post: GrowingPost, now: Date, rule?: PlantedRule): Figures {
  const grown = growthAt((now.getTime() - post.publishedAt.getTime()) / HOUR_MS);
  const factor = rule && matches(post, rule) ? rule.factor : 1;
  const impressions = MEDIAN_IMPRESSIONS * drawFactor(post.id, 'impressions', SPREAD_OF_IMPRESSIONS);
  const soFar = (name: keyof typeof RATES) =>
    Math.floor(impressions * RATES[name] * drawFactor(post.id, name, SPREAD_OF_RATES) * factor * grown);
  return {
    impressions: Math.floor(impressions * grown),
    reach: Math.floor(impressions * 0.8 * grown),
    likes: soFar('likes'),
    comments: soFar('comments'),
    shares: soFar('shares'),
    quotes: soFar('quotes'),
    saves: soFar('saves'),
    clicks: soFar('clicks'),
    profileClicks: soFar('profileClicks'),
  };
}

/** Whether a planted rule is about the post. */
export function matches(post: GrowingPost, rule: PlantedRule): boolean {
  const isHour = rule.hour === undefined || post.publishedAt.getUTCHours() === rule.hour;
  const isQuestion = rule.question === undefined || post.text.includes('?') === rule.question;
  const isThen = rule.until === undefined || post.publishedAt <= rule.until;
  return isHour && isQuestion && isThen;
}

/** The share of the final figures that has come, 0…1. */
function growthAt(ageHours: number): number {
  const comeBy = (hours: number) => 1 - Math.exp(-hours / PACE_HOURS);
  return comeBy(Math.min(Math.max(ageHours, 0), FULL_AGE_HOURS)) / comeBy(FULL_AGE_HOURS);
}

/** A factor around 1, log-normal, that is always the same for a post and a name (Box-Muller on a hash). */
function drawFactor(id: string, name: string, spread: number): number {
  const digest = createHash('sha256').update(`${id} ${name}`).digest();
  const [first, second] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
  const normal = Math.sqrt(-2 * Math.log((first + 1) / 2 ** 32)) * Math.cos((2 * Math.PI * second) / 2 ** 32);
  return Math.exp(spread * normal);
}
