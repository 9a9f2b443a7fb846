import { z } from 'zod';
import { PlatformError, type PlatformErrorKind } from '../platform-error.js';
import type { MetaScope } from './meta.usage.js';

/** What Graph said when it refused (graph-api/guides/error-handling). */
export interface GraphRefusal {
  readonly code: number;
  readonly subcode: number | null;
  readonly transient: boolean;
  /** The platform's sentence, for users where it has one for them. Not to be shown as it is: see {@link shown}. */
  readonly sentence: string;
}

/** A refusal, for logs: numbers alone, as Graph's sentences may repeat a token. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly code: number,
    readonly subcode: number | null,
  ) {
    super(`Graph refused with code ${code}${subcode === null ? '' : `, subcode ${subcode}`}`);
  }
}

/** Of whose call a refusal tells. */
export interface RefusedCall {
  /** As people call the platform. */
  readonly name: string;
  /** Whether the call may have had an effect that must not happen twice. */
  readonly once: boolean;
  /** When a limit ends, as the usage headers of the same answer say; null when they do not. */
  readonly regainsAt: Date | null;
}

/** Graph's rolling hour, for a rate limit without a time (graph-api/overview/rate-limiting). */
const DEFAULT_WAIT_MS = 60 * 60_000;

/** UNCERTAIN: nothing was done, perhaps. TEMPORARY for what may be repeated, OUTCOME_UNKNOWN for what may not. */
type Meaning = PlatformErrorKind | 'UNCERTAIN';

/**
 * What a subcode means, whatever its code. 2207xxx: instagram-platform/reference/error-codes; the others are those that posting
 * tools meet on Pages.
 */
const SUBCODES: Readonly<Record<number, Meaning>> = {
  2207001: 'UNCERTAIN',
  2207032: 'UNCERTAIN',
  2207053: 'UNCERTAIN',
  2207003: 'TEMPORARY',
  2207006: 'GONE',
  2207008: 'TEMPORARY',
  2207020: 'TEMPORARY',
  2207027: 'TEMPORARY',
  2207042: 'RATE_LIMITED',
  2207050: 'ACCOUNT_RESTRICTED',
  2207051: 'ACCOUNT_RESTRICTED',
  1346003: 'REFUSED',
  1363047: 'UNCERTAIN',
  1366046: 'REFUSED',
  1366051: 'DUPLICATE',
  1390008: 'RATE_LIMITED',
  1404078: 'ACCOUNT_RESTRICTED',
  1404102: 'REFUSED',
  1404112: 'ACCOUNT_RESTRICTED',
  1609010: 'UNCERTAIN',
};

/** graph-api/guides/error-handling, graph-api/overview/rate-limiting and graph-api/reference/page/photos. */
const CODES: Readonly<Record<number, Meaning>> = {
  1: 'UNCERTAIN',
  2: 'UNCERTAIN',
  3: 'PERMISSION_MISSING',
  4: 'RATE_LIMITED',
  10: 'PERMISSION_MISSING',
  17: 'RATE_LIMITED',
  32: 'RATE_LIMITED',
  102: 'TOKEN_DEAD',
  190: 'TOKEN_DEAD',
  324: 'REFUSED',
  341: 'RATE_LIMITED',
  368: 'REFUSED',
  506: 'DUPLICATE',
  613: 'RATE_LIMITED',
  80000: 'RATE_LIMITED',
  80001: 'RATE_LIMITED',
  80002: 'RATE_LIMITED',
  80003: 'RATE_LIMITED',
  80004: 'RATE_LIMITED',
  80005: 'RATE_LIMITED',
  80006: 'RATE_LIMITED',
  80008: 'RATE_LIMITED',
  1609005: 'REFUSED',
};

/** Why a token is dead, by subcode. */
const TOKEN_DEATHS: Readonly<Record<number, string>> = {
  458: 'the app was removed from the account',
  459: 'the platform wants the account to be confirmed there first',
  460: 'the password was changed',
  463: 'it has expired',
  464: 'the account is not confirmed',
  467: 'it was revoked',
  492: 'its person has no role on the Page any more',
};

const graphErrorBody = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number().int(),
    error_subcode: z.number().int().nullable().catch(null).default(null),
    is_transient: z.boolean().catch(false).default(false),
    error_user_msg: z.string().optional().catch(undefined),
  }),
});

/** @returns null when a body says nothing of an error in Graph's shape */
export function readRefusal(json: unknown): GraphRefusal | null {
  const parsed = graphErrorBody.safeParse(json);
  if (!parsed.success) return null;
  const { code, error_subcode, is_transient, message, error_user_msg } = parsed.data.error;
  return { code, subcode: error_subcode, transient: is_transient, sentence: error_user_msg || message };
}

/** What an answer means that is no success: by Graph's code and subcode, and by the HTTP status only where there are none. */
export function toPlatformError(
  status: number,
  refusal: GraphRefusal | null,
  call: RefusedCall,
  now = Date.now(),
): PlatformError {
  return refusal ? fromRefusal(status, refusal, call, now) : fromStatus(status, call, now);
}

