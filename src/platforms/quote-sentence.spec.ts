import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteSentence } from './quote-sentence.js';

describe('quoteSentence', () => {
  it.each([
    ['Your media IDs are invalid.', 'Your media IDs are invalid'],
    ['two\r\n lines\u0000', 'two lines'],
    ['see https://x.com/a?access_token=b for more', 'see (link) for more'],
    [`token ${'a1_-'.repeat(20)} is bad`, 'token … is bad'],
    ['urn:li:organization:2414183 may not', 'urn:li:organization:2414183 may not'],
    [{ message: 'no text' }, ''],
    [undefined, ''],
  ])('makes %j into %j', (text, quoted) => {
    expect(quoteSentence(text)).toBe(quoted);
  });

  it('is one short line of whole characters, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const quoted = quoteSentence(text);
        expect([...quoted].length).toBeLessThanOrEqual(200);
        expect(quoted).not.toMatch(/[\p{C}\n]/u);
        expect(quoted.isWellFormed()).toBe(true);
      }),
    );
  });
});
