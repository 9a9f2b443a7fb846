import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLittleText } from './little-text.js';

describe('readLittleText', () => {
  it.each([
    ['Plain text', 'Plain text', 'Plain text'],
    ['50 \\(fifty\\) \\#1 a\\\\b', '50 (fifty) #1 a\\b', '50 \\(fifty\\) \\#1 a\\\\b'],
    ['Cut here (and not shown)', 'Cut here ', 'Cut here '],
    ['Cut there) and here', 'Cut there', 'Cut there'],
    ['Hi @[Ada \\[Inc\\]](urn:li:person:1)!', 'Hi Ada [Inc]!', 'Hi @[Ada \\[Inc\\]](urn:li:person:1)!'],
    ['#live {hashtag|\\#|word}', '#live #word', '#live {hashtag|\\#|word}'],
    ['ends \\', 'ends \\', 'ends \\'],
  ])('%j', (commentary, shown, kept) => {
    expect(readLittleText(commentary)).toEqual({ shown, kept });
  });

  it('shows any text that was escaped as documented', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replace(/[\\|{}@[\]()<>#*_~]/g, '\\$&');
        expect(readLittleText(escaped)).toEqual({ shown: text, kept: escaped });
      }),
    );
  });
});
