import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { describe, expect, it } from 'vitest';
import { PermanentJobError, RateLimitedJobError, TransientJobError } from '../../core/queue/job-errors.js';
import { isModelUnavailable, toJobError } from './openai.errors.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const SECRET = 'sk-secret and the prompt';

function answered(
  status: number,
  code: string | null = null,
  headers: Record<string, string> = {},
  type = 'x',
): APIError {
  return APIError.generate(status, { error: { message: SECRET, code, type } }, undefined, new Headers(headers));
}

const said = (error: unknown) => toJobError(error, { models: ['gpt-a', 'gpt-b'], setting: 'OPENAI_MODEL' }, NOW);

describe('toJobError', () => {
  it.each([
    [answered(500), TransientJobError, 'OPENAI_UNAVAILABLE'],
    [answered(503, 'server_is_overloaded'), TransientJobError, 'OPENAI_UNAVAILABLE'],
    [answered(408), TransientJobError, 'OPENAI_UNAVAILABLE'],
    [new APIConnectionError({ message: SECRET }), TransientJobError, 'OPENAI_UNREACHABLE'],
    [new APIConnectionTimeoutError({ message: SECRET }), TransientJobError, 'OPENAI_TIMEOUT'],
    [new TypeError('terminated'), TransientJobError, 'OPENAI_UNREACHABLE'],
    [answered(429, 'rate_limit_exceeded'), RateLimitedJobError, 'RATE_LIMITED'],
    [answered(429, 'slow_down'), RateLimitedJobError, 'RATE_LIMITED'],
    [answered(429, 'insufficient_quota'), PermanentJobError, 'QUOTA_EXHAUSTED'],
    [answered(429, null, {}, 'insufficient_quota'), PermanentJobError, 'QUOTA_EXHAUSTED'],
    [answered(429, 'project_spend_limit_exceeded'), PermanentJobError, 'QUOTA_EXHAUSTED'],
    [answered(400, 'context_length_exceeded'), PermanentJobError, 'PROMPT_TOO_LONG'],
    [answered(400, 'content_policy_violation'), PermanentJobError, 'CONTENT_REFUSED'],
    [answered(400, 'moderation_blocked'), PermanentJobError, 'CONTENT_REFUSED'],
    [answered(400), PermanentJobError, 'PLATFORM_ERROR'],
    [answered(401, 'invalid_api_key'), PermanentJobError, 'OPENAI_KEY_INVALID'],
    [answered(403), PermanentJobError, 'OPENAI_FORBIDDEN'],
    [answered(404, 'model_not_found'), PermanentJobError, 'OPENAI_MODEL_NOT_FOUND'],
    [answered(422), PermanentJobError, 'PLATFORM_ERROR'],
  ])('says of %s: %o %s', (error, word, code) => {
    const jobError = said(error);
    expect(jobError).toBeInstanceOf(word);
    expect(jobError.code).toBe(code);
    expect(jobError.cause).toBe(error);
    expect(jobError.message).not.toContain(SECRET);
  });

  it.each([
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after-ms': '1500', 'retry-after': '20' }, 1_500],
    [{ 'retry-after': new Date(NOW + 90_000).toUTCString() }, 90_000],
    [{ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    [{ 'x-ratelimit-reset-requests': '120ms' }, 120],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset-tokens': 'later' }, 60_000],
    [{}, 60_000],
  ])('waits as long as %j says', (headers, waitMs) => {
    const error = said(answered(429, 'rate_limit_exceeded', headers)) as RateLimitedJobError;
    expect(error.until.getTime() - NOW).toBe(waitMs);
  });
});

describe('isModelUnavailable', () => {
  it('tries another model for a missing or an overloaded one only', () => {
    const statuses = [400, 401, 404, 429, 500, 503].filter((status) => isModelUnavailable(answered(status)));
    expect(statuses).toEqual([404, 503]);
    expect(isModelUnavailable(new APIConnectionError({}))).toBe(false);
  });
});
