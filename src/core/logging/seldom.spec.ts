import { afterEach, expect, it, vi } from 'vitest';
import { seldom } from './seldom.js';

afterEach(() => vi.useRealTimers());

it('says the first of a minute, with what it was called with', () => {
  vi.useFakeTimers();
  const said: string[] = [];
  const say = seldom((word: string) => said.push(word));
  ['first', 'second'].forEach(say);
  vi.advanceTimersByTime(59_999);
  say('third');
  vi.advanceTimersByTime(1);
  say('fourth');
  expect(said).toEqual(['first', 'fourth']);
});
