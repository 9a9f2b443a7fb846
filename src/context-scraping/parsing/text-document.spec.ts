import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { parseText } from './text-document.js';

const content = (text: string, type = 'text/plain'): string => parseText(Buffer.from(text), type).content;

describe('parseText', () => {
  it('keeps the paragraphs of plain text, and makes no HTML nor links of it', () => {
    expect(content('One\r\ntwo  \r\n\r\n\r\n\r\nthree')).toBe('One\ntwo\n\nthree');
    expect(content('a <b>b</b> [c](javascript:d) &amp; 1 < 2')).toBe(
      'a &lt;b>b&lt;/b> \\[c\\](javascript:d) &amp;amp; 1 < 2',
    );
    expect(content('\\[a\\](javascript:b) C:\\d')).toBe('\\\\\\[a\\\\\\](javascript:b) C:\\d');
  });

  it('keeps Markdown, code too, but no HTML and no links that are not for readers', () => {
    const markdown = '# Foxes\n\n<div>a</div>\n\n[b](https://c.example) [d](javascript:e) `<i>`\n\n```\n<p>\n```';
    expect(parseText(Buffer.from(markdown), 'text/markdown; charset=utf-8')).toMatchObject({
      title: 'Foxes',
      content: '# Foxes\n\n&lt;div>a&lt;/div>\n\n[b](https://c.example) \\[d\\](javascript:e) `<i>`\n\n```\n<p>\n```',
    });
  });

  it.each(['text/markdown', 'text/plain'])('leaves no HTML and no unsafe link in any %s', (type) => {
    const pieces = fc.constantFrom('<b>', '</b>', '<!--', '-->', '<', '>', '`', '```', '\n', '\n\n', '> ', '- ', '\\', '[', '](javascript:x)', ']: data:x', 'a', ' ', '    ', '&lt;', '<script>', '<a:b>'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 20 }), (parts) => {
        const safe = content(`a\n\n${parts.join('')}`, type);
        expect(JSON.stringify(fromMarkdown(safe))).not.toMatch(/"type":"html"|"url":"(?:javascript|data):/);
      }),
      {
        numRuns: 500,
        examples: [[['[', '[', ...Array<string>(3).fill('](javascript:x)')]], [['\\', '[', '](javascript:x)']]],
      },
    );
  });

  it('decodes as the Content-Type says, and bounds what it keeps', () => {
    expect(parseText(Buffer.from('caf\xe9', 'latin1'), 'text/plain; charset=iso-8859-1').content).toBe('café');
    const long = parseText(Buffer.from('x'.repeat(1_000_001)), null);
    expect(long).toMatchObject({ truncated: true });
    expect(long.content).toHaveLength(1_000_000);
  });

  it('refuses what is no text', () => {
    expect(() => content('PK\x03\x04\0\0')).toThrow(expect.objectContaining({ code: 'UNPARSABLE' }));
    expect(() => content(' \n ')).toThrow(expect.objectContaining({ code: 'NO_TEXT' }));
  });
});
