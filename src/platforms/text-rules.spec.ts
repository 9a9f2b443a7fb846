import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentType, Platform } from '../core/database/enums.js';
import { checkVariation, countCharacters, describeText, extractHashtags, TEXT_RULES } from './text-rules.js';

const { TWITTER, LINKEDIN, FACEBOOK, INSTAGRAM } = Platform;
const platforms = Object.values(Platform);
const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });

describe('countCharacters', () => {
  it.each([
    ['Hello, world! 👋', 16],
    ['see example.com', 27],
    ['日本語', 6],
    ['👨‍👩‍👧‍👦', 2],
    ['café', 4],
    ['…', 2],
  ])('weighs %j as X does', (text, weight) => {
    expect(countCharacters(TWITTER, text)).toBe(weight);
  });

  it('counts UTF-16 units elsewhere', () => {
    expect(countCharacters(LINKEDIN, '👋 hi')).toBe(5);
  });

  it('adds up the posts of a thread', () => {
    fc.assert(
      fc.property(fc.constantFrom(...platforms), fc.array(anyText, { maxLength: 5 }), (platform, posts) => {
        const sum = posts.map((post) => countCharacters(platform, post)).reduce((a, b) => a + b, 0);
        expect(countCharacters(platform, posts)).toBe(sum);
      }),
    );
  });

  it('never counts fewer than the code points where the unit is not documented', () => {
    fc.assert(
      fc.property(fc.constantFrom(LINKEDIN, FACEBOOK, INSTAGRAM), anyText, (platform, text) => {
        expect(countCharacters(platform, text)).toBeGreaterThanOrEqual([...text].length);
      }),
    );
  });
});

describe('checkVariation', () => {
  it.each(platforms)('takes exactly the limit of %s and no more', (platform) => {
    const { maxCharacters } = TEXT_RULES[platform];
    expect(checkVariation(platform, 'a'.repeat(maxCharacters), ContentType.POST)).toEqual([]);
    expect(checkVariation(platform, 'a'.repeat(maxCharacters + 3), ContentType.POST)).toEqual([
      expect.stringContaining(`, 3 more than the ${maxCharacters} of `),
    ]);
  });

  it('accepts a text only if it fits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...platforms), anyText, (platform, text) => {
        const accepted = checkVariation(platform, text, ContentType.POST).length === 0;
        expect(accepted && countCharacters(platform, text) > TEXT_RULES[platform].maxCharacters).toBe(false);
        expect(accepted && text.trim() === '').toBe(false);
      }),
    );
  });

  it('never finds less wrong in a longer text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...platforms),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        (platform, length, more) => {
          const wrong = checkVariation(platform, 'é'.repeat(length), ContentType.POST).length;
          const worse = checkVariation(platform, 'é'.repeat(length + more), ContentType.POST).length;
          expect(worse).toBeGreaterThanOrEqual(wrong);
        },
      ),
    );
  });

  it('wants a thread on X to be 2 posts or more, each within the limit', () => {
    expect(checkVariation(TWITTER, ['a'.repeat(280), 'b'.repeat(280)], ContentType.THREAD)).toEqual([]);
    expect(checkVariation(TWITTER, ['one'], ContentType.THREAD)).toEqual(['A thread on X needs 2 posts or more.']);
    expect(checkVariation(TWITTER, ['one', 'b'.repeat(281), ' '], ContentType.THREAD)).toEqual([
      'Post 2 of 3 has 281 characters as X counts them, 1 more than the 280 of X.',
      'Post 3 of 3 is empty.',
    ]);
  });

  it('wants one post elsewhere, also for a thread', () => {
    expect(checkVariation(LINKEDIN, 'one longer post', ContentType.THREAD)).toEqual([]);
    expect(checkVariation(LINKEDIN, ['a', 'b'], ContentType.THREAD)).toHaveLength(1);
    expect(checkVariation(TWITTER, ['a', 'b'], ContentType.POST)).toHaveLength(1);
  });

  it("keeps to Instagram's 30 hashtags and 20 mentions", () => {
    const tags = (count: number) => Array.from({ length: count }, (_, index) => `#tag${index}`).join(' ');
    const mentions = (count: number) => Array.from({ length: count }, (_, index) => `@anna.bakery${index}`).join(' ');
    expect(checkVariation(INSTAGRAM, `${tags(30)} ${mentions(20)}`, ContentType.POST)).toEqual([]);
    expect(checkVariation(INSTAGRAM, tags(31), ContentType.POST)).toHaveLength(1);
    expect(checkVariation(INSTAGRAM, mentions(21), ContentType.POST)).toHaveLength(1);
    expect(checkVariation(FACEBOOK, tags(31), ContentType.POST)).toEqual([]);
  });

  it.each([
    [TWITTER, 'a\uFFFEb'],
    [LINKEDIN, 'a\u0000b'],
    [FACEBOOK, 'half a \uD83D pair'],
  ])('refuses invisible characters on %s', (platform, text) => {
    expect(checkVariation(platform, text, ContentType.POST)).toEqual([expect.stringContaining('invisible')]);
  });
});

describe('describeText', () => {
  it('keeps a post as one text, and a thread as its posts and all of them', () => {
    const post = { content: 'Tea #time', posts: [], characterCount: 9, hashtags: ['time'] };
    expect(describeText(LINKEDIN, 'Tea #time')).toEqual(post);
    const thread = {
      content: 'Tea #time\n\n#Time',
      posts: ['Tea #time', '#Time'],
      characterCount: 14,
      hashtags: ['time'],
    };
    expect(describeText(TWITTER, ['Tea #time', '#Time'])).toEqual(thread);
  });
});

describe('a text that is made to take long', () => {
  it.each(platforms)('is checked for %s within moments', (platform) => {
    const startedAt = process.cpuUsage();
    for (const piece of ['a.', '#a.', 'a.co/#', '#', '@a.']) {
      const text = piece.repeat(60_000 / piece.length);
      checkVariation(platform, text, ContentType.POST);
      describeText(platform, text);
    }
    expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(3_000);
  });
});

describe('extractHashtags', () => {
  it('reads hashtags in any script, once each, and none in URLs, numbers or entities', () => {
    const text = '#Café #日本 #café we are #1, https://example.com/#top &#x27; #naïve_ok';
    for (const platform of platforms) {
      expect(extractHashtags(platform, text)).toEqual(['Café', '日本', 'naïve_ok']);
    }
  });

  it('sees hashtags that touch where the platform does', () => {
    expect(extractHashtags(TWITTER, '#a#b')).toEqual([]);
    expect(extractHashtags(INSTAGRAM, '#a#b')).toEqual(['a', 'b']);
  });
});
