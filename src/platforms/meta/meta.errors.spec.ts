import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlatformErrorKind } from '../platform-error.js';
import { GraphError, isMetricRefusal, limitedScope, readRefusal, shown, toPlatformError } from './meta.errors.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const HOUR_MS = 3_600_000;

interface Said {
  code: number;
  error_subcode?: number;
  is_transient?: boolean;
  message?: string;
  error_user_msg?: string;
}

const body = (said: Said) => ({
  error: { type: 'OAuthException', message: 'Said', fbtrace_id: 'EJplcsCHuLu', ...said },
});

/** What a refusal means for a call that may be repeated, and for one that may not. */
function meaning(said: Said, { status = 400, once = false, regainsAt = null as Date | null } = {}) {
  return toPlatformError(status, readRefusal(body(said)), { name: 'Facebook', once, regainsAt }, NOW);
}

describe('toPlatformError', () => {
  it.each<[number, number | undefined, PlatformErrorKind]>([
    [4, undefined, 'RATE_LIMITED'],
    [17, 2446079, 'RATE_LIMITED'],
    [32, undefined, 'RATE_LIMITED'],
    [341, undefined, 'RATE_LIMITED'],
    [613, undefined, 'RATE_LIMITED'],
    [80000, undefined, 'RATE_LIMITED'],
    [80001, undefined, 'RATE_LIMITED'],
    [80002, undefined, 'RATE_LIMITED'],
    [80003, undefined, 'RATE_LIMITED'],
    [80004, undefined, 'RATE_LIMITED'],
    [80005, undefined, 'RATE_LIMITED'],
    [80006, undefined, 'RATE_LIMITED'],
    [80008, undefined, 'RATE_LIMITED'],
    [9, 2207042, 'RATE_LIMITED'],
    [368, 1390008, 'RATE_LIMITED'],
    [190, undefined, 'TOKEN_DEAD'],
    [102, undefined, 'TOKEN_DEAD'],
    [190, 458, 'TOKEN_DEAD'],
    [190, 459, 'TOKEN_DEAD'],
    [190, 460, 'TOKEN_DEAD'],
    [190, 463, 'TOKEN_DEAD'],
    [190, 464, 'TOKEN_DEAD'],
    [190, 467, 'TOKEN_DEAD'],
    [190, 492, 'TOKEN_DEAD'],
    [3, undefined, 'PERMISSION_MISSING'],
    [10, undefined, 'PERMISSION_MISSING'],
    [200, undefined, 'PERMISSION_MISSING'],
    [299, undefined, 'PERMISSION_MISSING'],
    [100, 33, 'GONE'],
    [24, 2207006, 'GONE'],
    [100, undefined, 'PLATFORM_ERROR'],
    [100, 34, 'PLATFORM_ERROR'],
    [300, undefined, 'PLATFORM_ERROR'],
    [3001, 1504028, 'PLATFORM_ERROR'],
    [368, undefined, 'REFUSED'],
    [324, 2069019, 'REFUSED'],
    [1609005, undefined, 'REFUSED'],
    [100, 1366046, 'REFUSED'],
    [100, 1346003, 'REFUSED'],
    [100, 1404102, 'REFUSED'],
    [36001, 2207004, 'REFUSED'],
    [352, 2207005, 'REFUSED'],
    [36003, 2207009, 'REFUSED'],
    [36004, 2207010, 'REFUSED'],
    [352, 2207026, 'REFUSED'],
    [100, 2207028, 'REFUSED'],
    [9004, 2207052, 'REFUSED'],
    [506, undefined, 'DUPLICATE'],
    [100, 1366051, 'DUPLICATE'],
    [4, 2207050, 'ACCOUNT_RESTRICTED'],
    [4, 2207051, 'ACCOUNT_RESTRICTED'],
    [368, 1404112, 'ACCOUNT_RESTRICTED'],
    [200, 1404078, 'ACCOUNT_RESTRICTED'],
    [-2, 2207003, 'TEMPORARY'],
    [-1, 2207008, 'TEMPORARY'],
    [9004, 2207020, 'TEMPORARY'],
    [9007, 2207027, 'TEMPORARY'],
  ])('says of %i/%s the same of every call: %s', (code, error_subcode, kind) => {
    const said = { code, ...(error_subcode !== undefined && { error_subcode }) };
    expect(meaning(said).kind).toBe(kind);
    expect(meaning(said, { once: true }).kind).toBe(kind);
    expect(meaning(said, { status: 403 }).kind).toBe(kind);
  });

  it.each<[Said, number]>([
    [{ code: 1 }, 400],
    [{ code: 2 }, 500],
    [{ code: 99, is_transient: true }, 400],
    [{ code: 99 }, 503],
    [{ code: -1, error_subcode: 2207001 }, 400],
    [{ code: -1, error_subcode: 2207032 }, 400],
    [{ code: -1, error_subcode: 2207053 }, 400],
    [{ code: 1, error_subcode: 1363047 }, 400],
    [{ code: 1, error_subcode: 1609010 }, 400],
  ])('does not know whether a send that answered %j did nothing', (said, status) => {
    expect(meaning(said, { status }).kind).toBe('TEMPORARY');
    expect(meaning(said, { status, once: true }).kind).toBe('OUTCOME_UNKNOWN');
  });

  it('does not take a rate limit for a bad moment because it is transient', () => {
    expect(meaning({ code: 4, is_transient: true }, { status: 403 }).kind).toBe('RATE_LIMITED');
  });

  it('waits as long as the usage headers say, else an hour; for the daily quota an hour', () => {
    const regainsAt = new Date(NOW + 19 * 60_000);
    expect(meaning({ code: 80001 }, { regainsAt }).until).toEqual(regainsAt);
    expect(meaning({ code: 80001 }).until?.getTime()).toBe(NOW + HOUR_MS);
    expect(meaning({ code: 9, error_subcode: 2207042 }, { regainsAt }).until?.getTime()).toBe(NOW + HOUR_MS);
  });

  it.each<[number, boolean, PlatformErrorKind]>([
    [502, false, 'TEMPORARY'],
    [502, true, 'OUTCOME_UNKNOWN'],
    [408, true, 'OUTCOME_UNKNOWN'],
    [302, true, 'OUTCOME_UNKNOWN'],
    [200, true, 'OUTCOME_UNKNOWN'],
    [200, false, 'TEMPORARY'],
    [429, true, 'RATE_LIMITED'],
    [404, true, 'PLATFORM_ERROR'],
    [404, false, 'PLATFORM_ERROR'],
  ])('goes by status %i without a body of Graph (once: %s): %s', (status, once, kind) => {
    const error = toPlatformError(status, null, { name: 'Facebook', once, regainsAt: null }, NOW);
    expect(error.kind).toBe(kind);
    expect(error.until).toEqual(kind === 'RATE_LIMITED' ? new Date(NOW + HOUR_MS) : null);
  });

  it('names the permission that is missing', () => {
    const message = "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public' feature";
    expect(meaning({ code: 10, message }).message).toBe(
      'Facebook does not permit it; missing: pages_read_engagement (code 10)',
    );
  });

  it('gives the sentence that the platform has for users, and keeps tokens out of all of them', () => {
    const said = { code: 368, error_user_msg: 'This content looks like spam: https://fb.me/x?access_token=EAAB' };
    expect(meaning(said).message).toBe('Facebook refused (code 368): This content looks like spam: …');
    const token = 'EAABsbCS1iHgBO9ZCZCmZB5ZAq2';
    for (const code of [190, 10, 100, 368, 4, 2]) {
      const error = meaning({ code, message: `Malformed access token ${token}` });
      expect(error.message).not.toContain(token);
      expect(error.cause).toBeInstanceOf(GraphError);
      expect(String(error.cause)).not.toContain(token);
    }
  });
});

