import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repliedTo, saysTheSame, type ShownPost, shownPost } from './x.text.js';

/** As X shows a post: see docs.x.com/x-api/fundamentals/data-dictionary, `entities.urls`. */
function show(text: string, links: Record<string, string>, { images = false, crlf = false } = {}): ShownPost {
  const urls = Object.entries(links).map(([url, expanded_url]) => ({ url, expanded_url }));
  const picture = {
    url: 'https://t.co/picture000',
    display_url: 'pic.x.com/a',
    expanded_url: 'https://x.com/u/status/7/photo/1',
  };
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').normalize('NFC').trim();
  const lines = crlf ? escaped.replaceAll('\n', ' \r\n') : escaped;
  return shownPost.parse({
    id: '7',
    text: images ? `${lines} ${picture.url}` : lines,
    entities: { urls: images ? [...urls, picture] : urls },
  });
}

const words = fc.string({ unit: fc.constantFrom(...'ab é&<>;\n #@日👋e\u0301'), maxLength: 40 });
const hosts = fc.constantFrom(
  'example.com',
  'https://Example.com/',
  'http://example.com/A?b=c&d#e',
  'https://example.com/x/',
);

describe('saysTheSame', () => {
  it('recognizes every text in what X makes of it', () => {
    fc.assert(
      fc.property(words, hosts, words, fc.boolean(), fc.boolean(), (before, link, after, images, crlf) => {
        const sent = `${before} ${link} ${after}`;
        const expanded = link.startsWith('http') ? link : `http://${link}`;
        const shown = show(
          `${before} https://t.co/abcdefghij ${after}`,
          { 'https://t.co/abcdefghij': expanded },
          { images, crlf },
        );
        expect(saysTheSame(sent, shown)).toBe(true);
      }),
    );
  });

  it('takes no other text for it', () => {
    const bare = (text: string) =>
      text
        .normalize('NFC')
        .replace(/[^\S\n]+$/gm, '')
        .trim();
    fc.assert(
      fc.property(words, words, (sent, other) => {
        fc.pre(bare(sent) !== bare(other));
        expect(saysTheSame(sent, show(other, {}))).toBe(false);
      }),
    );
  });

  it.each([
    ['A &amp; B', 'A &amp;amp; B', true],
    ['A &amp; B', 'A &amp; B', false],
    ['a  b', 'a b', false],
    ['a\nb', 'a b', false],
    ['Case', 'case', false],
    ['see https://t.co/unknown111', 'see https://t.co/unknown111', true],
  ])('of %j and %j is %j', (sent, text, same) => {
    expect(saysTheSame(sent, shownPost.parse({ id: '1', text }))).toBe(same);
  });

  it('sees a link to another post, and another link', () => {
    const quoted = { 'https://t.co/abcdefghij': 'https://x.com/u/status/99/photo/1' };
    const shown = show('look https://t.co/abcdefghij', quoted);
    expect(saysTheSame('look https://x.com/u/status/99/photo/1', shown)).toBe(true);
    expect(saysTheSame('look https://x.com/u/status/98/photo/1', shown)).toBe(false);
    expect(saysTheSame('look', shown)).toBe(false);
  });

  it('reads posts whose entities have no known shape', () => {
    const shown = shownPost.parse({ id: '1', text: 'a', entities: { urls: [null, 7, {}] }, referenced_tweets: 'none' });
    expect(saysTheSame('a', shown)).toBe(true);
    expect(repliedTo(shown)).toBeNull();
  });
});

describe('repliedTo', () => {
  it('is the post that is answered, not one that is quoted', () => {
    const references = [
      { type: 'quoted', id: '3' },
      { type: 'replied_to', id: '4' },
    ];
    expect(repliedTo(shownPost.parse({ id: '1', text: 'a', referenced_tweets: references }))).toBe('4');
  });
});
