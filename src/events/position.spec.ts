import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePosition, encodePosition } from './position.js';

describe('a position', () => {
  it('comes back from its id as one that was no later', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 14), fc.bigInt(1n, 2n ** 63n - 1n), (at, xmin) => {
        const read = decodePosition(encodePosition({ at, snapshot: `${xmin}:${xmin + 7n}:${xmin},${xmin + 3n}` }));
        expect(read).toEqual({ at, snapshot: `${xmin}:${xmin}:` });
      }),
    );
  });

  it('is null without an id', () => {
    expect(decodePosition(undefined)).toBeNull();
  });

  it.each(['', '1', '1-', '-1', '1-2-3', '1-0', '1.5-2', 'a-b', '1-9223372036854775808', `${'9'.repeat(16)}-1`])(
    'is not read from %j',
    (id) => {
      expect(() => decodePosition(id)).toThrow('must be the id of an earlier event');
    },
  );
});
