import { expect, it } from 'vitest';
import { timeOfPost } from './x.ids.js';

it('reads the time of a post from its id', () => {
  // docs.x.com shows this post with created_at 2019-12-31T19:26:16.000Z.
  expect(timeOfPost('1212092628029698048')?.toISOString()).toMatch(/^2019-12-31T19:26:16/);
  expect(timeOfPost('9223372036854775807')).toBeInstanceOf(Date);
});

it.each(['20', '29', 'urn:li:share:1', '', '99999999999999999999'])('reads none from %j', (id) => {
  expect(timeOfPost(id)).toBeNull();
});
