import { describe, expect, it } from 'vitest';
import { Platform } from '../../core/database/enums.js';
import { findLearnings } from './find-learnings.js';
import type { MeasuredText } from './measured-text.js';
import { seededRandom } from './random.js';
import { asksSomething } from './traits.js';

const DAY_MS = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 5);
const TOPICS = ['Bread for breakfast', 'Sourdough starters', 'Flour and patience', 'Ovens'];

/** A post's rate is log-normal; some are seen by ten times as many, and some figures are far out. */
function postsOf(seed: number, count: number, factorOf: (post: MeasuredText) => number = () => 1): MeasuredText[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const publishedAt = new Date(BEGIN + index * DAY_MS + pick([7, 9, 12, 15, 18, 20]) * 3_600_000);
    const text = `${pick(['Good bread takes time', 'Who bakes today?'])} ${pick(['', 'Read more here'])}`;
    const post = {
      platform: pick([Platform.TWITTER, Platform.TWITTER, Platform.LINKEDIN]),
      platformId: 'account',
      publishedAt,
      readAt: new Date(publishedAt.getTime() + pick([0.5, 2, 5]) * DAY_MS),
      text,
      characterCount: 20 + Math.floor(random() * 200),
      hashtagCount: pick([0, 1, 3]),
      hasMedia: random() < 0.5,
      topic: pick(TOPICS),
      impressions: Math.ceil(1_000 * Math.exp(normal()) * (random() < 0.05 ? 10 : 1)),
      engagements: 0,
    };
    const rate = 0.05 * Math.exp(0.4 * normal() + (random() < 0.03 ? 3 : 0)) * factorOf(post);
    return { ...post, engagements: Math.round(post.impressions * Math.min(1, rate)) };
  });
}

const onX = (posts: readonly MeasuredText[]) => posts.map((post) => ({ ...post, platform: Platform.TWITTER }));

const learn = (posts: readonly MeasuredText[]) => findLearnings(posts, new AbortController().signal);
const learnAll = (brands: readonly MeasuredText[][]) => Promise.all(brands.map(learn));

describe('findLearnings', () => {
  it('finds nothing in at least 95 % of 200 brands whose 60 posts are noise', { timeout: 60_000 }, async () => {
    const brands = await learnAll(Array.from({ length: 200 }, (_, index) => postsOf(index + 1, 60)));
    const misled = brands.filter((findings) => findings.some(({ holds }) => holds));
    expect(misled.length).toBeLessThanOrEqual(10);
    expect(brands.some((findings) => findings.length > 0)).toBe(true);
  });

  it('finds in most brands of 120 posts on X that those at nine with a question do three times as well', async () => {
    const isPlanted = (post: MeasuredText) => post.publishedAt.getUTCHours() === 9 && asksSomething(post);
    const posts = Array.from({ length: 20 }, (_, index) =>
      onX(postsOf(1_000 + index, 120, (post) => (isPlanted(post) ? 3 : 1))),
    );
    const brands = (await learnAll(posts)).map((findings) => findings.filter(({ holds }) => holds));
    const found = brands.filter((findings) =>
      findings.some(({ kind, key }) => kind === 'HOUR' && key.startsWith('09')),
    );
    expect(found.length).toBeGreaterThan(10);
    const [one] = found[0]!.filter(({ kind, key }) => kind === 'HOUR' && key === '09 question');
    expect(one).toMatchObject({
      platform: 'TWITTER',
      insight: expect.stringMatching(
        /^Posts published between 09:00 and 10:00 UTC that ask a question get \d\.\d times/,
      ),
    });
    expect(one!.interval[0]).toBeLessThan(3);
    expect(one!.interval[1]).toBeGreaterThan(3);
  });

  it('does not take for a learning that figures grow with age', async () => {
    const posts = postsOf(7, 120).map((post, index) => {
      const isYoung = index >= 60;
      const readAt = new Date(post.publishedAt.getTime() + (isYoung ? 0.5 : 5) * DAY_MS);
      const engagements = isYoung ? Math.round(post.engagements / 5) : post.engagements;
      return { ...post, platform: Platform.TWITTER, readAt, engagements, hasMedia: isYoung };
    });
    expect((await learn(posts)).filter(({ kind }) => kind === 'MEDIA')).toEqual([]);
  });

  it('does not believe a lucky stretch of time', async () => {
    const posts = postsOf(11, 200).map((post, index) => {
      const hasMedia = index % 2 === 0;
      const factor = hasMedia ? (index < 100 ? 6 : 0.9) : 1;
      return { ...post, platform: Platform.TWITTER, hasMedia, engagements: Math.round(post.engagements * factor) };
    });
    expect((await learn(posts)).filter(({ kind }) => kind === 'MEDIA')).toMatchObject([{ holds: false }]);
  });

  it('learns nothing from a few posts, or from none', async () => {
    expect(await learn([])).toEqual([]);
    const few = await learn(postsOf(3, 12, (post) => (post.hasMedia ? 9 : 1)));
    expect(few.filter(({ holds }) => holds)).toEqual([]);
  });

  it('says the same of the same posts', async () => {
    const posts = postsOf(5, 80, (post) => (post.hasMedia ? 4 : 1));
    const findings = await learn(posts);
    expect(findings.some(({ kind, holds }) => kind === 'MEDIA' && holds)).toBe(true);
    expect(await learn(posts)).toEqual(findings);
  });
});
