import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLittleText, saysTheSame, toLittleText } from './linkedin.text.js';

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'ab \n1é#＃{}[]()<>@|\\*_~&/'), maxLength: 40 }),
);
/** The characters that the format reserves. */
const RESERVED = String.raw`\|{}@[]()<>#*_~`;

describe('toLittleText', () => {
  it.each([
    ['Plain text, 100 %!', 'Plain text, 100 %!'],
    ['(see) [this]', String.raw`\(see\) \[this\]`],
    ['#Tea and #日本', '#Tea and #日本'],
    ['#snake_case', String.raw`#snake\_case`],
    ['we are #1, C# is a language', String.raw`we are \#1, C\# is a language`],
    ['https://a.example/#top &#x27;', String.raw`https://a.example/\#top &\#x27;`],
    ['##a', String.raw`\#\#a`],
    ['@[Ann](urn:li:person:1)', String.raw`\@\[Ann\]\(urn:li:person:1\)`],
    ['a\\b', 'a\\\\b'],
  ])('writes %j as %j', (text, little) => {
    expect(toLittleText(text)).toBe(little);
  });

  it('is undone by reading, whatever the text', () => {
    fc.assert(fc.property(texts, (text) => void expect(fromLittleText(toLittleText(text))).toBe(text)));
  });

  it('leaves no reserved character but those that begin a hashtag', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const bare = toLittleText(text)
          .replace(/\\./gsu, '')
          .replace(/#(?=[\p{L}\p{N}\p{M}]|$)/gu, '');
        expect([...bare].filter((character) => RESERVED.includes(character))).toEqual([]);
      }),
    );
  });
});

describe('fromLittleText', () => {
  it.each([
    [String.raw`New {hashtag|\#|Tea} here`, 'New #Tea here'],
    ['{hashtag|#|a}{hashtag|＃|b}', '#a＃b'],
    [String.raw`{hashtag|\#|snake\_case}`, '#snake_case'],
    [String.raw`\{hashtag\|\#\|a\}`, '{hashtag|#|a}'],
    [String.raw`\n stays`, String.raw`\n stays`],
    ['@[Ann](urn:li:person:1)', '@[Ann](urn:li:person:1)'],
    ['{hashtag|#|'.repeat(20_000), '{hashtag|#|'.repeat(20_000)],
  ])('reads %j', (little, text) => {
    expect(fromLittleText(little)).toBe(text);
  });
});

describe('saysTheSame', () => {
  it('recognizes every text in what LinkedIn makes of it', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, crlf) => {
        const little = toLittleText(text.normalize('NFC').replace(/\r/g, '\n')).trim();
        const templates = little.replace(/(?<!\\)#(\p{L}+)/gu, String.raw`{hashtag|\#|$1}`);
        expect(saysTheSame(text, crlf ? templates.replaceAll('\n', ' \r\n') : templates)).toBe(true);
      }),
    );
  });

  it('takes no other text for it', () => {
    fc.assert(
      fc.property(texts, texts, (sent, other) => {
        const bare = (text: string) =>
          text
            .normalize('NFC')
            .replace(/\r\n?/g, '\n')
            .replace(/[^\S\n]+$/gm, '')
            .trim();
        fc.pre(bare(sent) !== bare(other));
        expect(saysTheSame(sent, toLittleText(other))).toBe(false);
      }),
    );
  });
});
