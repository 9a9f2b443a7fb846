import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBrandRules } from '../../src/content-generation/generate-content/brand-rules.js';
import { checkVariation } from '../../src/platforms/text-rules.js';
import type { Brief } from './brief.js';
import { Draw } from './draw.js';
import { Writer } from './writer.js';

const platforms = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'] as const;

const brief: Brief = {
  brand: {
    name: 'Maison Levain',
    website: 'https://example.com',
    mission: '',
    values: ['Patience'],
    audience: 'home bakers',
    voiceTone: 'warm',
    formality: 2,
    mustMention: ['Maison Levain'],
    doNotMention: ['cheap'],
    useEmojis: true,
    useHashtags: true,
    preferredHashtags: ['sourdough'],
    bannedHashtags: ['food'],
    ctaStyle: 'soft',
    keyMessages: ['Flour, water, salt and time'],
  },
  topic: 'Why we bake our sourdough for 36 hours',
  tone: null,
  contentType: 'POST',
  platforms: { TWITTER: '', LINKEDIN: '', FACEBOOK: '', INSTAGRAM: '' },
  quotedMaterial: [{ title: 'The slow bread movement' }],
};

const someWords = fc.array(fc.constantFrom('bread', 'best', 'Café', 'details', '安い', 'fun', 'we'), { maxLength: 2 });
const anyBrief = fc.record({
  topic: fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }),
    fc.constantFrom(brief.topic, '🍞 #now'),
  ),
  tone: fc.constantFrom(null, 'playful', 'formal', 'warm'),
  contentType: fc.constantFrom('POST' as const, 'THREAD' as const, 'ARTICLE' as const),
  mustMention: fc.constantFrom<string[]>([], ['Maison Levain'], ['stone milled', 'Lyon']),
  doNotMention: someWords,
  bannedHashtags: fc.constantFrom<string[]>([], ['#sourdough', 'maisonlevain']),
  useEmojis: fc.boolean(),
  useHashtags: fc.boolean(),
  ctaStyle: fc.constantFrom('none' as const, 'soft' as const, 'direct' as const),
});

describe('Writer', () => {
  it('keeps to the rules of every platform and of the brand', () => {
    fc.assert(
      fc.property(anyBrief, fc.constantFrom(...platforms), ({ topic, tone, contentType, ...rules }, platform) => {
        const asked = { ...brief, topic, tone, contentType, brand: { ...brief.brand, ...rules } };
        const writer = new Writer(asked, new Draw(topic));
        const text = platform === 'TWITTER' && contentType === 'THREAD' ? writer.thread() : writer.post(platform);
        expect(checkVariation(platform, text, contentType)).toEqual([]);
        expect(checkBrandRules(asked.brand, platform, [text].flat().join('\n\n'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('writes the same for the same request and something else for another', () => {
    const write = (changes: Partial<Brief>, platform: (typeof platforms)[number]) =>
      new Writer({ ...brief, ...changes }, new Draw(JSON.stringify(changes))).post(platform);
    const texts = platforms.flatMap((platform) => [
      write({}, platform),
      write({ topic: 'Our winter opening hours' }, platform),
    ]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(write({}, 'LINKEDIN')).toBe(write({}, 'LINKEDIN'));
  });

  it.each(platforms)('can break the rules of %s', (platform) => {
    const writer = new Writer(brief, new Draw(''));
    const text = writer.spoil(platform, writer.post(platform));
    expect(checkVariation(platform, text, 'POST')).not.toEqual([]);
    expect(checkBrandRules(brief.brand, platform, text)).toHaveLength(2);
  });
});
