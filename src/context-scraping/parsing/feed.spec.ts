import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFeed } from './feed.js';
import type { FeedItem, ParsedFeed } from './parsed.js';
import { ParsingError } from './parsing-error.js';

const url = 'https://site.example/feeds/all.xml';
const parse = (text: string | Buffer, maxItems = 1_000): ParsedFeed =>
  parseFeed(Buffer.from(text as string), { url, contentType: 'text/html' }, maxItems);
const itemsOf = (text: string | Buffer): FeedItem[] => parse(text).items;
const rss = (items: string, attributes = ''): string =>
  `<?xml version="1.0"?><rss version="2.0" ${attributes}><channel><title>Feed</title><link>/</link>${items}</channel></rss>`;
const atom = (entries: string, attributes = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Feed</title>${entries}</feed>`;

/** A feed as JSON, or the code of the error that it is refused with; anything else is a crash. */
function outcomeOf(text: string): string {
  try {
    return JSON.stringify(parse(text)).replaceAll('\\u0000', '\0');
  } catch (error) {
    if (error instanceof ParsingError) return error.code;
    throw error;
  }
}

describe('parseFeed', () => {
  it('reads RSS 2.0 with its extensions, newest first', () => {
    const feed = rss(
      `<item><title>Old</title><link>https://site.example/old</link><pubDate>Tue, 13 Apr 2004 12:00:00 GMT</pubDate></item>
       <item><title>New &amp;amp; &lt;b&gt;bold&lt;/b&gt;</title><link> ../new </link><guid isPermaLink="false">n1</guid><pubDate>14 Apr 04 00:00 EST</pubDate>
         <description>Short</description><c:encoded><![CDATA[<p>Long <a href="/x">link</a></p><script>bad()</script>]]></c:encoded>
         <dc:creator>Jane Doe</dc:creator><category>Foxes</category><category>foxes</category><itunes:keywords>a, b</itunes:keywords></item>`,
      'xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    );
    expect(parse(feed)).toMatchObject({ title: 'Feed', siteUrl: 'https://site.example/', truncated: false });
    expect(itemsOf(feed)[1]).toMatchObject({ title: 'Old', id: 'https://site.example/old' });
    expect(itemsOf(feed)[0]).toEqual({
      id: 'n1',
      url: 'https://site.example/new',
      title: 'New & bold',
      content: 'Long [link](https://site.example/x)',
      summary: 'Short',
      author: 'Jane Doe',
      publishedAt: '2004-04-14T05:00:00.000Z',
      language: null,
      keywords: ['Foxes', 'a', 'b'],
    });
  });

  it('reads RSS 1.0, 0.90 and 1.1', () => {
    const rdf = (namespace: string): string =>
      `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${namespace}" xmlns:d="http://purl.org/dc/elements/1.1/">
       <channel><title>Feed</title></channel><item r:about="https://site.example/1"><title>One</title><d:date>2004-04</d:date></item></r:RDF>`;
    const one = { title: 'One', url: 'https://site.example/1', publishedAt: '2004-04-01T00:00:00.000Z' };
    expect(itemsOf(rdf('http://purl.org/rss/1.0/'))).toMatchObject([one]);
    expect(itemsOf(rdf('http://my.netscape.com/rdf/simple/0.9/'))).toMatchObject([one]);
    expect(itemsOf('<Channel xmlns="http://purl.org/net/rss1.1#"><title>F</title><items><item><title>One</title></item></items></Channel>')).toMatchObject([{ title: 'One' }]);
  }); // prettier-ignore

  it('reads Atom 1.0: text, HTML and XHTML, and links against xml:base', () => {
    const [xhtml, html, text] = itemsOf(
      atom(
        `<entry xml:base="a/"><id>1</id><title>A &lt;b></title><link rel="self" href="no"/><link href="one"/><published>2004-04-13T00:00:00Z</published>
           <content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:a href="in">x &amp; y</x:a><x:br/>z</x:div></content>
           <author><name>Jane</name></author><author><name>John</name></author><category term="t" label="Label"/></entry>
         <entry><id>2</id><title type="html">B &lt;i>i&lt;/i></title><updated>2004-04-12T00:00:00Z</updated><content type="html">&lt;p>p&lt;/p></content></entry>
         <entry><id>https://site.example/3</id><updated>2004-04-11T00:00:00Z</updated><content type="image/png">iVBO</content><summary>1 &lt; 2 &lt;b></summary></entry>`,
        'xml:base="https://base.example/" xml:lang="de"',
      ),
    );
    expect(xhtml).toMatchObject({ title: 'A <b>', url: 'https://base.example/a/one', content: '[x & y](https://base.example/a/in)  \nz', author: 'Jane, John', keywords: ['Label'], language: 'de' });
    expect(html).toMatchObject({ title: 'B i', content: 'p', url: null });
    expect(text).toMatchObject({ url: 'https://site.example/3', content: '1 < 2 &lt;b>', title: null });
  }); // prettier-ignore

  it('reads Atom 0.3, and a single entry', () => {
    const entry = '<id>1</id><issued>2004-04-13</issued><content type="text/html" mode="escaped">&lt;b>x&lt;/b></content>';
    expect(itemsOf(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>${entry}</entry></feed>`)).toMatchObject([{ content: '**x**', publishedAt: '2004-04-13T00:00:00.000Z' }]);
    expect(itemsOf(`<entry xmlns="http://www.w3.org/2005/Atom">${entry}</entry>`)).toMatchObject([{ id: '1' }]);
  }); // prettier-ignore

  it('reads JSON Feed 1 and 1.1', () => {
    const item = { id: 7, url: '/x', title: 'T', content_html: '<p>c</p>', date_published: '2004-04-13', tags: ['a', 3], author: { name: 'Jane' } };
    const feed = { version: 'https://jsonfeed.org/version/1', title: 'Feed', home_page_url: '/', items: [item, null, { id: '8', content_text: '<b>' }] };
    expect(parse(`\uFEFF ${JSON.stringify(feed)}`)).toMatchObject({
      title: 'Feed',
      siteUrl: 'https://site.example/',
      items: [
        { id: '7', url: 'https://site.example/x', content: 'c', keywords: ['a'], author: 'Jane' },
        { id: '8', content: '&lt;b>', url: null },
      ],
    });
  }); // prettier-ignore

  it('makes one item of two with one id, the newer', () => {
    const item = (title: string, date: string): string => `<item><guid>g</guid><title>${title}</title><pubDate>${date}</pubDate></item>`;
    expect(itemsOf(rss(item('old', '2004-04-13') + item('new', '2004-04-14')))).toMatchObject([{ title: 'new' }]);
  }); // prettier-ignore

  it('gives an item without id and address the same id each time, and another than its neighbour', () => {
    const feed = rss('<item><title>a</title></item><item><title>b</title></item>');
    const ids = itemsOf(feed).map(({ id }) => id);
    expect(itemsOf(feed).map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
  });

  it('gives the newest, and says that there are more', () => {
    const feed = parse(rss('<item><guid>a</guid></item><item><guid>b</guid><pubDate>2004-04-13</pubDate></item>'), 1);
    expect(feed).toMatchObject({ items: [{ id: 'b' }], truncated: true });
  });

  it('reads an empty feed', () => {
    expect([rss(''), atom(''), '<rss/>', '{"version":"https://jsonfeed.org/version/1.1"}'].map(itemsOf)).toEqual([[], [], [], []]);
  }); // prettier-ignore

  it('reads what is not quite XML: text before the declaration, bare &, HTML entities, what is not closed', () => {
    const [item] = itemsOf(`\n\n <?xml version="1.0"?><!-- c --><RSS><channel><item><title>A & B&nbsp;&eacute; &#150;</title><link>https://site.example/?a=1&b=2</link><description>x<p>y</description>`);
    expect(item).toMatchObject({ title: 'A & B é –', url: 'https://site.example/?a=1&b=2', content: 'x\n\ny' });
  }); // prettier-ignore

  it('expands no entity of the document and reads nothing from outside', () => {
    const dtd = `<!DOCTYPE rss [<!-- ]> --><!ENTITY a "]>boom"><!ENTITY f SYSTEM "file:///etc/hostname"><!ELEMENT rss ANY>]>`;
    expect(itemsOf(`<?xml version="1.0"?>${dtd}<rss><channel><item><title>&a; &f; &amp;</title></item></channel></rss>`)).toMatchObject([{ title: '&a; &f; &' }]);
  }); // prettier-ignore

  it('decodes as the declaration says', () => {
    const feed = Buffer.from('<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><title>\xcf\xf0</title></item></channel></rss>', 'latin1');
    expect(itemsOf(feed)).toMatchObject([{ title: 'Пр' }]);
  }); // prettier-ignore

  it.each([
    ['NOT_A_FEED', '<!doctype html><html><body><item>x</item></body></html>'],
    ['NOT_A_FEED', ''],
    ['NOT_A_FEED', '{"a":1}'],
    ['UNPARSABLE', '{"items":['],
    ['TOO_DEEP', `<rss>${'<a>'.repeat(300)}`],
  ])('refuses with %s: %s', (code, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code }));
  });

  it('reads or refuses, whatever it is given', () => {
    const pieces = fc.constantFrom('<rss>', '<channel>', '<item>', '</item>', '<feed xmlns="http://www.w3.org/2005/Atom">', '<entry>', '</entry>', '<title>', '</title>', '<link href="x"/>', '<link>', '<guid>', '<content type="xhtml">', '<![CDATA[', ']]>', '<!--', '-->', '<!DOCTYPE', '[', ']>', '<?xml', '?>', '&', '&lt;', '"', '>', '<', 'text', '\0', '<a:b xmlns:a="x">', 'xml:base="::"', '2004-04-13', '<pubDate>'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(outcomeOf(`<rss><channel>${parts.join('')}`)).toMatch(/^(?:NOT_A_FEED|TOO_DEEP|\{[^\0]*\})$/);
      }),
    );
  });
});
