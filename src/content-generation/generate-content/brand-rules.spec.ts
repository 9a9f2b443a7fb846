import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Platform } from '../../core/database/enums.js';
import { type BrandRules, checkBrandRules, mentions } from './brand-rules.js';

const free: BrandRules = { mustMention: [], doNotMention: [], bannedHashtags: [], useEmojis: true, useHashtags: true };

const check = (rules: Partial<BrandRules>, text: string, platform: Platform = Platform.INSTAGRAM) =>
  checkBrandRules({ ...free, ...rules }, platform, text);

describe('mentions', () => {
  it.each([
    ['a cheap trick', 'Cheap'],
    ['CHEAP!', 'cheap'],
    ['#cheap', 'cheap'],
    ['so_cheap', 'cheap'],
    ['a cafe nearby', 'Café'],
    ['a cafe\u0301 nearby', 'café'],
    ['die große Straße', 'STRASSE'],
    ['che\u200Bap', 'cheap'],
    ['best‑in‑class bread', 'best in class'],
    ['don’t worry', "don't worry"],
    ['written in C++.', 'C++'],
    ['とても安いです', '安い'],
    ['ｃｈｅａｐ', 'cheap'],
  ])('finds in %j the phrase %j', (text, phrase) => {
    expect(mentions(text, phrase)).toBe(true);
  });

  it.each([
    ['cheaper', 'cheap'],
    ['Acmeology', 'Acme'],
    ['discounts', 'discount'],
    ['हिन्दी', 'हिन'],
    ['in class, best', 'best in class'],
  ])('does not find in %j the phrase %j', (text, phrase) => {
    expect(mentions(text, phrase)).toBe(false);
  });

  it('finds any phrase between other words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (phrase) => {
        fc.pre(/[\p{L}\p{N}]/u.test(phrase));
        expect(mentions(`before ${phrase} after`, phrase)).toBe(true);
      }),
    );
  });
});

describe('checkBrandRules', () => {
  it('names each phrase that is missing and each that is there against the rule', () => {
    expect(check({ mustMention: ['Acme', 'bread'], doNotMention: ['cheap', 'best'] }, 'Cheap bread')).toEqual([
      'It does not mention "Acme", which it must.',
      'It mentions "cheap", which it must not.',
    ]);
  });

  it('takes a blank phrase for none', () => {
    expect(check({ mustMention: ['', ' '], doNotMention: ['', ' '] }, 'some text')).toEqual([]);
  });

  it('finds banned hashtags however they are written', () => {
    expect(check({ bannedHashtags: ['#FollowBack', 'café'] }, 'a #followback #CAFE #fine')).toEqual([
      'The brand bans the hashtag #followback.',
      'The brand bans the hashtag #CAFE.',
    ]);
  });

  it.each(Object.values(Platform))('sees a hashtag on %s where the brand uses none', (platform) => {
    expect(check({ useHashtags: false }, 'we are #1, #really', platform)).toHaveLength(1);
    expect(check({ useHashtags: false }, 'we are #1 at https://example.com/#top', platform)).toEqual([]);
  });

  it.each(['👋', '❤️', '❤', '✔', '🖥', '1️⃣', '🇫🇷', '👨‍👩‍👧‍👦', '™️'])('sees the emoji %s', (emoji) => {
    expect(check({ useEmojis: false }, `hello ${emoji}`)).toHaveLength(1);
    expect(check({}, `hello ${emoji}`)).toEqual([]);
  });

  it.each(['1 # * ©', 'Acme™ → “quoted” – done…', '✓ ½ ②', '日本語'])('takes %j for no emoji', (text) => {
    expect(check({ useEmojis: false }, text)).toEqual([]);
  });
});
