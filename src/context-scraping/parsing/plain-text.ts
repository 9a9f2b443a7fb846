import { decodeHTML } from 'entities';

/** Control characters, but tab and line feed, and halves of a surrogate pair: PostgreSQL refuses NUL and the latter. */
const UNSTORABLE = /[\u0000-\u0008\u000B-\u001F\u007F\p{Cs}\uFFFE\uFFFF]/gu;

/** Elements that are taken out of text which may be HTML; `List<String>` is none of them. */
const MARKUP =
  /<\/?(?:a|abbr|acronym|address|article|aside|b|bdi|bdo|big|blink|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|nobr|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)(?:\s[^<>]*)?\/?>/gi;

const EXCERPT_CHARACTERS = 300;

/** Text that can be stored: line ends are `\n`, and what PostgreSQL refuses is gone. */
export function storable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSTORABLE, '');
}

/** Text on one line, at most `max` characters, or null when nothing is left. */
export function oneLine(text: string | null | undefined, max = 500): string | null {
  if (!text) return null;
  const line = storable(text.slice(0, max * 10))
    .replace(/\s+/g, ' ')
    .trim();
  return truncate(line, max).trimEnd() || null;
}

/** The text of a line that may be HTML, as titles and summaries of feeds are. */
export function textOfMarkup(text: string): string {
  return decodeHTML(text.replace(MARKUP, ' '));
}

/** At most `max` UTF-16 units of a text, never half a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
}

/** The beginning of a text, up to the end of a word. */
export function excerptOf(text: string): string | null {
  const line = oneLine(text, EXCERPT_CHARACTERS + 1);
  if (!line || line.length <= EXCERPT_CHARACTERS) return line;
  const cut = line.lastIndexOf(' ', EXCERPT_CHARACTERS);
  return `${truncate(line, cut > EXCERPT_CHARACTERS / 2 ? cut : EXCERPT_CHARACTERS).trimEnd()}…`;
}

/** Keywords without repeats (whatever their case), bounded in number and length. */
export function keywordsOf(candidates: readonly (string | null | undefined)[]): string[] {
  const keywords = new Map<string, string>();
  for (const candidate of candidates.slice(0, 1_000)) {
    const keyword = oneLine(candidate, 100);
    if (keyword && !keywords.has(keyword.toLowerCase())) keywords.set(keyword.toLowerCase(), keyword);
  }
  return [...keywords.values()].slice(0, 30);
}
