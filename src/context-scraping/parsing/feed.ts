import { readAtom } from './atom-feed.js';
import { decodeText, decodeXml } from './character-set.js';
import { type FeedOutline, itemsOf, lineOf } from './feed-item.js';
import { readJsonFeed } from './json-feed.js';
import type { ByteSource, ParsedFeed } from './parsed.js';
import { ParsingError } from './parsing-error.js';
import { readRss } from './rss-feed.js';
import { webAddress } from './web-address.js';
import { readXml } from './xml-tree.js';

const READERS = new Map([
  ['rss', readRss],
  ['rdf:rdf', readRss],
  ['channel', readRss],
  ['feed', readAtom],
  ['entry', readAtom],
]);

/**
 * Reads a feed of any format; the bytes decide which it is, for the Content-Type is often wrong.
 * @param maxItems how many of the newest items at most
 * @throws {ParsingError} NOT_A_FEED (a page, for one, which may name its feeds), UNPARSABLE, TOO_DEEP, TOO_LARGE
 */
export function parseFeed(bytes: Uint8Array, { contentType, url }: ByteSource, maxItems: number): ParsedFeed {
  const isJson = /^(?:\xEF\xBB\xBF)?\s*[{[]/.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'));
  const outline = isJson ? readJsonFeed(decodeText(bytes), url) : readXmlFeed(decodeXml(bytes, contentType), url);
  return {
    title: lineOf(outline.title),
    siteUrl: webAddress(outline.siteUrl, url),
    ...itemsOf(outline.entries, maxItems),
  };
}

/** What stands before or behind the feed (comments, output of a broken plugin) is passed over. */
function readXmlFeed(xml: string, url: string): FeedOutline {
  for (const root of readXml(xml, url)) {
    const read = READERS.get(root.name);
    if (read) return read(root);
  }
  throw new ParsingError('NOT_A_FEED', 'It is neither RSS, RDF, Atom nor JSON Feed.');
}
