import { z } from 'zod';
import { PlatformError } from '../platform-error.js';
import type { PlatformAnswer } from '../platform-http.js';
import { quoteSentence } from '../quote-sentence.js';
import { readReset } from './x.limits.js';

/** A call as its refusal is judged. */
export interface RefusedCall {
  /** Whether it may have an effect that must not happen twice. */
  readonly once: boolean;
  /** The scopes that it needs (docs.x.com/fundamentals/authentication/guides/v2-authentication-mapping). */
  readonly permissions: string;
}

/** Without a header that says when. */
const DEFAULT_WAIT_MS = 15 * 60_000;

const text = z.string().optional().catch(undefined);
const fault = z.object({
  code: z.coerce.number().optional().catch(undefined),
  message: text,
  title: text,
  detail: text,
  type: text,
});

/** Problem details, or a list of coded errors, or both (docs.x.com/x-api/fundamentals/response-codes-and-errors). */
const refusal = z
  .object({ title: text, detail: text, type: text, errors: z.array(fault.catch({})).catch([]) })
  .catch({ errors: [] });

/** What a refusal says, wherever in the body it stands. */
interface Said {
  /** The ends of problem types, such as `usage-capped`. */
  readonly types: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  /** The codes of version 1.1, which version 2 still uses at times. */
  readonly codes: ReadonlySet<number>;
  /** Every sentence, the most telling first. */
  readonly sentences: readonly string[];
}

/**
 * Judges an answer of the X API that is no success.
 * @param now milliseconds, from which waits are counted
 */
export function toPlatformError(answer: PlatformAnswer, call: RefusedCall, now = Date.now()): PlatformError {
  const { status } = answer;
  const said = read(answer.json);
  if (!isDefinite(status) || has(said.codes, 130, 131)) {
    return call.once
      ? new PlatformError('OUTCOME_UNKNOWN', `X answered ${status} and did not say whether it worked`)
      : new PlatformError('TEMPORARY', `X answered ${status}: it is over capacity or out of order`);
  }
  return (
    limitOf(answer, said, now) ??
    accountOf(status, said, call) ??
    postOf(status, said, call) ??
    new PlatformError('PLATFORM_ERROR', `X refused with ${status} ${codeOf(said)}: ${quoteOf(said)}`)
  );
}

