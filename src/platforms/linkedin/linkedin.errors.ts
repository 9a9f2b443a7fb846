import { z } from 'zod';
import { PlatformError } from '../platform-error.js';
import type { PlatformAnswer } from '../platform-http.js';
import { quoteSentence } from '../quote-sentence.js';

/** A call as its refusal is judged. */
export interface RefusedCall {
  /** Whether it may have an effect that must not happen twice. */
  readonly once: boolean;
  /** The permissions of which it needs one (learn.microsoft.com/linkedin/marketing/increasing-access). */
  readonly permissions: string;
  /** The version that was asked for, `LINKEDIN_VERSION`. */
  readonly version: string;
}

/** LinkedIn tells no time (learn.microsoft.com/linkedin/shared/api-guide/concepts/rate-limits). */
const DEFAULT_WAIT_MS = 60 * 60_000;

/** `serviceErrorCode`s: a token that is malformed, revoked, expired; a throttle; no permission. */
const TOKEN_CODES = new Set([65_600, 65_601, 65_602]);
const THROTTLE_CODE = 101;
const PERMISSION_CODE = 100;

const text = z.string().optional().catch(undefined);

/** learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling. */
const refusal = z
  .object({
    message: text,
    code: text,
    serviceErrorCode: z.coerce.number().optional().catch(undefined),
    errorDetails: z
      .object({ inputErrors: z.array(z.object({ code: text, description: text }).catch({})).catch([]) })
      .catch({ inputErrors: [] }),
  })
  .catch({ errorDetails: { inputErrors: [] } });

/** What a refusal says. */
interface Said {
  /** `code`s, the outer one first. */
  readonly codes: readonly string[];
  readonly serviceCode: number | undefined;
  /** Its sentences, each once and cut to what is read of it. */
  readonly sentence: string;
}

/**
 * Judges an answer of the LinkedIn API that is no success.
 * @param now milliseconds, from which waits are counted
 */
export function toPlatformError({ status, json }: PlatformAnswer, call: RefusedCall, now = Date.now()): PlatformError {
  const said = read(json);
  if (status < 400 || status >= 500 || status === 408) {
    return call.once
      ? new PlatformError('OUTCOME_UNKNOWN', `LinkedIn answered ${status} and did not say whether it worked`)
      : new PlatformError('TEMPORARY', `LinkedIn answered ${status}: it is out of order`);
  }
  return (
    limitOf(status, said, now) ??
    accountOf(status, said, call) ??
    postOf(status, said, call) ??
    new PlatformError(
      'PLATFORM_ERROR',
      `LinkedIn refused with ${status} ${codeOf(said)}: ${quoteSentence(said.sentence) || 'without a reason'}`,
    )
  );
}

function limitOf(status: number, { serviceCode, sentence }: Said, now: number): PlatformError | null {
  if (status !== 429 && serviceCode !== THROTTLE_CODE) return null;
  const until = /\bDAY\b/.test(sentence) ? nextMidnight(now) : new Date(now + DEFAULT_WAIT_MS);
  const message = `LinkedIn limits the rate of this account or app until ${until.toISOString()}`;
  return new PlatformError('RATE_LIMITED', message, { until });
}

function accountOf(status: number, said: Said, { permissions, version }: RefusedCall): PlatformError | null {
  const { codes, serviceCode, sentence } = said;
  if (status === 401 || TOKEN_CODES.has(serviceCode ?? 0) || codes.some((code) => code.endsWith('_ACCESS_TOKEN'))) {
    return new PlatformError('TOKEN_DEAD', 'LinkedIn no longer accepts the token of this account: connect it again');
  }
  if (status === 426 || codes.includes('NONEXISTENT_VERSION')) {
    const message = `LinkedIn has no version ${version} of its API: set LINKEDIN_VERSION to a month that it lists as active`;
    return new PlatformError('PLATFORM_ERROR', message);
  }
  if (/\b(account|member|author|organization) (is|has been) (restricted|suspended|locked)/i.test(sentence)) {
    const message = 'LinkedIn has restricted this account: sign in to LinkedIn and see what it asks for';
    return new PlatformError('ACCOUNT_RESTRICTED', message);
  }
  const denied = codes.includes('ACCESS_DENIED') || serviceCode === PERMISSION_CODE || /\bpermission/i.test(sentence);
  if (status === 403 && denied) {
    const message = `LinkedIn does not permit this account to do that (${quoteSentence(sentence)}): it needs ${permissions}`;
    return new PlatformError('PERMISSION_MISSING', message);
  }
  return null;
}

