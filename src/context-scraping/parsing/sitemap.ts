import { gunzipSync } from 'node:zlib';
import { decodeXml } from './character-set.js';
import { readDate } from './lenient-date.js';
import type { ByteSource, ParsedSitemap, SitemapEntry } from './parsed.js';
import { ParsingError } from './parsing-error.js';
import { MAX_SITEMAP_BYTES, MAX_SITEMAP_ENTRIES } from './parsing-limits.js';
import { webAddress } from './web-address.js';
import { childrenOf, firstText } from './xml-query.js';
import { readXml } from './xml-tree.js';

/**
 * Reads a sitemap or a sitemap index (sitemaps.org), also compressed, and lists of addresses in plain text.
 * @throws {ParsingError} NOT_A_SITEMAP, UNPARSABLE, TOO_DEEP, TOO_LARGE
 */
export function parseSitemap(bytes: Uint8Array, { contentType, url }: ByteSource): ParsedSitemap {
  const text = decodeXml(decompressed(bytes), contentType);
  if (!text.trimStart().startsWith('<')) return fromLines(text);
  const root = readXml(text, url).find(({ name }) => name === 'urlset' || name === 'sitemapindex');
  if (!root) throw new ParsingError('NOT_A_SITEMAP', 'It is XML or HTML, but neither a urlset nor a sitemapindex.');
  const kind = root.name === 'urlset' ? 'urlset' : 'index';
  return sitemap(
    kind,
    childrenOf(root, kind === 'urlset' ? 'url' : 'sitemap').map((entry) => ({
      url: webAddress(firstText(entry, 'loc'), url),
      lastModified: readDate(firstText(entry, 'lastmod')),
    })),
  );
}

/** gzip by its magic number: servers seldom say that a `.xml.gz` is compressed. */
function decompressed(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_SITEMAP_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ParsingError('TOO_LARGE', `It is over ${MAX_SITEMAP_BYTES} bytes once decompressed.`, { cause: error });
    }
    throw new ParsingError('UNPARSABLE', 'It begins like gzip, but is broken.', { cause: error });
  }
}

function fromLines(text: string): ParsedSitemap {
  const lines = text.split('\n', MAX_SITEMAP_ENTRIES * 2);
  const entries = lines.map((line) => ({ url: webAddress(line), lastModified: null }));
  if (!entries.some((entry) => entry.url)) throw new ParsingError('NOT_A_SITEMAP', 'It lists no addresses.');
  return sitemap('urlset', entries);
}

function sitemap(
  kind: ParsedSitemap['kind'],
  candidates: { url: string | null; lastModified: string | null }[],
): ParsedSitemap {
  const entries = candidates.filter((entry): entry is SitemapEntry => entry.url !== null);
  return { kind, entries: entries.slice(0, MAX_SITEMAP_ENTRIES), truncated: entries.length > MAX_SITEMAP_ENTRIES };
}
