/**
 * The characters that are escaped: all that are reserved, but for a `#` with which a hashtag begins. That has a word with a
 * letter behind it, and no word, path or entity before it.
 */
const ESCAPED = /(?!(?<![\p{L}\p{N}\p{M}_&/=?#-])#[\p{L}\p{N}\p{M}_]*\p{L})[\\|{}@[\]()<>#*_~]/gu;

/** An escaped character, or `{hashtag|\#|word}`, as LinkedIn may write `#word` when it shows a post. */
const ELEMENT = /\{hashtag\|\\?([#＃])\|([^\\{}|]*(?:\\.[^\\{}|]*)*)\}|\\([\\|{}@[\]()<>#*_~])/gu;

/**
 * Writes a text in LinkedIn's "little" format, in which reserved characters that stand for themselves are escaped, as one that
 * is not may cut the post off (learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format).
 * Hashtags stay live; nothing becomes a mention.
 */
export function toLittleText(text: string): string {
  return text.replace(ESCAPED, String.raw`\$&`);
}

/** The text that a post in the "little" format shows. */
export function fromLittleText(commentary: string): string {
  return commentary.replace(ELEMENT, (_element, sign?: string, word?: string, character?: string) =>
    character === undefined ? `${sign}${fromLittleText(word!)}` : character,
  );
}

/**
 * Whether a post that LinkedIn shows says what was sent. It may escape more or less, and change line ends, white space at the
 * ends and how characters are composed; nothing else may differ.
 * @param sent the text before it was escaped
 * @param commentary as LinkedIn shows it
 */
export function saysTheSame(sent: string, commentary: string): boolean {
  return comparable(sent) === comparable(fromLittleText(commentary));
}

function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim();
}
