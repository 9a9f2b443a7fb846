import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlatformError, toRefreshError } from './linkedin.errors.js';

const NOW = Date.UTC(2026, 10, 24, 22, 30);
const MIDNIGHT = Date.UTC(2026, 10, 25);
const call = { once: false, permissions: 'w_member_social', version: '202607' };

const answered = (status: number, json?: unknown) => ({ status, json, headers: new Map<string, string>() });
const input = (code: string, description = 'A description.') => ({
  message: 'A message.',
  errorDetailType: 'com.linkedin.common.error.BadRequest',
  errorDetails: { inputErrors: [{ code, description, input: { inputPath: {} } }] },
});

describe('toPlatformError', () => {
  it.each([
    [401, { code: 'EXPIRED_ACCESS_TOKEN', serviceErrorCode: 65_602, message: 'Expired' }, 'TOKEN_DEAD'],
    [401, { code: 'REVOKED_ACCESS_TOKEN', serviceErrorCode: 65_601 }, 'TOKEN_DEAD'],
    [401, { serviceErrorCode: 65_600 }, 'TOKEN_DEAD'],
    [400, { serviceErrorCode: '65601' }, 'TOKEN_DEAD'],
    [401, undefined, 'TOKEN_DEAD'],
    [403, { code: 'ACCESS_DENIED', message: 'Not enough permissions to access: posts.CREATE' }, 'PERMISSION_MISSING'],
    [403, { serviceErrorCode: 100, message: 'Not enough permissions to access: GET /posts' }, 'PERMISSION_MISSING'],
    [403, { message: 'Member is restricted' }, 'ACCOUNT_RESTRICTED'],
    [403, { message: 'No.' }, 'PLATFORM_ERROR'],
    [404, { message: 'Entity not found' }, 'GONE'],
    [404, undefined, 'GONE'],
    [422, input('DUPLICATE_POST'), 'DUPLICATE'],
    [422, { message: 'Content is a duplicate of urn:li:share:7000000000000000001' }, 'DUPLICATE'],
    [400, input('FIELD_ARRAY_SIZE_TOO_HIGH', 'exceeded the maximum allowed (3000 characters)'), 'REFUSED'],
    [413, undefined, 'REFUSED'],
    [426, { code: 'NONEXISTENT_VERSION', message: 'Requested version 20250101 is not active' }, 'PLATFORM_ERROR'],
    [429, { serviceErrorCode: 101, message: 'Throttled' }, 'RATE_LIMITED'],
    [429, undefined, 'RATE_LIMITED'],
    [500, undefined, 'TEMPORARY'],
    [503, { message: 'Try again' }, 'TEMPORARY'],
    [504, undefined, 'TEMPORARY'],
    [302, undefined, 'TEMPORARY'],
    [400, input('MISSING_FIELD'), 'PLATFORM_ERROR'],
    [422, 'not an object', 'PLATFORM_ERROR'],
  ])('takes %i %j for %s', (status, body, kind) => {
    expect(toPlatformError(answered(status, body), call, NOW).kind).toBe(kind);
  });

  it.each([500, 503, 504, 302, 408])('does not know what came of a post after %i', (status) => {
    expect(toPlatformError(answered(status), { ...call, once: true }, NOW).kind).toBe('OUTCOME_UNKNOWN');
  });

  it.each([
    [422, { message: 'The content of this post is not accepted' }],
    [400, { message: 'urn:li:image:a is not uploaded' }],
  ])('takes %i %j to a post for a refusal of that post', (status, body) => {
    expect(toPlatformError(answered(status, body), { ...call, once: true }, NOW)).toMatchObject({
      kind: 'REFUSED',
      message: `LinkedIn does not accept the post: ${body.message}`,
    });
    expect(toPlatformError(answered(status, body), call, NOW).kind).toBe('PLATFORM_ERROR');
  });

  it('says a sentence once', () => {
    const sentence = 'The text exceeded the maximum allowed (3000 characters)';
    const body = { ...input('FIELD_ARRAY_SIZE_TOO_HIGH', sentence), message: sentence };
    const { message } = toPlatformError(answered(400, body), call, NOW);
    expect(message).toBe(`LinkedIn does not accept the post: ${sentence}`);
  });

  it.each([
    ['Resource level throttle APPLICATION DAY limit for calls to this resource is reached.', MIDNIGHT],
    ['Resource level throttle MEMBER DAY limit for calls to this resource is reached.', MIDNIGHT],
    ['Too many calls today', NOW + 60 * 60_000],
    [undefined, NOW + 60 * 60_000],
  ])('waits as %j says', (message, until) => {
    expect(toPlatformError(answered(429, { message }), call, NOW).until!.getTime()).toBe(until);
  });

  it.each([
    ['duplicate of urn:li:share:7000000000000000001', 'urn:li:share:7000000000000000001'],
    ['it is a duplicate of urn:li:ugcPost:70 already', 'urn:li:ugcPost:70'],
    ['duplicate of urn:li:person:abc', null],
  ])('reads of %j that the earlier post is %s', (description, earlierPostId) => {
    const error = toPlatformError(answered(422, input('DUPLICATE_POST', description)), call, NOW);
    expect(error).toMatchObject({ kind: 'DUPLICATE', earlierPostId });
  });

  it('says what is to be done', () => {
    expect(toPlatformError(answered(426), call, NOW).message).toMatch(/202607.*LINKEDIN_VERSION/);
    const denied = { code: 'ACCESS_DENIED', message: 'Not enough permissions to access: posts.CREATE.20260701' };
    expect(toPlatformError(answered(403, denied), call, NOW).message).toBe(
      'LinkedIn does not permit this account to do that (Not enough permissions to access: posts.CREATE.20260701): it needs w_member_social',
    );
    expect(toPlatformError(answered(400, input('MISSING_FIELD')), call, NOW).message).toBe(
      'LinkedIn refused with 400 MISSING_FIELD: A message. A description',
    );
  });

  it('judges any body in a short sentence', () => {
    const floods = fc.string({ unit: 'binary', maxLength: 3_000 }).map((message) => ({ message, code: message }));
    const bodies = fc.oneof(fc.jsonValue(), floods);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), bodies, fc.boolean(), (status, json, once) => {
        const error = toPlatformError(answered(status, json), { ...call, once }, NOW);
        expect(error.message).toMatch(/^LinkedIn /);
        expect(error.message.length).toBeLessThan(900);
        expect(error.until === null).toBe(error.kind !== 'RATE_LIMITED');
      }),
    );
  });
});

describe('toRefreshError', () => {
  it.each([
    [400, { error: 'invalid_grant' }, 'TOKEN_DEAD'],
    [400, { error: 'invalid_request', error_description: 'The provided refresh token is revoked' }, 'TOKEN_DEAD'],
    [401, { error: 'invalid_client' }, 'PLATFORM_ERROR'],
    [400, { error: 'unsupported_grant_type' }, 'PLATFORM_ERROR'],
    [429, undefined, 'RATE_LIMITED'],
    [500, { error: 'server_error' }, 'TEMPORARY'],
    [400, undefined, 'PLATFORM_ERROR'],
  ])('takes %i %j for %s', (status, body, kind) => {
    expect(toRefreshError(answered(status, body), '202607', NOW).kind).toBe(kind);
  });
});