describe('readRefusal', () => {
  it.each([
    undefined,
    null,
    '<html>',
    7,
    [],
    {},
    { error: 'no' },
    { error: { code: '190' } },
    { error: { message: 'x' } },
  ])('reads none from %j', (json) => expect(readRefusal(json)).toBeNull());

  it('reads what is there when the rest is not what is documented', () => {
    const json = { error: { code: 190, error_subcode: 'x', is_transient: 'y', message: 3, error_user_msg: {} } };
    expect(readRefusal(json)).toEqual({ code: 190, subcode: null, transient: false, sentence: '' });
  });

  it('is never thrown off by any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 100, max: 599 }), fc.boolean(), (json, status, once) => {
        const call = { name: 'Facebook', once, regainsAt: null };
        expect(toPlatformError(status, readRefusal({ error: json }), call).message.length).toBeLessThan(500);
      }),
    );
  });
});

describe('limitedScope', () => {
  it.each([
    [4, null, 'app'],
    [17, null, 'app'],
    [341, null, 'app'],
    [32, null, 'page'],
    [80001, null, 'pages'],
    [80002, null, 'instagram'],
    [9, 2207042, 'publishing'],
    [368, 1390008, 'publishing'],
    [4, 2207051, null],
    [190, null, null],
  ])('of %i/%s is %s', (code, subcode, scope) => {
    expect(limitedScope({ code, subcode, transient: false, sentence: '' })).toBe(scope);
  });
});

describe('isMetricRefusal', () => {
  it('is one for a bad parameter and for no metric at all, and none for a post that is gone', () => {
    expect(isMetricRefusal(meaning({ code: 100 }))).toBe(true);
    expect(isMetricRefusal(meaning({ code: 3001, error_subcode: 1504028 }))).toBe(true);
    expect(isMetricRefusal(meaning({ code: 100, error_subcode: 33 }))).toBe(false);
    expect(isMetricRefusal(meaning({ code: 190 }))).toBe(false);
  });
});

describe('shown', () => {
  it('keeps names of permissions and metrics, and is short', () => {
    const sentence = '(#100) metric post_total_media_view_unique needs instagram_business_manage_insights';
    expect(shown(sentence)).toBe(sentence);
    expect(shown('word '.repeat(1_000)).length).toBe(300);
  });
});
