import type { Platform } from '../../core/database/enums.js';
import { extractHashtags } from '../../platforms/text-rules.js';
import type { SpeakingBrand } from '../content-generation.repository.js';

/** What of a brand's voice can be checked in a text. */
export type BrandRules = Pick<
  SpeakingBrand['brain'],
  'mustMention' | 'doNotMention' | 'bannedHashtags' | 'useEmojis' | 'useHashtags'
>;

const COMBINING_ACCENT = /[\u0300-\u036F]/g;
const INVISIBLE = /\p{Cf}/gu;
const GAP = /[\s\p{Pd}]+/gu;
const WORD_CHARACTER = '[\\p{L}\\p{N}\\p{M}]';
/** These scripts put no space between words, so a word has no edge that could be looked for. */
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Shown in colour by default, or made so by U+FE0F, a keycap, or a pictograph that most fonts show in colour. */
const EMOJI =
  /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\u20E3|(?=\p{Extended_Pictographic})[\u2600-\u27BF\u{1F000}-\u{1FAFF}]/u;

/**
 * Checks a text against what its brand says, must say and never says.
 * @param text all of it; of a thread, all its posts
 * @returns a sentence for a person for each rule that is broken
 */
export function checkBrandRules(rules: BrandRules, platform: Platform, text: string): string[] {
  const hashtags = extractHashtags(platform, text);
  const banned = new Set(rules.bannedHashtags.map(foldHashtag));
  return [
    ...rules.mustMention
      .filter((phrase) => fold(phrase).trim() !== '' && !mentions(text, phrase))
      .map((phrase) => `It does not mention "${phrase}", which it must.`),
    ...rules.doNotMention
      .filter((phrase) => mentions(text, phrase))
      .map((phrase) => `It mentions "${phrase}", which it must not.`),
    ...hashtags.filter((tag) => banned.has(foldHashtag(tag))).map((tag) => `The brand bans the hashtag #${tag}.`),
    ...(!rules.useHashtags && hashtags.length > 0 ? [`The brand uses no hashtags, and there is #${hashtags[0]}.`] : []),
    ...(!rules.useEmojis && EMOJI.test(text) ? ['The brand uses no emojis, and there is one.'] : []),
  ];
}

/** Whether a text has a phrase as whole words, whatever the case, accents, dashes, spaces and kind of apostrophe. */
export function mentions(text: string, phrase: string): boolean {
  const wanted = fold(phrase).trim();
  if (wanted === '') return false;
  const [first, last] = [[...wanted].at(0)!, [...wanted].at(-1)!];
  const before = hasEdge(first) ? `(?<!${WORD_CHARACTER})` : '';
  const after = hasEdge(last) ? `(?!${WORD_CHARACTER})` : '';
  return new RegExp(before + wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') + after, 'u').test(fold(text));
}

function hasEdge(character: string): boolean {
  return new RegExp(WORD_CHARACTER, 'u').test(character) && !SPACELESS.test(character);
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(COMBINING_ACCENT, '')
    .replace(INVISIBLE, '')
    .replace(/[’‘ʼ]/g, "'")
    .replace(GAP, ' ')
    .toUpperCase()
    .toLowerCase();
}

function foldHashtag(tag: string): string {
  return fold(tag.trim().replace(/^[#＃]/, ''));
}
