import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlatformAnswer } from '../platform-http.js';
import { toPlatformError, toRefreshError } from './x.errors.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const TOKEN = 'VGhpc0lzQW5BY2Nlc3NUb2tlbk9mWFRoYXRJc0xvbmdFbm91Z2g6MTczNQ:1:0';
const call = { once: false, permissions: 'tweet.write' };

const answered = (status: number, json?: unknown, headers: Record<string, string> = {}): PlatformAnswer => ({
  status,
  json,
  headers: new Map(Object.entries(headers)),
});
const problem = (type: string, over: object = {}) => ({
  title: 'A title',
  detail: 'A detail.',
  type: `https://api.x.com/2/problems/${type}`,
  ...over,
});
const coded = (code: number, message = 'A message.') => ({ errors: [{ code, message }] });
const forbidden = (detail: string) => ({ title: 'Forbidden', detail, type: 'about:blank', status: 403 });

describe('toPlatformError', () => {
  it.each([
    [429, coded(88), 'RATE_LIMITED'],
    [429, problem('rate-limit-exceeded'), 'RATE_LIMITED'],
    [
      429,
      { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
      'RATE_LIMITED',
    ],
    [429, undefined, 'RATE_LIMITED'],
    [403, coded(185), 'RATE_LIMITED'],
    [429, problem('usage-capped', { title: 'UsageCapExceeded', period: 'Monthly' }), 'QUOTA_EXHAUSTED'],
    [429, { title: 'UsageCapExceeded' }, 'QUOTA_EXHAUSTED'],
    [402, { title: 'CreditsDepleted' }, 'QUOTA_EXHAUSTED'],
    [402, undefined, 'QUOTA_EXHAUSTED'],
    [401, { title: 'Unauthorized', type: 'about:blank', status: 401 }, 'TOKEN_DEAD'],
    [403, coded(32), 'TOKEN_DEAD'],
    [400, coded(89), 'TOKEN_DEAD'],
    [403, problem('client-forbidden'), 'PERMISSION_MISSING'],
    [403, problem('not-authorized-for-resource'), 'PERMISSION_MISSING'],
    [403, problem('unsupported-authentication'), 'PERMISSION_MISSING'],
    [403, coded(326), 'ACCOUNT_RESTRICTED'],
    [403, coded(64), 'ACCOUNT_RESTRICTED'],
    [403, forbidden('Your account is suspended and is not permitted to access this feature.'), 'ACCOUNT_RESTRICTED'],
    [403, coded(226), 'ACCOUNT_RESTRICTED'],
    [404, problem('resource-not-found'), 'GONE'],
    [404, undefined, 'GONE'],
    [403, coded(385), 'GONE'],
    [400, coded(144), 'GONE'],
    [403, forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.'), 'GONE'],
    [403, forbidden('You are not allowed to create a Tweet with duplicate content.'), 'DUPLICATE'],
    [403, coded(187), 'DUPLICATE'],
    [403, coded(186, 'Tweet needs to be a bit shorter.'), 'REFUSED'],
    [400, coded(324), 'REFUSED'],
    [400, coded(386), 'REFUSED'],
    [400, { title: 'Invalid Request', detail: 'Your media IDs are invalid.' }, 'REFUSED'],
    [413, undefined, 'REFUSED'],
    [500, undefined, 'TEMPORARY'],
    [503, coded(130), 'TEMPORARY'],
    [403, coded(131), 'TEMPORARY'],
    [302, undefined, 'TEMPORARY'],
    [403, forbidden('You are not permitted to perform this action.'), 'PLATFORM_ERROR'],
    [418, problem('teapot'), 'PLATFORM_ERROR'],
    [400, 'not an object', 'PLATFORM_ERROR'],
  ])('takes %i %j for %s', (status, body, kind) => {
    expect(toPlatformError(answered(status, body), call, NOW).kind).toBe(kind);
  });

  it.each([500, 502, 503, 504, 302, 408])('does not know what came of a post after %i', (status) => {
    expect(toPlatformError(answered(status), { ...call, once: true }, NOW).kind).toBe('OUTCOME_UNKNOWN');
  });

  it('takes the one sentence of a 403 to a post for a refusal of that post', () => {
    const answer = answered(403, forbidden('You are not permitted to perform this action.'));
    expect(toPlatformError(answer, { ...call, once: true }, NOW)).toMatchObject({
      kind: 'REFUSED',
      message: 'X does not accept the post: You are not permitted to perform this action',
    });
  });

  it.each([400, 401, 403, 404, 409, 413, 422, 429, 451])('knows that nothing was posted after %i', (status) => {
    expect(toPlatformError(answered(status), { ...call, once: true }, NOW).kind).not.toBe('OUTCOME_UNKNOWN');
  });

  it.each([
    [{ 'x-rate-limit-reset': String(NOW / 1_000 + 60) }, 60_000],
    [{}, 15 * 60_000],
    [{ 'x-rate-limit-reset': 'soon' }, 15 * 60_000],
  ])('waits as %j says', (headers, waitMs) => {
    const { until } = toPlatformError(answered(429, undefined, headers), call, NOW);
    expect(until!.getTime() - NOW).toBe(waitMs);
  });

  it('names the missing permission, and the code and sentence of what it does not know', () => {
    const missing = toPlatformError(answered(403, problem('client-forbidden')), call, NOW);
    expect(missing.message).toContain('tweet.write');
    const unknown = toPlatformError(answered(418, problem('teapot', { detail: 'Short and stout.' })), call, NOW);
    expect(unknown.message).toBe('X refused with 418 teapot: Short and stout');
    const errors = [{ parameters: {}, message: '$.text: is too odd' }];
    const invalid = toPlatformError(answered(400, problem('invalid-request', { errors })), call, NOW);
    expect(invalid.message).toBe('X refused with 400 invalid-request: $.text: is too odd');
  });

  it('repeats no token, link or flood of a body', () => {
    const detail = `${TOKEN} https://x.com/?token=${TOKEN} ${'flood '.repeat(100_000)}`;
    const { message } = toPlatformError(answered(400, { detail, errors: [{ message: detail }] }), call, NOW);
    expect(message).not.toContain(TOKEN);
    expect(message.length).toBeLessThan(300);
  });

  it('judges any body', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), fc.boolean(), (status, json, once) => {
        const error = toPlatformError(answered(status, json), { ...call, once }, NOW);
        expect(error.message).toMatch(/\bX\b/);
        expect(error.until === null).toBe(error.kind !== 'RATE_LIMITED');
      }),
    );
  });
});

describe('toRefreshError', () => {
  it.each([
    [400, { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }, 'TOKEN_DEAD'],
    [400, { error: 'invalid_grant' }, 'TOKEN_DEAD'],
    [401, { error: 'unauthorized_client', error_description: 'Missing valid authorization header' }, 'PLATFORM_ERROR'],
    [400, { error: 'invalid_client' }, 'PLATFORM_ERROR'],
    [400, { error: 'unsupported_grant_type' }, 'PLATFORM_ERROR'],
    [429, undefined, 'RATE_LIMITED'],
    [503, undefined, 'TEMPORARY'],
    [503, { error: 'server_error' }, 'TEMPORARY'],
    [400, undefined, 'PLATFORM_ERROR'],
  ])('takes %i %j for %s', (status, body, kind) => {
    expect(toRefreshError(answered(status, body), NOW).kind).toBe(kind);
  });

  it('names what is to be checked when X does not know the app', () => {
    expect(toRefreshError(answered(401, { error: 'invalid_client' }), NOW).message).toContain('X_CLIENT_SECRET');
  });
});