/** Which limit a refusal speaks of; null when of none. */
export function limitedScope({ code, subcode }: GraphRefusal): MetaScope | null {
  if (meaningOf({ code, subcode, transient: false }, 400) !== 'RATE_LIMITED') return null;
  if (subcode === 2207042 || subcode === 1390008) return 'publishing';
  return code === 32 ? 'page' : code === 80001 ? 'pages' : code === 80002 ? 'instagram' : 'app';
}

/** Whether a read was refused for the metrics that it asked for, as far as code and subcode tell. */
export function isMetricRefusal({ cause, kind }: PlatformError): boolean {
  return kind !== 'GONE' && cause instanceof GraphError && (cause.code === 100 || cause.code === 3001);
}

function meaningOf({ code, subcode, transient }: Omit<GraphRefusal, 'sentence'>, status: number): Meaning {
  const special = subcode === null ? undefined : SUBCODES[subcode];
  if (special) return special;
  if (code === 100 && subcode === 33) return 'GONE';
  const usual = CODES[code];
  if (usual) return usual;
  if (code >= 200 && code <= 299) return 'PERMISSION_MISSING';
  if (transient || status >= 500) return 'UNCERTAIN';
  return subcode !== null && subcode >= 2207000 && subcode <= 2207999 ? 'REFUSED' : 'PLATFORM_ERROR';
}

function fromRefusal(
  status: number,
  refusal: GraphRefusal,
  { name, once, regainsAt }: RefusedCall,
  now: number,
): PlatformError {
  const { code, subcode, sentence } = refusal;
  const meaning = meaningOf(refusal, status);
  const kind = meaning === 'UNCERTAIN' ? (once ? 'OUTCOME_UNKNOWN' : 'TEMPORARY') : meaning;
  const number = `code ${code}${subcode === null ? '' : `/${subcode}`}`;
  const options = { cause: new GraphError(code, subcode) };
  const said = shown(sentence);
  switch (kind) {
    case 'RATE_LIMITED': {
      const daily = subcode === 2207042;
      const until = (!daily && regainsAt) || new Date(now + DEFAULT_WAIT_MS);
      const what = daily ? 'takes no more posts of this account for now' : 'limits the rate of calls';
      return new PlatformError(kind, `${name} ${what} (${number})`, { ...options, until });
    }
    case 'TOKEN_DEAD': {
      const why = (subcode !== null && TOKEN_DEATHS[subcode]) || 'it is not valid';
      return new PlatformError(kind, `${name} does not accept the account's token: ${why} (${number})`, options);
    }
    case 'PERMISSION_MISSING': {
      const missing = permissionsIn(sentence).join(', ') || said || 'a permission';
      return new PlatformError(kind, `${name} does not permit it; missing: ${missing} (${number})`, options);
    }
    case 'ACCOUNT_RESTRICTED':
      return new PlatformError(kind, `${name} restricts the account (${number}): ${said}`, options);
    case 'GONE':
      return new PlatformError(kind, `${name} does not have it any more, or does not show it (${number})`, options);
    case 'DUPLICATE':
      return new PlatformError(kind, `${name} has this post already (${number})`, options);
    case 'TEMPORARY':
      return new PlatformError(kind, `${name} could not do it now (${number})`, options);
    case 'OUTCOME_UNKNOWN':
      return new PlatformError(kind, `${name} did not say whether it worked (${number})`, options);
    default:
      return new PlatformError(kind, `${name} refused (${number}): ${said || 'without a reason'}`, options);
  }
}

/** An answer that no part of Graph gave, such as a gateway's. */
function fromStatus(status: number, { name, once, regainsAt }: RefusedCall, now: number): PlatformError {
  const answered = `${name} answered ${status} without a reason that can be read`;
  if (status === 429) {
    return new PlatformError('RATE_LIMITED', answered, { until: regainsAt ?? new Date(now + DEFAULT_WAIT_MS) });
  }
  if (status >= 400 && status < 500 && status !== 408) return new PlatformError('PLATFORM_ERROR', answered);
  return new PlatformError(once ? 'OUTCOME_UNKNOWN' : 'TEMPORARY', answered);
}

const PERMISSION = /\b(?:pages_[a-z_]+|instagram_[a-z_]+|read_insights|business_management|publish_[a-z_]+)\b/g;

function permissionsIn(sentence: string): string[] {
  return [...new Set(sentence.slice(0, 2_000).match(PERMISSION))];
}

/** Longer sentences than this are no sentences for a user. */
const LONGEST_SENTENCE = 300;

/** A sentence of the platform as it may be shown and kept: without URLs and without anything that could be a token. */
export function shown(sentence: string): string {
  const words = sentence.slice(0, 2_000).split(/\s+/);
  const safe = words.map((word) => (/:\/\//.test(word) || (word.length >= 25 && /[A-Z\d]/.test(word)) ? '…' : word));
  return safe.join(' ').trim().slice(0, LONGEST_SENTENCE);
}