/** A refusal that a status states for sure: nothing was done. 408 and redirects state nothing. */
function isDefinite(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function limitOf(answer: PlatformAnswer, said: Said, now: number): PlatformError | null {
  const { status } = answer;
  if (status === 402 || has(said.types, 'usage-capped') || has(said.titles, 'CreditsDepleted', 'UsageCapExceeded')) {
    return new PlatformError(
      'QUOTA_EXHAUSTED',
      "The X app has used up its month's cap or its credits: buy more in the X developer console",
    );
  }
  if (status !== 429 && !has(said.types, 'rate-limit-exceeded') && !has(said.codes, 88, 185)) return null;
  const until = readReset(answer, now) ?? new Date(now + DEFAULT_WAIT_MS);
  return new PlatformError('RATE_LIMITED', `X limits the rate of this account until ${until.toISOString()}`, { until });
}

function accountOf(status: number, said: Said, { permissions }: RefusedCall): PlatformError | null {
  if (status === 401 || has(said.codes, 32, 89)) {
    return new PlatformError('TOKEN_DEAD', 'X no longer accepts the token of this account: connect it again');
  }
  if (has(said.codes, 64, 326) || says(said, /\baccount (is|has been)( temporarily)? (suspended|locked)/i)) {
    return new PlatformError(
      'ACCOUNT_RESTRICTED',
      'X has locked or suspended this account: sign in to X and unlock it',
    );
  }
  if (has(said.codes, 226) || says(said, /looks like it might be automated/i)) {
    return new PlatformError(
      'ACCOUNT_RESTRICTED',
      'X takes what this account does for spam: sign in to X and see what it asks for',
    );
  }
  const types = ['client-forbidden', 'not-authorized-for-resource', 'not-authorized-for-field'];
  if (status === 403 && has(said.types, ...types, 'unsupported-authentication', 'oauth1-permissions')) {
    return new PlatformError(
      'PERMISSION_MISSING',
      `X does not permit this account or app to do that (${quoteOf(said)}): it needs ${permissions}, and an app whose plan has it`,
    );
  }
  return null;
}

function postOf(status: number, said: Said, { once }: RefusedCall): PlatformError | null {
  if (has(said.codes, 187) || says(said, /duplicate content/i)) {
    return new PlatformError('DUPLICATE', 'X has a post of this account with the same text: change the text');
  }
  const goneTypes = has(said.types, 'resource-not-found') || has(said.codes, 144, 385);
  if (status === 404 || goneTypes || says(said, /deleted or not visible/i)) {
    return new PlatformError('GONE', 'X does not have the post that was named, or hides it');
  }
  const refused = has(said.codes, 186, 324, 386) || says(said, /\b(shorter|too long)\b/i);
  // All that version 2 says at times of a post that it does not want, one that is too long among them.
  const unwanted = once && status === 403 && says(said, /not permitted to perform this action/i);
  const badMedia = status === 413 || (status === 400 && says(said, /\bmedia\b/i));
  return refused || unwanted || badMedia
    ? new PlatformError('REFUSED', `X does not accept the post: ${quoteOf(said)}`)
    : null;
}

function read(json: unknown): Said {
  const body = refusal.parse(json);
  const faults = [body, ...body.errors];
  return {
    types: new Set(faults.flatMap(({ type }) => type?.split('/').at(-1) ?? [])),
    titles: new Set(faults.flatMap(({ title }) => title ?? [])),
    codes: new Set(body.errors.flatMap(({ code }) => code ?? [])),
    sentences: [...body.errors.flatMap(({ detail, message }) => [detail, message]), body.detail, body.title].filter(
      (sentence) => sentence !== undefined,
    ),
  };
}

/** The first that is one: of codes, types or titles. */
function codeOf({ codes, types, titles }: Said): string {
  const [code] = [...codes, ...[...types].filter((type) => type !== 'about:blank'), ...titles];
  return quoteSentence(String(code ?? '')) || 'without a code';
}

function quoteOf({ sentences }: Said): string {
  return sentences.map(quoteSentence).find((sentence) => sentence !== '') ?? 'without a reason';
}

function has<Value>(set: ReadonlySet<Value>, ...values: Value[]): boolean {
  return values.some((value) => set.has(value));
}

function says({ sentences }: Said, pattern: RegExp): boolean {
  return sentences.some((sentence) => pattern.test(sentence.slice(0, 1_000)));
}

const tokenRefusal = z.object({ error: text, error_description: text }).catch({});

/**
 * Judges an answer of X's token endpoint that is no success (docs.x.com/fundamentals/authentication/oauth-2-0, RFC 6749
 * section 5.2). A token that was refreshed before is `invalid_request`.
 */
export function toRefreshError(answer: PlatformAnswer, now = Date.now()): PlatformError {
  const { error, error_description: description } = tokenRefusal.parse(answer.json);
  if (error === 'invalid_grant' || error === 'invalid_request') {
    return new PlatformError('TOKEN_DEAD', 'X does not accept the refresh token of this account: connect it again');
  }
  if (answer.status === 401 || error === 'invalid_client' || error === 'unauthorized_client') {
    const message = 'X does not accept the credentials of the app: check X_CLIENT_ID and X_CLIENT_SECRET';
    return new PlatformError('PLATFORM_ERROR', message);
  }
  if (error === undefined || !isDefinite(answer.status)) {
    return toPlatformError(answer, { once: false, permissions: 'offline.access' }, now);
  }
  const quoted = [error, description].map(quoteSentence).filter(Boolean).join(': ');
  return new PlatformError('PLATFORM_ERROR', `X refused to refresh the token with ${answer.status} ${quoted}`);
}
