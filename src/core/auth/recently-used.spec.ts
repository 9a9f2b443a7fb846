import { expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used.js';

it('forgets the entry that was not asked for longest', () => {
  const entries = new RecentlyUsed<number>(2);
  entries.set('a', 1);
  entries.set('b', 2);
  entries.get('a');
  entries.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => entries.get(key))).toEqual([1, undefined, 3]);
});
