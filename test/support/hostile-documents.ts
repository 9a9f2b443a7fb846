import { gzipSync } from 'node:zlib';
import type { DocumentParser } from '../../src/context-scraping/parsing/document-parser.js';

/** A document that means harm, and how it is given to the parser. */
export interface HostileDocument {
  name: string;
  parse: (parser: DocumentParser) => Promise<unknown>;
}

const url = 'https://hostile.example/';
const deadlineMs = 500;

// Bytes are made when this file is loaded: making them later would be what holds up a measured event loop.
const page = (name: string, html: string): HostileDocument => {
  const bytes = Buffer.from(html);
  return { name: `page: ${name}`, parse: (parser) => parser.parsePage(bytes, { url }, { deadlineMs }) };
};
const feed = (name: string, xml: string): HostileDocument => {
  const bytes = Buffer.from(xml);
  return { name: `feed: ${name}`, parse: (parser) => parser.parseFeed(bytes, { url }, { deadlineMs }) };
};
const sitemap = (name: string, bytes: Uint8Array): HostileDocument => ({
  name: `sitemap: ${name}`,
  parse: (parser) => parser.parseSitemap(bytes, { url }, { deadlineMs }),
});
const pdf = (name: string, content: string): HostileDocument => {
  const bytes = Buffer.from(content, 'latin1');
  return { name: `pdf: ${name}`, parse: (parser) => parser.parsePdf(bytes, { deadlineMs }) };
};
const text = (name: string, content: string): HostileDocument => {
  const bytes = Buffer.from(content);
  return { name: `text: ${name}`, parse: (parser) => parser.parseText(bytes, 'text/markdown', { deadlineMs }) };
};

const entities = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
const inRss = (body: string): string =>
  `<rss version="2.0"><channel><item><title>x</title><description>${body}</description></item></channel></rss>`;

/** Thirty documents that hurt parsers: by size, by depth, by what they expand to, or by what takes quadratic time. */
export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  page('200 KB of <', '<'.repeat(200_000)),
  page('2 000 nested div', `${'<div>'.repeat(2_000)}${'text, '.repeat(500)}`),
  page('300 000 nested div', '<div>'.repeat(300_000)),
  page('nested formatting', '<b><i><font><a href=x>y<p>'.repeat(20_000)),
  page('10 000 nested tables', '<table><tr><td>'.repeat(10_000)),
  page('4 MB of spaces', `<p>${' '.repeat(4_000_000)}x`),
  page('10 MB of spaces', ' '.repeat(10_485_760)),
  page('500 000 elements', '<p>x'.repeat(500_000)),
  page('100 000 attributes', `<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}=1`).join(' ')}>x`),
  page('unclosed comments', '<!--'.repeat(500_000)),
  page('deep JSON-LD', `<script type="application/ld+json">${'['.repeat(1_000_000)}</script><p>x`),
  page('50 branches 200 deep', `${'<div>'.repeat(200)}${'text, '.repeat(40)}${'</div>'.repeat(200)}`.repeat(500)),
  page('40 000 links and line breaks', '<a href=x>x, y</a><br>'.repeat(40_000)),
  feed('200 KB of <', '<'.repeat(200_000)),
  feed('entity bomb', `<!DOCTYPE rss [<!ENTITY e0 "bomb">${entities}]>${inRss('&e20;')}`),
  feed('external entity', `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inRss('&x;')}`),
  feed('unclosed document type', `<!DOCTYPE rss [${'<!ENTITY a "'.repeat(200_000)}`),
  feed('200 000 nested elements', `<rss>${'<a>'.repeat(200_000)}`),
  feed('a million elements', `<rss><channel>${'<item/>'.repeat(1_200_000)}</channel></rss>`),
  feed('hostile HTML in every item', `<rss><channel>${`<item><description><![CDATA[${'<div>'.repeat(2_000)}]]></description></item>`.repeat(900)}`),
  feed('deep JSON', `{"items":${'['.repeat(2_000_000)}`),
  feed('unclosed CDATA', inRss('<![CDATA['.repeat(500_000))),
  sitemap('gzip bomb', gzipSync(Buffer.alloc(200 * 1024 * 1024))),
  sitemap('broken gzip', Buffer.concat([gzipSync('<urlset>'), Buffer.from('rubbish')]).subarray(0, 20)),
  sitemap('half a million entries', gzipSync(`<urlset>${'<url><loc>https://a.example/</loc></url>'.repeat(500_000)}`)),
  pdf('rubbish', `%PDF-1.7\n${'\u0000\u00ffobj << /Length 99999999 >> stream'.repeat(10_000)}`),
  pdf('a page tree in a circle', '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999>>endobj\ntrailer<</Root 1 0 R>>'),
  pdf('nested arrays', `%PDF-1.4\n1 0 obj ${'['.repeat(500_000)}`),
  text('Markdown of brackets', '['.repeat(500_000)),
  text('Markdown of nested quotes', `${'> '.repeat(200_000)}x`),
]; // prettier-ignore
