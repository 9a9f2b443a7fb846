import { OutboundError, toJobError } from '../core/outbound/outbound-error.js';
import { PermanentJobError, TransientJobError } from '../core/queue/job-errors.js';
import { ParsingError } from './parsing/parsing-error.js';

/** Lets what the engine knows, and what told the run to stop, through; the rest becomes one of the engine's words. */
export function toFailure(error: unknown): unknown {
  if (error instanceof OutboundError) return toJobError(error);
  if (error instanceof ParsingError) {
    const Word = error.code === 'PARSER_STOPPED' ? TransientJobError : PermanentJobError;
    return new Word(error.message, { code: error.code, cause: error });
  }
  return error;
}

/** The sentence for a failure that is one among other items, or undefined where it is none of the item's. */
export function itemFailure(error: unknown): string | undefined {
  if (error instanceof OutboundError && error.reason !== 'ABORTED') return error.message;
  if (error instanceof ParsingError && error.code !== 'PARSER_STOPPED') return error.message;
  if (error instanceof PermanentJobError || error instanceof TransientJobError) return error.message;
  return undefined;
}
