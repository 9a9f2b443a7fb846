import { errors } from 'undici';
import { type JobError, PermanentJobError, TransientJobError } from '../queue/job-errors.js';

/** Why a fetch gave no answer. */
export type OutboundReason =
  | 'BAD_URL'
  | 'REFUSED_ADDRESS'
  | 'TOO_MANY_REDIRECTS'
  | 'TOO_LARGE'
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'TLS'
  | 'PROTOCOL'
  | 'ABORTED';

/** What comes out the same however often it is asked. */
const PERMANENT: ReadonlySet<OutboundReason> = new Set([
  'BAD_URL',
  'REFUSED_ADDRESS',
  'TOO_MANY_REDIRECTS',
  'TOO_LARGE',
]);

/** A fetch that gave no answer. The sentence is for users: host names at most, no address, no path, no query. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  constructor(
    readonly reason: OutboundReason,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}

/** The engine's word for a fetch that gave no answer; its code is the reason. */
export function toJobError(error: OutboundError): JobError {
  const Word = PERMANENT.has(error.reason) ? PermanentJobError : TransientJobError;
  return new Word(error.message, { code: error.reason, cause: error });
}

/** OpenSSL's and Node's codes for a certificate or handshake that is not accepted. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|INVALID_CA$|EPROTO$)/;

/** undici's and zlib's codes for bytes that are not what their headers say, or that stop too early. */
const PROTOCOL_CODE = /^(Z_|ERR_BROTLI|ERR__ERROR_|ERR_PADDING_|ERR_STREAM_PREMATURE_CLOSE$|UND_ERR_)/;

/**
 * Sorts what undici, node:tls, node:dns and node:zlib throw.
 * @param host named in the sentence
 */
export function toOutboundError(error: unknown, host: string): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { cause: error };
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new OutboundError('TOO_LARGE', `${host} sent more headers than are read`, options);
  }
  if (TLS_CODE.test(code)) {
    return new OutboundError('TLS', `${host} could not be reached over TLS (${code})`, options);
  }
  if (PROTOCOL_CODE.test(code) || error instanceof errors.HTTPParserError) {
    return new OutboundError('PROTOCOL', `${host} answered with broken HTTP, or broke off`, options);
  }
  return new OutboundError('UNREACHABLE', `${host} could not be reached${code && ` (${code})`}`, options);
}
