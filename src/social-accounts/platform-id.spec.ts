import { describe, expect, it } from 'vitest';
import { validate } from '../core/validation/validate.js';
import { ConnectSocialAccount } from './social-account.dto.js';

const issuesOf = (fields: object): string[] => {
  const checked = validate(ConnectSocialAccount, { brandId: 'brand', accessToken: 'token', ...fields });
  return 'issues' in checked ? checked.issues.map(({ path }) => path.join('.')) : [];
};

describe('an account that is to be connected', () => {
  it.each([
    ['TWITTER', '2244994945'],
    ['LINKEDIN', 'urn:li:organization:2414183'],
    ['LINKEDIN', 'urn:li:person:yrZCpj2Z12'],
    ['FACEBOOK', '104958162837'],
    ['INSTAGRAM', '17841405822304914'],
  ])('%s takes %s', (platform, platformId) => {
    expect(issuesOf({ platform, platformId })).toEqual([]);
  });

  it.each([
    ['TWITTER', '@acme'],
    ['TWITTER', '1'.repeat(21)],
    ['TWITTER', '１２'],
    ['TWITTER', '12\n'],
    ['TWITTER', 12],
    ['LINKEDIN', '2414183'],
    ['LINKEDIN', 'urn:li:organization:acme'],
    ['LINKEDIN', 'urn:li:share:1'],
    ['LINKEDIN', 'urn:li:person:a/../b'],
    ['FACEBOOK', 'acme.page'],
    ['INSTAGRAM', ''],
  ])('%s does not take %j', (platform, platformId) => {
    expect(issuesOf({ platform, platformId })).toEqual(['platformId']);
  });

  it('says of a wrong platform only that', () => {
    expect(issuesOf({ platform: 'MYSPACE', platformId: 'tom' })).toEqual(['platform']);
    expect(issuesOf({ platform: 'constructor', platformId: 'tom' })).toEqual(['platform']);
  });

  it('takes a login of Instagram accounts only', () => {
    const instagram = { platform: 'INSTAGRAM', platformId: '1' };
    expect(issuesOf({ ...instagram, login: 'FACEBOOK' })).toEqual([]);
    expect(issuesOf({ ...instagram, login: 'GOOGLE' })).toEqual(['login']);
    expect(issuesOf({ platform: 'FACEBOOK', platformId: '1', login: 'FACEBOOK' })).toEqual(['login']);
  });

  it.each(['', 'two words', 'line\nbreak', 'ünïcode', 'x'.repeat(4097), 7, null])('refuses the token %j', (token) => {
    const account = { platform: 'TWITTER', platformId: '1' };
    expect(new Set(issuesOf({ ...account, accessToken: token }))).toEqual(new Set(['accessToken']));
    expect(new Set(issuesOf({ ...account, refreshToken: token }))).toEqual(new Set(['refreshToken']));
  });
});
