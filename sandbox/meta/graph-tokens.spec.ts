import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.js';
import { answerOf } from '../social/endpoint.js';
import { GraphTokens } from './graph-tokens.js';

const DAY_MS = 24 * 3_600_000;

const setUp = () => {
  const clock = new Clock();
  return { clock, tokens: new GraphTokens(clock) };
};
const errorOf = (act: () => unknown) => {
  const answer = answerOf(() => ({ status: 200, body: act() }));
  return (answer.body as { error: { code: number; error_subcode?: number } }).error;
};

describe('GraphTokens', () => {
  it('takes a token that it has never seen, for ever, and wants one', () => {
    const { tokens, clock } = setUp();
    const grant = tokens.grantOf('a');
    clock.offsetMs = 400 * DAY_MS;
    expect(tokens.grantOf('a')).toBe(grant);
    expect(tokens.grantOf('b')).not.toBe(grant);
    expect(errorOf(() => tokens.grantOf(undefined))).toMatchObject({ code: 104 });
  });

  it('lets its own expire after 60 days, and does not exchange what has expired', () => {
    const { tokens, clock } = setUp();
    const { access_token: token, expires_in: seconds } = tokens.exchange('a', 'EAA', false);
    expect([token.slice(0, 3), seconds]).toEqual(['EAA', 5_184_000]);
    expect(tokens.grantOf(token)).toBe(tokens.grantOf('a'));
    clock.offsetMs = 60 * DAY_MS;
    expect(errorOf(() => tokens.grantOf(token))).toMatchObject({ code: 190, error_subcode: 463 });
    expect(errorOf(() => tokens.exchange(token, 'EAA', false))).toMatchObject({ code: 190, error_subcode: 463 });
    expect(tokens.describe(token, false)).toMatchObject({ is_valid: false, error: { code: 190, subcode: 463 } });
  });

  it('refreshes its own after 24 hours, and others at once', () => {
    const { tokens, clock } = setUp();
    const { access_token: token } = tokens.refresh('a', false);
    expect(errorOf(() => tokens.refresh(token, false))).toMatchObject({ code: 100 });
    clock.offsetMs = DAY_MS;
    expect(tokens.refresh(token, false).access_token).not.toBe(token);
  });

  it('refuses every token of a login that was revoked', () => {
    const { tokens } = setUp();
    const page = tokens.issueForPage(tokens.grantOf('a'));
    expect(tokens.describe(page, false)).toMatchObject({ type: 'PAGE', is_valid: true, expires_at: 0 });
    tokens.grantOf('a').isRevoked = true;
    for (const token of ['a', page])
      expect(errorOf(() => tokens.grantOf(token))).toMatchObject({ code: 190, error_subcode: 458 });
    expect(tokens.describe(page, false)).toMatchObject({ is_valid: false, error: { subcode: 458 } });
  });

  it('takes a good token for an expired one where a fault says so', () => {
    const { tokens } = setUp();
    expect(errorOf(() => tokens.grantOf('a', true))).toMatchObject({ code: 190, error_subcode: 463 });
    expect(tokens.describe('a', true)).toMatchObject({ is_valid: false });
    expect(tokens.describe('a', false)).toMatchObject({ is_valid: true });
  });
});
