import { expect, it } from 'vitest';
import { completeValues } from '../parts/form-fields.js';
import { accountChoices, newAccountSchema, newTokensSchema } from './account-forms.js';

it.each(accountChoices.platform.map(({ id }) => id))('hides the tokens of %s', (platform) => {
  const { properties = {} } = newTokensSchema(platform);
  const tokens = Object.entries(properties).filter(([name]) => name.endsWith('Token'));
  expect(tokens.length).toBeGreaterThan(0);
  expect(tokens.every(([, { writeOnly }]) => writeOnly)).toBe(true);
});

it('sends nothing that was entered for another platform', () => {
  const values = { brandId: 'b1', platform: 'FACEBOOK', platformId: '1', accessToken: 'a', refreshToken: 'r' };
  expect(completeValues(newAccountSchema(values), values)).toEqual({
    brandId: 'b1',
    platform: 'FACEBOOK',
    platformId: '1',
    accessToken: 'a',
  });
});
