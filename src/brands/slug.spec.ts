import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFree, slugOf } from './slug.js';

describe('slugOf', () => {
  it.each([
    ['Bäckerei & Söhne', 'backerei-sohne'],
    ['  ACME, Inc. ', 'acme-inc'],
    ['東京', 'brand'],
    ['a'.repeat(200), 'a'.repeat(60)],
  ])('%s → %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('is a slug whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (name) => {
        expect(slugOf(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugOf(name).length).toBeLessThanOrEqual(60);
      }),
    );
  });
});

it('firstFree counts up from 2', () => {
  expect(firstFree('a', new Set())).toBe('a');
  expect(firstFree('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
});
