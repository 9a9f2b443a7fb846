import type { FeedEntry, FeedOutline, FeedText } from './feed-item.js';
import { ParsingError } from './parsing-error.js';

type Json = Record<string, unknown>;

/**
 * Reads JSON Feed 1 and 1.1 (jsonfeed.org), and what has its items without naming the version.
 * @throws {ParsingError} NOT_A_FEED, UNPARSABLE
 */
export function readJsonFeed(json: string, documentUrl: string): FeedOutline {
  const feed = parseObject(json);
  const isFeed = Array.isArray(feed.items) || /jsonfeed\.org/.test(textIn(feed, 'version') ?? '');
  if (!isFeed) throw new ParsingError('NOT_A_FEED', 'It is JSON, but not a JSON Feed.');
  const items = Array.isArray(feed.items) ? feed.items.filter(isObject) : [];
  return {
    title: plain(textIn(feed, 'title'), documentUrl),
    siteUrl: textIn(feed, 'home_page_url'),
    entries: items.map((item) => entryOf(item, feed, documentUrl)),
  };
}

function entryOf(item: Json, feed: Json, base: string): FeedEntry {
  const url = textIn(item, 'url') ?? textIn(item, 'external_url');
  const html = textIn(item, 'content_html');
  const authors = [authorsOf(item), authorsOf(feed)].find((names) => names.length > 0) ?? [];
  return {
    id: textIn(item, 'id'),
    url,
    base,
    title: plain(textIn(item, 'title'), base),
    content: html ? { kind: 'html', value: html, base: url ?? base } : plain(textIn(item, 'content_text'), base),
    summary: plain(textIn(item, 'summary'), base),
    authors,
    dates: [textIn(item, 'date_published'), textIn(item, 'date_modified')],
    keywords: Array.isArray(item.tags) ? item.tags.filter((tag) => typeof tag === 'string') : [],
    languages: [textIn(item, 'language'), textIn(feed, 'language')],
  };
}

function parseObject(json: string): Json {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : {};
  } catch (error) {
    throw new ParsingError('UNPARSABLE', 'It begins like JSON, but is broken.', { cause: error });
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text; a number, as ids sometimes are, is its digits. */
function textIn(object: Json, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function plain(value: string | null, base: string): FeedText | null {
  return value === null ? null : { kind: 'text', value, base };
}

/** Version 1.1 has `authors`, version 1 `author`. */
function authorsOf(object: Json): string[] {
  const authors = Array.isArray(object.authors) ? object.authors : [object.author];
  return authors.filter(isObject).flatMap((author) => textIn(author, 'name') ?? []);
}
