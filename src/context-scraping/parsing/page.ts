import { Readability } from '@mozilla/readability';
import { decodeHtml } from './character-set.js';
import { openHtml } from './html-document.js';
import { languageOf } from './language.js';
import type { DomDocument, DomElement } from './dom.js';
import { toMarkdown } from './markdown.js';
import { readMetadata } from './page-metadata.js';
import { feedsOf, linksOf } from './page-links.js';
import type { Article, ByteSource, ParsedPage } from './parsed.js';
import { MAX_CONTENT_CHARACTERS } from './parsing-limits.js';
import { excerptOf, oneLine, storable, truncate } from './plain-text.js';
import { baseAddress, webAddress } from './web-address.js';

/** Fewer characters of main text than this are no article: a sign-in form, an error, a page that a script writes. */
const MIN_TEXT_CHARACTERS = 50;

/**
 * Reads a web page: its main text as Markdown, what it says about itself, and where it links to.
 * @throws {ParsingError} TOO_DEEP, TOO_LARGE
 */
export function parsePage(bytes: Uint8Array, { contentType, url }: ByteSource): ParsedPage {
  const document = openHtml(decodeHtml(bytes, contentType));
  const baseUrl = baseAddress(webAddress(document.querySelector('base[href]')?.getAttribute('href'), url), url);
  const robots = [...document.querySelectorAll('meta[name="robots" i]')]
    .map((meta) => meta.getAttribute('content')?.toLowerCase())
    .join(',');
  return {
    canonicalUrl: webAddress(document.querySelector('link[rel~="canonical" i]')?.getAttribute('href'), baseUrl),
    links: linksOf(document, baseUrl),
    feeds: feedsOf(document, baseUrl),
    noindex: /\b(?:noindex|none)\b/.test(robots),
    nofollow: /\b(?:nofollow|none)\b/.test(robots),
    article: readArticle(document, url, baseUrl),
  };
}

/** Readability takes the document apart: whatever else is read from it is read before. */
function readArticle(document: DomDocument, url: string, baseUrl: string): Article | { skipped: string } {
  const metadata = readMetadata(document);
  const read = new Readability<DomElement>(document, {
    keepClasses: true,
    serializer: (node) => node as DomElement,
  }).parse();
  const text = read?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  if (!read?.content || text.length < MIN_TEXT_CHARACTERS) {
    return { skipped: `The page has too little text (${text.length} characters, at least ${MIN_TEXT_CHARACTERS})` };
  }
  const content = truncate(storable(toMarkdown(read.content, baseUrl)), MAX_CONTENT_CHARACTERS);
  return {
    title: oneLine(read.title) ?? metadata.title ?? new URL(url).hostname,
    content,
    summary: oneLine(read.excerpt, 1_000) ?? excerptOf(text),
    author: oneLine(read.byline, 200),
    publishedAt: metadata.publishedAt,
    language: languageOf(metadata.languages, text),
    keywords: metadata.keywords,
  };
}
