import { type JobError, PermanentJobError, RateLimitedJobError, TransientJobError } from '../core/queue/job-errors.js';

/** What a platform's refusal, or its silence, means for us. */
export type PlatformErrorKind =
  /** Ask again later: `until` says when. */
  | 'RATE_LIMITED'
  /** The month's cap, or the credits, are used up: waiting does not help. */
  | 'QUOTA_EXHAUSTED'
  /** The access token is expired, revoked or not one. */
  | 'TOKEN_DEAD'
  | 'PERMISSION_MISSING'
  /** Locked, suspended, restricted or judged spam. */
  | 'ACCOUNT_RESTRICTED'
  /** The platform has this post already: `earlierPostId` where it tells which. */
  | 'DUPLICATE'
  /** The post, or what the call names, is not there (any more), or is hidden. */
  | 'GONE'
  /** What the post says or shows is not accepted. */
  | 'REFUSED'
  /** Nothing was done; it may work next time. */
  | 'TEMPORARY'
  /** It may have been done, or not. */
  | 'OUTCOME_UNKNOWN'
  /** A refusal of a kind that nobody has documented. */
  | 'PLATFORM_ERROR';

/** Why a call to a platform brought nothing. The sentence is for users and holds no token, URL or post. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  /** When the platform may be asked again; with RATE_LIMITED. */
  readonly until: Date | null;
  /** With DUPLICATE, where the platform names the earlier post. */
  readonly earlierPostId: string | null;

  constructor(
    readonly kind: PlatformErrorKind,
    message: string,
    { until, earlierPostId, cause }: { until?: Date; earlierPostId?: string; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.until = until ?? null;
    this.earlierPostId = earlierPostId ?? null;
  }
}

/** Without a time from the platform. */
const DEFAULT_WAIT_MS = 15 * 60_000;

/** The errorCode of a job that fails with the kind, where it is another word. */
const CODES: Partial<Record<PlatformErrorKind, string>> = {
  TOKEN_DEAD: 'ACCOUNT_NEEDS_REAUTH',
  PERMISSION_MISSING: 'PLATFORM_PERMISSION_MISSING',
  DUPLICATE: 'DUPLICATE_CONTENT',
  REFUSED: 'CONTENT_REFUSED',
  OUTCOME_UNKNOWN: 'PUBLISH_UNKNOWN',
};

/** The engine's word for it (docs/architecture.md). An unknown outcome is the ledger's to settle before it comes here. */
export function toJobError(error: PlatformError): JobError {
  const { kind, message, until } = error;
  switch (kind) {
    case 'RATE_LIMITED':
      return new RateLimitedJobError(message, { until: until ?? new Date(Date.now() + DEFAULT_WAIT_MS), cause: error });
    case 'TEMPORARY':
      return new TransientJobError(message, { code: 'PLATFORM_UNAVAILABLE', cause: error });
    default:
      return new PermanentJobError(message, { code: CODES[kind] ?? kind, cause: error });
  }
}
