import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, matches } from './growth.js';

const publishedAt = new Date('2026-11-24T09:30:00Z');
const after = (hours: number) => new Date(publishedAt.getTime() + hours * 3_600_000);
const post = (id: string, text = 'Good morning.') => ({ id, text, publishedAt });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const engagementRates = (prefix: string, count: number, rule?: Parameters<typeof figuresOf>[2]) =>
  Array.from({ length: count }, (_, index) => {
    const { impressions, likes, comments, shares, clicks } = figuresOf(post(`${prefix}${index}`), after(100), rule);
    return (likes + comments + shares + clicks) / impressions;
  });

describe('figuresOf', () => {
  it('is nothing at first, the same whenever it is asked, and never falls', () => {
    expect(Object.values(figuresOf(post('1'), publishedAt))).toEqual(Array(9).fill(0));
    expect(figuresOf(post('1'), after(5))).toEqual(figuresOf(post('1'), after(5)));
    fc.assert(
      fc.property(fc.string(), fc.nat(12_000), fc.nat(12_000), (id, one, other) => {
        const earlier = figuresOf(post(id), after(Math.min(one, other) / 60));
        const later = figuresOf(post(id), after(Math.max(one, other) / 60));
        for (const name of Object.keys(earlier) as (keyof typeof earlier)[])
          expect(later[name]).toBeGreaterThanOrEqual(earlier[name]);
      }),
    );
  });

  it('has come for the most part after a day and in full after three', () => {
    const [day, threeDays, month] = [24, 72, 720].map((hours) => figuresOf(post('1'), after(hours)).impressions);
    expect(day! / month!).toBeGreaterThan(0.75);
    expect(threeDays).toBe(month);
  });

  it('differs between posts as log-normal noise does', () => {
    const logs = Array.from({ length: 2_000 }, (_, index) =>
      Math.log(figuresOf(post(`p${index}`), after(100)).impressions),
    );
    const mean = sum(logs) / logs.length;
    const deviation = Math.sqrt(sum(logs.map((log) => (log - mean) ** 2)) / logs.length);
    expect(Math.exp(mean)).toBeGreaterThan(1_900);
    expect(Math.exp(mean)).toBeLessThan(2_100);
    expect(deviation).toBeGreaterThan(0.47);
    expect(deviation).toBeLessThan(0.53);
  });

  it('has no effect but noise without a rule, and the planted one with it', () => {
    const mean = (rates: readonly number[]) => sum(rates) / rates.length;
    const [some, others] = [mean(engagementRates('a', 1_000)), mean(engagementRates('b', 1_000))];
    expect(some / others).toBeGreaterThan(0.97);
    expect(some / others).toBeLessThan(1.03);
    const planted = mean(engagementRates('a', 1_000, { hour: 9, factor: 2 }));
    expect(planted / some).toBeGreaterThan(1.95);
    expect(planted / some).toBeLessThan(2.05);
  });

  it('leaves impressions alone when it multiplies engagements', () => {
    const [plain, planted] = [undefined, { factor: 3 }].map((rule) => figuresOf(post('1'), after(100), rule));
    expect(planted!.impressions).toBe(plain!.impressions);
    expect(planted!.likes).toBeGreaterThan(2 * plain!.likes);
  });
});

describe('matches', () => {
  it.each([
    [{ factor: 2 }, true],
    [{ hour: 9, factor: 2 }, true],
    [{ hour: 10, factor: 2 }, false],
    [{ question: true, factor: 2 }, true],
    [{ question: false, factor: 2 }, false],
    [{ hour: 9, question: true, factor: 2 }, true],
    [{ hour: 8, question: true, factor: 2 }, false],
    [{ until: publishedAt, factor: 2 }, true],
    [{ until: after(-1), factor: 2 }, false],
  ])('%j', (rule, isMatch) => {
    expect(matches(post('1', 'Ready?'), rule)).toBe(isMatch);
  });
});
