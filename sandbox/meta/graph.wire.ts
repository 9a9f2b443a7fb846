import { randomBytes } from 'node:crypto';
import { type Answer, Refusal, type SocialFault } from '../social/endpoint.js';

/** The two services that speak Graph. */
export type GraphService = 'facebook' | 'instagram';

interface GraphFailure {
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
  readonly type?: 'OAuthException' | 'GraphMethodException' | 'GraphBatchException' | 'IGApiException';
  /** 400 unless it is said: callers go by the code (developers.facebook.com, graph-api/guides/error-handling). */
  readonly status?: number;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userText?: string;
}

/** Graph's error body. */
export function failure({ type = 'OAuthException', status = 400, ...rest }: GraphFailure): Answer {
  const error = {
    message: rest.message,
    type,
    code: rest.code,
    ...(rest.subcode !== undefined && { error_subcode: rest.subcode }),
    is_transient: rest.isTransient ?? false,
    ...(rest.userTitle !== undefined && { error_user_title: rest.userTitle }),
    ...(rest.userText !== undefined && { error_user_msg: rest.userText }),
    fbtrace_id: randomBytes(16).toString('base64url'),
  };
  return { status, body: { error } };
}

/** The same, to be thrown. */
export function refusal(what: GraphFailure): Refusal {
  return new Refusal(failure(what));
}

/** A parameter that is missing or wrong. */
export function badParameter(message: string): Refusal {
  return refusal({ code: 100, message: `(#100) ${message}` });
}

/** An object that is gone, hidden, or was never there: Graph does not tell them apart. */
export function noSuchObject(id: string, method = 'get'): Refusal {
  const message =
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
    'permissions, or does not support this operation. Please read the Graph API documentation at ' +
    'https://developers.facebook.com/docs/graph-api';
  return refusal({ code: 100, subcode: 33, type: 'GraphMethodException', message });
}

/** The same text as in the last post. Only a fault brings it: a post that goes out twice is to be seen in the log. */
export function duplicatePost(): Refusal {
  const userText = 'This status update is identical to the last one you posted.';
  return refusal({ code: 506, subcode: 1455006, message: '(#506) Duplicate status message', userText });
}

/** What the error codes' page of the Instagram platform says of each subcode. */
const INSTAGRAM_FAILURES = {
  2207006: [24, 'The media cannot be found', 'The media with that ID cannot be found.'],
  2207008: [
    24,
    'Media builder not found',
    'The media builder with that creation ID does not exist or has been expired.',
  ],
  2207010: [36004, 'The caption is too long', 'The caption may have 2,200 characters, 30 hashtags and 20 mentions.'],
  2207026: [352, 'Unsupported video format', 'The video format is not supported.'],
  2207027: [9007, 'Media ID is not available', 'The media is not ready for publishing, please wait for a moment.'],
  2207028: [100, 'Invalid carousel', 'A carousel needs at least 2 and no more than 10 photos or videos.'],
  2207032: [-1, 'Create media fail', 'Create media fail, please try to re-create media.'],
  2207042: [9, 'Application request limit reached', 'The account has reached the maximum number of posts of a day.'],
  2207051: [4, 'Application request limit reached', 'We restrict certain activity to protect our community.'],
} as const;

export type InstagramSubcode = keyof typeof INSTAGRAM_FAILURES;

/** A refusal of Instagram's content publishing, by its documented subcode. */
export function instagramRefusal(subcode: InstagramSubcode): Refusal {
  const [code, message, userText] = INSTAGRAM_FAILURES[subcode];
  return refusal({ code, subcode, message, userTitle: message, userText });
}

/** The rate limit that a call ran into: an app's, or that of a page or Instagram account (overview/rate-limiting). */
export function rateLimited(code: 4 | 32 | 80001 | 80002): Answer {
  const message = {
    4: '(#4) Application request limit reached',
    32: '(#32) Page request limit reached',
    80001: '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
    80002: '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.',
  }[code];
  return failure({ code, message, status: code > 1_000 ? 400 : 403 });
}

/** What Graph answers with a status that a fault sets. */
export function errorOfStatus(status: number, service: GraphService, fault: SocialFault): Answer {
  if (status === 429) {
    if (service === 'instagram') return rateLimited(80002);
    // The page's older limit says no time; the limit of its use case does.
    return rateLimited(fault.retryAfter === undefined ? 32 : 80001);
  }
  const [code, message] =
    status >= 500
      ? [2, 'An unexpected error has occurred. Please retry your request later.']
      : [1, 'An unknown error occurred'];
  return failure({ code, message, status, isTransient: true });
}

/** A time as Graph writes it: `2026-11-24T09:30:00+0000`. */
export function graphTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, '+0000');
}
