import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldOf, piecesOf } from './post-text.js';

const marked = (text: string) => piecesOf(text).flatMap((piece) => (piece.isMarked ? [piece.text] : []));

describe('piecesOf', () => {
  it.each([
    ['New #coffee by @acme: https://example.com/a?b#c', ['#coffee', '@acme', 'https://example.com/a?b#c']],
    ['Write to me@example.com, &#39; or a#b', []],
    ['#größe', ['#größe']],
  ])('%s', (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });

  it('keeps every character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          piecesOf(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('foldOf', () => {
  it('shows all of a short post, and of X', () => {
    expect([foldOf('INSTAGRAM', 'Short'), foldOf('TWITTER', 'word '.repeat(80))]).toEqual([null, null]);
  });

  it('cuts between words', () => {
    expect(foldOf('INSTAGRAM', 'word '.repeat(40))).toMatch(/ word$/);
  });
});
