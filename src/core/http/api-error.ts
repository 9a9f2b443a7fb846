import type { Issue } from '../validation/validate.js';

/** Every `code` that a client can meet. */
export const errorCodes = [
  'INVALID_PAYLOAD',
  'VALIDATION_ERROR',
  'UNAUTHORIZED',
  'NO_ORGANIZATION',
  'FORBIDDEN',
  'NOT_FOUND',
  'JOB_NOT_CANCELLABLE',
  'JOB_NOT_RETRYABLE',
  'CONFLICT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'IDEMPOTENCY_KEY_REUSED',
  'TOO_MANY_JOBS',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What an {@link ApiError} may carry besides its sentence. */
export interface ErrorExtras {
  details?: object;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** How long a client should leave an instance alone that has no database, in seconds. */
const RETRY_SECONDS = 5;

/** The cap frees a slot whenever a job ends, which nobody can foretell, in seconds. */
const CAP_RETRY_SECONDS = 30;

/** An answer other than success. The sentence reaches the client: no stack, SQL, token or payload text. */
export class ApiError extends Error {
  readonly details: object | undefined;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    sentence: string,
    { details, headers = {}, cause }: ErrorExtras = {},
  ) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.details = details;
    this.headers = headers;
  }

  static validation(issues: Issue[]): ApiError {
    return new ApiError(400, 'VALIDATION_ERROR', summarize('The request is not valid', issues), {
      details: { issues },
    });
  }

  /** @param type the job type that the payload was meant for */
  static payloadInvalid(type: string, issues: Issue[]): ApiError {
    return new ApiError(400, 'INVALID_PAYLOAD', summarize(`The payload does not fit ${type}`, issues), {
      details: { issues },
    });
  }

  static malformed(sentence: string): ApiError {
    return new ApiError(400, 'VALIDATION_ERROR', sentence);
  }

  static unauthorized(sentence: string): ApiError {
    return new ApiError(401, 'UNAUTHORIZED', sentence, { headers: { 'www-authenticate': 'Bearer' } });
  }

  static noOrganization(): ApiError {
    return new ApiError(
      403,
      'NO_ORGANIZATION',
      'The session has no active organization: choose one and send a new token.',
    );
  }

  static forbidden(): ApiError {
    return new ApiError(403, 'FORBIDDEN', 'Only an admin of the organization may do this.');
  }

  /** @param resource what was looked for, in camelCase: `brand`, `socialAccount` */
  static notFound(resource: string): ApiError {
    return new ApiError(404, 'NOT_FOUND', `There is no such ${spaced(resource)}.`, { details: { resource } });
  }

  static unknownRoute(): ApiError {
    return new ApiError(404, 'NOT_FOUND', 'There is no such route; /api/docs lists them all.', {
      details: { resource: 'route' },
    });
  }

  /** @param sentence says what exists already, or what state stands against it */
  static conflict(sentence: string, details?: object): ApiError {
    return new ApiError(409, 'CONFLICT', sentence, details && { details });
  }

  static notCancellable(status: string): ApiError {
    return new ApiError(409, 'JOB_NOT_CANCELLABLE', `The job has ended already (${status}).`, { details: { status } });
  }

  static notRetryable(status: string): ApiError {
    const sentence = `Only a FAILED or CANCELLED job can be retried; this one is ${status}.`;
    return new ApiError(409, 'JOB_NOT_RETRYABLE', sentence, { details: { status } });
  }

  static payloadTooLarge(limitBytes: number): ApiError {
    return new ApiError(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${limitBytes / 1024} KiB.`);
  }

  static unsupportedMediaType(): ApiError {
    return new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as JSON, with "Content-Type: application/json".');
  }

  static idempotencyKeyReused(): ApiError {
    const sentence = 'This Idempotency-Key came with another request before: use a new key for a new request.';
    return new ApiError(422, 'IDEMPOTENCY_KEY_REUSED', sentence);
  }

  /** The organization is at its cap; the sentence is part of the contract. */
  static tooManyJobs(limit: number, unfinished: number): ApiError {
    return new ApiError(429, 'TOO_MANY_JOBS', 'Too many pending jobs for this organization', {
      details: { limit, unfinished },
      headers: { 'retry-after': String(CAP_RETRY_SECONDS) },
    });
  }

  static rateLimited(retryAfterSeconds: number): ApiError {
    return new ApiError(429, 'RATE_LIMITED', `Too many jobs were asked for: wait ${retryAfterSeconds} s.`, {
      headers: { 'retry-after': String(retryAfterSeconds) },
    });
  }

  static internal(cause: unknown): ApiError {
    return new ApiError(
      500,
      'INTERNAL_ERROR',
      'Something went wrong on our side; quote the requestId when you report it.',
      { cause },
    );
  }

  static unavailable(sentence: string, extras: Pick<ErrorExtras, 'cause' | 'details'> = {}): ApiError {
    return new ApiError(503, 'UNAVAILABLE', sentence, { ...extras, headers: { 'retry-after': String(RETRY_SECONDS) } });
  }
}

/** `<claim>: topic must be a string (and 2 more).` */
function summarize(claim: string, issues: Issue[]): string {
  const [first] = issues;
  if (!first) return `${claim}.`;
  const where = first.path.join('.');
  const known = where === '' || first.message.includes(String(first.path.at(-1))) ? '' : `${where} `;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${claim}: ${known}${first.message}${more}.`.slice(0, 500);
}

/** `socialAccount` → `social account` */
function spaced(resource: string): string {
  return resource.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
