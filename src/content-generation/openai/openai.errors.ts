import { APIConnectionError, APIConnectionTimeoutError, APIError, NotFoundError } from 'openai';
import {
  type JobError,
  PermanentJobError,
  RateLimitedJobError,
  TransientJobError,
} from '../../core/queue/job-errors.js';

/** `type` or `code` of a 429 that no waiting cures (openai-openapi; the SDK would retry them). */
const QUOTA_CODES = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
]);

const CONTENT_CODES = new Set(['moderation_blocked', 'content_policy_violation', 'content_filter']);

/** OpenAI's per-minute limits are the usual ones, so an answer without a time is asked again after a minute. */
const DEFAULT_WAIT_MS = 60_000;

/** Whether another model may succeed where this one did not: it does not exist for this key, or it is overloaded. */
export function isModelUnavailable(error: unknown): boolean {
  return error instanceof NotFoundError || (error instanceof APIError && error.status === 503);
}

/** Which models were asked, and the setting that names them. */
export interface AskedModels {
  readonly models: readonly string[];
  readonly setting: string;
}

/**
 * Says in the words of job-errors.ts what an error of a call through the `openai` package means. The package's own text may repeat
 * parts of the key or the prompt, so only status, code and request id reach the sentence; the error itself is the cause.
 * @param asked for the sentence about a missing model
 * @param now milliseconds, from which waits are counted
 */
export function toJobError(error: unknown, asked: AskedModels, now = Date.now()): JobError {
  const cause = error;
  if (!(error instanceof APIError)) {
    return new TransientJobError("OpenAI's answer broke off", { code: 'OPENAI_UNREACHABLE', cause });
  }
  const reference = error.requestID ? ` (request ${error.requestID})` : '';
  if (error instanceof APIConnectionTimeoutError) {
    return new TransientJobError('OpenAI did not answer in time', { code: 'OPENAI_TIMEOUT', cause });
  }
  if (error instanceof APIConnectionError || error.status === undefined) {
    return new TransientJobError('OpenAI could not be reached', { code: 'OPENAI_UNREACHABLE', cause });
  }
  if ([error.code, error.type].some((word) => QUOTA_CODES.has(word ?? ''))) {
    const message = 'The OpenAI account has no quota left: check its plan and billing';
    return new PermanentJobError(message, { code: 'QUOTA_EXHAUSTED', cause });
  }
  if (error.status === 429) {
    const until = new Date(now + waitMs(error.headers, now));
    return new RateLimitedJobError(`OpenAI limits our rate until ${until.toISOString()}`, { until, cause });
  }
  if (error.status >= 500 || error.status === 408 || error.status === 409) {
    const message = `OpenAI answered ${error.status}${reference}`;
    return new TransientJobError(message, { code: 'OPENAI_UNAVAILABLE', cause });
  }
  return permanent(error, asked, reference);
}

function permanent(error: APIError, { models, setting }: AskedModels, reference: string): PermanentJobError {
  const cause = error;
  if (error.code === 'context_length_exceeded') {
    const message = 'The prompt is longer than the model takes: name fewer context items';
    return new PermanentJobError(message, { code: 'PROMPT_TOO_LONG', cause });
  }
  if (CONTENT_CODES.has(error.code ?? '')) {
    const message = `OpenAI refused the request for its content (${error.code})`;
    return new PermanentJobError(message, { code: 'CONTENT_REFUSED', cause });
  }
  switch (error.status) {
    case 401:
      return new PermanentJobError('OpenAI does not accept the key: check OPENAI_API_KEY', {
        code: 'OPENAI_KEY_INVALID',
        cause,
      });
    case 403:
      return new PermanentJobError(`The OpenAI key may not do this${reference}: check its permissions`, {
        code: 'OPENAI_FORBIDDEN',
        cause,
      });
    case 404:
      return new PermanentJobError(`OpenAI has no model ${models.join(' or ')} for this key: set ${setting}`, {
        code: 'OPENAI_MODEL_NOT_FOUND',
        cause,
      });
    default:
      return new PermanentJobError(
        `OpenAI did not accept the request: ${error.status} ${error.code ?? 'without a code'}${reference}`,
        { code: 'PLATFORM_ERROR', cause },
      );
  }
}

function waitMs(headers: Headers | undefined, now: number): number {
  const read = (name: string) => headers?.get(name) ?? '';
  const waits = [
    numberOf(read('retry-after-ms')),
    numberOf(read('retry-after')) * 1_000,
    Date.parse(read('retry-after')) - now,
    Math.max(durationMs(read('x-ratelimit-reset-requests')), durationMs(read('x-ratelimit-reset-tokens'))),
  ];
  return waits.find((wait) => wait >= 0) ?? DEFAULT_WAIT_MS;
}

function numberOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `6m0s`, `1.5s`, `120ms`; -1 when it is none. */
function durationMs(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return -1;
  return [...text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * UNIT_MS[unit!]!, 0);
}
