import { describe, expect, it } from 'vitest';
import { createId } from './id.js';

describe('createId', () => {
  const ids = Array.from({ length: 20_000 }, createId);

  it('makes ids in the form of a cuid2', () => {
    for (const id of ids) expect(id).toMatch(/^[a-z][0-9a-z]{23}$/);
  });

  it('makes no id twice, and uses each sign at each place', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (let place = 0; place < 24; place += 1)
      expect(new Set(ids.map((id) => id[place])).size).toBe(place === 0 ? 26 : 36);
  });
});
