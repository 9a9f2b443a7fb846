import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparablePath, comparablePattern, matches } from './robots-pattern.js';

const piece = fc.constantFrom('a', 'b', 'ab', '/', '*', '?', '%2F', '%61', 'ä', '$', '|');
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`);

/** The meaning of a pattern, said with a regular expression. */
function matchesByExpression(pattern: string, path: string): boolean {
  const source = pattern.replace(/[.+?^{}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}`, 's').test(path);
}

describe('matches', () => {
  const plain = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 10 }).map((parts) => `/${parts.join('')}`);
  const wild = fc.tuple(fc.array(fc.constantFrom('a', 'b', '/', '*'), { maxLength: 8 }), fc.boolean());

  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(wild, plain, ([parts, anchored], path) => {
        const pattern = `/${parts.join('')}${anchored ? '$' : ''}`;
        expect(matches(pattern, path)).toBe(matchesByExpression(pattern, path));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('comparablePath', () => {
  it('spells a URL one way', () => {
    fc.assert(
      fc.property(text, (path) => {
        const once = comparablePath(new URL(`https://user@example.com:81${path}`));
        expect(comparablePath(new URL(`https://example.com${once}`))).toBe(once);
        expect(once).toMatch(/^\/[!-~]*$/);
      }),
    );
  });

  it('leaves the fragment out, and keeps an empty query', () => {
    expect(comparablePath(new URL('https://example.com/a?#b?c'))).toBe('/a?');
  });
});

describe('comparablePattern', () => {
  it('matches the path that it was written from', () => {
    fc.assert(
      fc.property(text, (path) => {
        const url = new URL(`https://example.com${path}`);
        expect(matches(comparablePattern(url.pathname + url.search), comparablePath(url))).toBe(true);
      }),
    );
  });
});
