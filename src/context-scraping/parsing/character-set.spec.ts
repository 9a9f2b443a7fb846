import { describe, expect, it } from 'vitest';
import { decodeHtml, decodeText, decodeXml } from './character-set.js';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const declared = (charset: string): string => `<meta charset="${charset}"><p>`;

describe('decodeHtml', () => {
  it.each([
    ['a byte order mark before the header', Buffer.from('\uFEFFé', 'utf8'), 'text/html; charset=iso-8859-1', 'é'],
    ['UTF-16 by its byte order mark', Buffer.from('\uFEFFé', 'utf16le'), null, 'é'],
    ['the header before <meta>', latin(`${declared('utf-8')}\xe9`), 'text/html; charset="ISO-8859-1"', 'é'],
    ['<meta charset>', latin(`${declared('windows-1251')}\xcf\xf0`), 'text/html', 'Пр'],
    [
      '<meta http-equiv>',
      latin('<meta http-equiv=content-type content="text/html; charset=gb2312">\xb1\xb1'),
      null,
      '北',
    ],
    ['windows-1252 where nothing is said', latin('\x93\xe9\x94 \x80'), null, '“é” €'],
    ['windows-1252 under the label latin1', latin(`${declared('latin1')}\x85`), null, '…'],
    ['UTF-8 where <meta> says UTF-16', Buffer.from(`${declared('utf-16')}é`), null, 'é'],
    ['UTF-8 where nothing is said', Buffer.from('é'), null, 'é'],
    ['UTF-8 against what <meta> says', Buffer.from(declared('gb2312') + 'é'.repeat(40)), null, 'é'.repeat(40)],
    ['what no browser reads as UTF-8', latin('\x1b$)C abc'), 'text/html; charset=iso-2022-kr', 'abc'],
    ['an unknown label as none', latin('\xe9'), 'text/html; charset=klingon', 'é'],
  ])('reads %s', (_case, bytes, contentType, text) => {
    expect(decodeHtml(bytes, contentType)).toMatch(new RegExp(`${text}$`));
  });

  it('does not look for <meta> behind the first 1024 bytes', () => {
    expect(decodeHtml(latin(`${' '.repeat(1024)}${declared('windows-1251')}\xcf`))).toMatch(/Ï$/);
  });
});

describe('decodeXml', () => {
  it.each([
    ['the declaration', latin('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xb1</a>'), null, 'ą'],
    [
      'the header before the declaration',
      latin('<?xml version="1.0" encoding="utf-8"?><a>\xe9</a>'),
      'text/xml; charset=latin1',
      'é',
    ],
    ['UTF-8 where nothing is said', Buffer.from('<a>é</a>'), 'text/xml', 'é'],
    ['windows-1252 where it is not UTF-8', latin('<a>\xe9</a>'), null, 'é'],
    ['UTF-16 without a byte order mark', Buffer.from('<?xml version="1.0"?><a>é</a>', 'utf16le'), null, 'é'],
    ['an unknown label as none', Buffer.from('<?xml version="1.0" encoding="klingon"?><a>é</a>'), null, 'é'],
  ])('reads %s', (_case, bytes, contentType, text) => {
    expect(decodeXml(bytes, contentType)).toContain(`<a>${text}</a>`);
  });
});

describe('decodeText', () => {
  it('reads UTF-8, else windows-1252, else what the header says', () => {
    expect(decodeText(Buffer.from('naïve'))).toBe('naïve');
    expect(decodeText(latin('na\xefve'))).toBe('naïve');
    expect(decodeText(latin('\xcf'), 'text/plain; charset=koi8-r')).toBe('о');
  });
});
