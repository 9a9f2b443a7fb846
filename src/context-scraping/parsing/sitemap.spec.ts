import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseSitemap } from './sitemap.js';

const source = { url: 'https://site.example/sitemap.xml' };
const xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const parse = (text: string | Uint8Array): ReturnType<typeof parseSitemap> =>
  parseSitemap(Buffer.from(text as string), source);

describe('parseSitemap', () => {
  const urlset = `<?xml version="1.0"?><urlset ${xmlns} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc> https://site.example/a?b=1&amp;c=2 </loc><lastmod>2024-02-03</lastmod><image:image><image:loc>https://site.example/i.png</image:loc></image:image></url>
    <url><loc>/relative</loc><lastmod>soon</lastmod></url><url><loc>ftp://site.example/x</loc></url><url/></urlset>`; // prettier-ignore
  const entries = [
    { url: 'https://site.example/a?b=1&c=2', lastModified: '2024-02-03T00:00:00.000Z' },
    { url: 'https://site.example/relative', lastModified: null },
  ];

  it('reads a urlset, plain or compressed', () => {
    expect(parse(urlset)).toEqual({ kind: 'urlset', entries, truncated: false });
    expect(parse(gzipSync(urlset))).toEqual({ kind: 'urlset', entries, truncated: false });
  });

  it('reads an index, whatever its prefix', () => {
    const index = `<s:sitemapindex ${xmlns.replace('xmlns', 'xmlns:s')}><s:sitemap><s:loc>https://site.example/1.xml.gz</s:loc></s:sitemap></s:sitemapindex>`; // prettier-ignore
    expect(parse(index)).toMatchObject({ kind: 'index', entries: [{ url: 'https://site.example/1.xml.gz' }] });
  });

  it('reads a list of addresses', () => {
    expect(
      parse('\uFEFFhttps://site.example/a\r\nnot one\nhttps://site.example/b').entries.map(({ url }) => url),
    ).toEqual(['https://site.example/a', 'https://site.example/b']);
  });

  it('reads 50 000 entries at most', () => {
    const many = parse('https://site.example/a\n'.repeat(50_001));
    expect(many).toMatchObject({ truncated: true });
    expect(many.entries).toHaveLength(50_000);
  });

  it.each([
    ['NOT_A_SITEMAP', '<!doctype html><html><body>Not found</body></html>'],
    ['NOT_A_SITEMAP', '<rss><channel/></rss>'],
    ['NOT_A_SITEMAP', ''],
    ['UNPARSABLE', Buffer.from([0x1f, 0x8b, 0x08, 1, 2, 3])],
    ['TOO_LARGE', gzipSync(Buffer.alloc(60 * 1024 * 1024))],
    ['TOO_DEEP', `<urlset>${'<url>'.repeat(1_000)}`],
  ])('refuses with %s', (code, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code }));
  });
});