function postOf(status: number, { codes, sentence }: Said, { once }: RefusedCall): PlatformError | null {
  const earlierPostId = /\bduplicate of (urn:li:(?:share|ugcPost):\d+)/i.exec(sentence)?.[1];
  if (codes.includes('DUPLICATE_POST') || earlierPostId !== undefined) {
    const message = 'LinkedIn has a post of this account with the same text: change the text';
    return new PlatformError('DUPLICATE', message, earlierPostId === undefined ? {} : { earlierPostId });
  }
  if (status === 404) return new PlatformError('GONE', 'LinkedIn does not have what was named, or hides it');
  const tooLong = codes.some((code) => /_TOO_(HIGH|LONG|LARGE)$/.test(code)) || /exceeded the maximum/i.test(sentence);
  // What is asked for but once is a post, and 422 says that it was understood and is not taken.
  const unwanted = once && (status === 422 || (status === 400 && sentence.includes('urn:li:image:')));
  return tooLong || unwanted || status === 413
    ? new PlatformError(
        'REFUSED',
        `LinkedIn does not accept the post: ${quoteSentence(sentence) || 'it does not say why'}`,
      )
    : null;
}

function read(json: unknown): Said {
  const { message, code, serviceErrorCode, errorDetails } = refusal.parse(json);
  const inputErrors = errorDetails.inputErrors.slice(0, 20);
  return {
    codes: [code, ...inputErrors.map((input) => input.code)].filter((known) => known !== undefined),
    serviceCode: serviceErrorCode,
    sentence: [...new Set([message, ...inputErrors.map(({ description }) => description)])]
      .filter((sentence) => sentence !== undefined)
      .map((sentence) => sentence.slice(0, 1_000))
      .join(' '),
  };
}

function codeOf({ codes, serviceCode }: Said): string {
  return quoteSentence(codes[0] ?? serviceCode?.toString()) || 'without a code';
}

/** Limits begin anew at 00:00 UTC. */
function nextMidnight(now: number): Date {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1));
}

const tokenRefusal = z.object({ error: text, error_description: text }).catch({});

/**
 * Judges an answer of LinkedIn's token endpoint that is no success
 * (learn.microsoft.com/linkedin/shared/authentication/programmatic-refresh-tokens).
 */
export function toRefreshError(answer: PlatformAnswer, version: string, now = Date.now()): PlatformError {
  const { error, error_description: description } = tokenRefusal.parse(answer.json);
  const { status } = answer;
  if (error === 'invalid_grant' || error === 'invalid_request') {
    const message = 'LinkedIn does not accept the refresh token of this account: connect it again';
    return new PlatformError('TOKEN_DEAD', message);
  }
  if (status === 401 || error === 'invalid_client' || error === 'unauthorized_client') {
    const message =
      'LinkedIn does not accept the credentials of the app: check LINKEDIN_CLIENT_ID and LINKEDIN_CLIENT_SECRET';
    return new PlatformError('PLATFORM_ERROR', message);
  }
  if (error === undefined || status < 400 || status >= 500) {
    return toPlatformError(answer, { once: false, permissions: 'refresh tokens', version }, now);
  }
  const quoted = [error, description].map(quoteSentence).filter(Boolean).join(': ');
  return new PlatformError('PLATFORM_ERROR', `LinkedIn refused to refresh the token with ${status} ${quoted}`);
}
