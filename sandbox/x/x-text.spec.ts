import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTextFault, renderText } from './x-text.js';

const render = (text: string, mediaKeys: readonly string[] = []) =>
  renderText({ text, mediaKeys, page: 'https://x.com/i/status/1' });

/** What a client does to get the text back. */
const restore = ({ text, urls }: ReturnType<typeof render>) =>
  urls
    .reduce((rest, { url, expanded_url: expanded }) => rest.replace(url, expanded.replaceAll('$', '$$$$')), text)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

describe('renderText', () => {
  it('escapes &, < and >, and nothing else', () => {
    expect(render(`A & B < C > D "e" 'f' &amp;`).text).toBe(`A &amp; B &lt; C &gt; D "e" 'f' &amp;amp;`);
  });

  it('gives links back as t.co, with where they are in code points and where they lead', () => {
    const { text, urls } = render('👋 & see https://example.com/a?b=1&c=2, or example.org.');
    expect(text).toMatch(/^👋 &amp; see https:\/\/t\.co\/\w{10}, or https:\/\/t\.co\/\w{10}\.$/);
    expect(urls.map(({ expanded_url, display_url }) => [expanded_url, display_url])).toEqual([
      ['https://example.com/a?b=1&c=2', 'example.com/a?b=1&c=2'],
      ['http://example.org', 'example.org'],
    ]);
    for (const { start, end, url } of urls) expect([...text].slice(start, end).join('')).toBe(url);
  });

  it('ends in one link more when there are images', () => {
    const { text, urls } = render('Look', ['3_1', '3_2']);
    expect(text).toMatch(/^Look https:\/\/t\.co\/\w{10}$/);
    expect(urls.map((url) => url.media_key)).toEqual(['3_1', '3_2']);
    expect(urls[0]).toMatchObject({ start: 5, end: 28, expanded_url: 'https://x.com/i/status/1/photo/1' });
  });

  it('can be undone by a client', () => {
    const word = fc.oneof(
      fc.constantFrom('https://a.example.com/x?y=1&z=<', 'a&b', '<b>', 'https://x.com'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.filter((one) => !/\w\.\w/.test(one) || one.startsWith('https:')).join(' ');
        expect(restore(render(text))).toBe(text);
      }),
    );
  });
});

describe('findTextFault', () => {
  it('counts by weight', () => {
    expect(findTextFault('a'.repeat(280))).toBeUndefined();
    expect(findTextFault('a'.repeat(281))).toContain('too long');
    expect(findTextFault('語'.repeat(141))).toContain('too long');
    expect(findTextFault(`https://example.com/${'a'.repeat(400)}`)).toBeUndefined();
    expect(findTextFault('a\uFFFE')).toContain('not accepted');
  });
});
