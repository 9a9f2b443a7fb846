import { createHash } from 'node:crypto';
import { openHtml } from './html-document.js';
import { languageOf } from './language.js';
import { escapeHtml, toMarkdown } from './markdown.js';
import { readDate } from './lenient-date.js';
import type { FeedItem } from './parsed.js';
import { MAX_CONTENT_CHARACTERS } from './parsing-limits.js';
import { excerptOf, keywordsOf, oneLine, storable, textOfMarkup, truncate } from './plain-text.js';
import { webAddress } from './web-address.js';

/** Text of a feed, as its format says that it is written. */
export interface FeedText {
  kind: 'text' | 'html';
  value: string;
  /** What relative links in it are resolved against. */
  base: string;
}

/** An entry as its format has it, before anything is made of it. */
export interface FeedEntry {
  id: string | null;
  /** Relative to `base`. */
  url: string | null;
  base: string;
  title: FeedText | null;
  content: FeedText | null;
  summary: FeedText | null;
  authors: (string | null)[];
  /** Candidates, best first. */
  dates: (string | null)[];
  keywords: (string | null)[];
  languages: (string | null)[];
}

/** A feed as its format has it. */
export interface FeedOutline {
  title: FeedText | null;
  siteUrl: string | null;
  entries: FeedEntry[];
}

type DatedEntry = { entry: FeedEntry; id: string; publishedAt: string | null };

/**
 * The newest entries, one an id (of several the newest), each made into an item.
 * @param maxItems how many at most
 */
export function itemsOf(entries: readonly FeedEntry[], maxItems: number): { items: FeedItem[]; truncated: boolean } {
  const dated = entries.map((entry) => ({ entry, id: idOf(entry), publishedAt: firstDate(entry.dates) }));
  const newest = dated.sort((a, b) => (b.publishedAt ?? '').localeCompare(a.publishedAt ?? ''));
  const unique = new Map<string, DatedEntry>();
  for (const item of newest) if (!unique.has(item.id)) unique.set(item.id, item);
  const wanted = [...unique.values()].slice(0, maxItems);
  return { items: wanted.map(itemOf), truncated: unique.size > maxItems };
}

/** One line of text, whatever it is written in. */
export function lineOf(text: FeedText | null, max?: number): string | null {
  return text && oneLine(text.kind === 'html' ? textOfMarkup(text.value) : text.value, max);
}

function itemOf({ entry, id, publishedAt }: DatedEntry): FeedItem {
  const url = webAddress(entry.url, entry.base);
  const content = markdownOf(entry.content ?? entry.summary);
  const plain = lineOf(entry.content ?? entry.summary, 5_000) ?? '';
  return {
    id,
    url,
    title: lineOf(entry.title),
    content,
    summary: lineOf(entry.content ? entry.summary : null, 1_000) ?? excerptOf(plain),
    author: authorsOf(entry.authors),
    publishedAt,
    language: languageOf(entry.languages, plain),
    keywords: keywordsOf(entry.keywords),
  };
}

function markdownOf(text: FeedText | null): string {
  if (!text) return '';
  const markdown =
    text.kind === 'text' ? escapeHtml(text.value).trim() : toMarkdown(openHtml(text.value).body, text.base);
  return truncate(storable(markdown), MAX_CONTENT_CHARACTERS);
}

function idOf(entry: FeedEntry): string {
  const given = oneLine(entry.id, 2_048) ?? webAddress(entry.url, entry.base);
  if (given) return given;
  const says = [entry.title, entry.content, entry.summary].map((text) => text?.value ?? '').join('\0');
  return createHash('sha256').update(says).digest('hex');
}

function firstDate(candidates: readonly (string | null)[]): string | null {
  for (const candidate of candidates) {
    const date = readDate(candidate);
    if (date) return date;
  }
  return null;
}

/** `jane@example.com (Jane Doe)` and `Jane Doe <jane@example.com>` are Jane Doe. */
function authorsOf(authors: readonly (string | null)[]): string | null {
  const names = authors.map((author) => {
    const line = oneLine(textOfMarkup(author ?? ''), 200) ?? '';
    return /^\S+@\S+\s*\((.+)\)$/.exec(line)?.[1] ?? /^(.+?)\s*<\S+@\S+>$/.exec(line)?.[1] ?? line;
  });
  return oneLine(keywordsOf(names).join(', '), 200);
}
