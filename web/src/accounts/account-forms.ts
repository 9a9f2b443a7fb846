import type { JsonSchema } from '../api/job-types.js';
import type { FormValues } from '../parts/form-fields.js';

const secret = (title: string, description?: string): JsonSchema => ({
  type: 'string',
  title,
  maxLength: 4096,
  writeOnly: true,
  ...(description !== undefined && { description }),
});
const id = (title: string, description: string): JsonSchema => ({ type: 'string', title, description });
const displayName: JsonSchema = { type: 'string', title: 'Name', maxLength: 200 };
const username: JsonSchema = { type: 'string', title: 'Handle', maxLength: 200 };
const refreshToken = secret('Refresh token', 'With it new access tokens are had by themselves.');
const tokenExpiresAt: JsonSchema = { type: 'string', title: 'Access token ends', format: 'date-time' };
const refreshExpiresAt: JsonSchema = { type: 'string', title: 'Refresh token ends', format: 'date-time' };

interface Asked {
  platformId: JsonSchema;
  names: Record<string, JsonSchema>;
  tokens: Record<string, JsonSchema>;
}

/** What each platform's login gives. */
const asked: Record<string, Asked> = {
  TWITTER: {
    platformId: id('User id', 'The digits that X knows the account by, such as 2244994945.'),
    names: { username, displayName },
    tokens: { accessToken: secret('Access token'), refreshToken, tokenExpiresAt },
  },
  LINKEDIN: {
    platformId: id('URN', 'Such as urn:li:organization:2414183 or urn:li:person:yrZCpj2Z12.'),
    names: { displayName },
    tokens: { accessToken: secret('Access token'), tokenExpiresAt, refreshToken, refreshExpiresAt },
  },
  FACEBOOK: {
    platformId: id('Page id', 'The digits of the page.'),
    names: { displayName },
    tokens: { accessToken: secret('Page token', 'Of the page, not of the person who manages it.'), tokenExpiresAt },
  },
  INSTAGRAM: {
    platformId: id('User id', 'The digits of the professional account.'),
    names: { username, displayName },
    tokens: { login: { type: 'string', title: 'Token from' }, accessToken: secret('Access token'), tokenExpiresAt },
  },
};

/** What is asked for to connect an account, by its platform. */
export function newAccountSchema({ platform }: FormValues): JsonSchema {
  const { platformId, names, tokens } = asked[String(platform)]!;
  return {
    properties: { brandId: { type: 'string' }, platform: { type: 'string' }, platformId, ...names, ...tokens },
    required: ['brandId', 'platform', 'platformId', 'accessToken'],
  };
}

/** What is asked for to connect a known account of that platform again: its new tokens. */
export const newTokensSchema = (platform: string): JsonSchema => ({
  properties: asked[platform]!.tokens,
  required: ['accessToken'],
});

export const accountChoices = {
  platform: [
    { id: 'TWITTER', label: 'X' },
    { id: 'LINKEDIN', label: 'LinkedIn' },
    { id: 'FACEBOOK', label: 'Facebook' },
    { id: 'INSTAGRAM', label: 'Instagram' },
  ],
  login: [
    { id: 'INSTAGRAM', label: 'Instagram login' },
    { id: 'FACEBOOK', label: 'Facebook login' },
  ],
};
