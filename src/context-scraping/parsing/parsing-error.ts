/**
 * Why a document could not be parsed. All but PARSE_TIMEOUT and PARSER_STOPPED hold for the same bytes for ever.
 * - PARSE_TIMEOUT: it took longer than its kind may
 * - TOO_LARGE: more bytes, elements or memory than its kind may have
 * - TOO_DEEP: nested deeper than its kind may be
 * - NOT_A_FEED, NOT_A_SITEMAP: readable, but something else (a page, most often)
 * - ENCRYPTED: a PDF that asks for a password
 * - NO_TEXT: readable, but without text (a PDF of scans)
 * - UNPARSABLE: broken
 * - PARSER_STOPPED: the process is shutting down
 */
export type ParsingErrorCode =
  | 'PARSE_TIMEOUT'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'NOT_A_FEED'
  | 'NOT_A_SITEMAP'
  | 'ENCRYPTED'
  | 'NO_TEXT'
  | 'UNPARSABLE'
  | 'PARSER_STOPPED';

/** A document that could not be parsed; the message is fit for the user whose document it is. */
export class ParsingError extends Error {
  override readonly name = 'ParsingError';

  constructor(
    readonly code: ParsingErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
