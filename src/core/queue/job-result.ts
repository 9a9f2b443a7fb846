import { PermanentJobError } from './job-errors.js';

/** Room for every result that the API describes, several times over; a larger one belongs in a table of its own. */
const LARGEST_RESULT_BYTES = 256 * 1024;

/**
 * Serializes what a handler returned, without what PostgreSQL refuses in text: NUL characters and lone surrogates.
 * @throws {PermanentJobError} `RESULT_INVALID` when it is no JSON object (a cycle, a bigint, nothing at all),
 *   `RESULT_TOO_LARGE` over 256 KiB
 */
export function serializeResult(result: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(result, (_, value: unknown) => withoutUnstorable(value));
  } catch (cause) {
    throw new PermanentJobError('Its result cannot be written as JSON', { code: 'RESULT_INVALID', cause });
  }
  if (!text?.startsWith('{'))
    throw new PermanentJobError('Its result is not a JSON object', { code: 'RESULT_INVALID' });
  if (Buffer.byteLength(text) > LARGEST_RESULT_BYTES) {
    throw new PermanentJobError('Its result is larger than 256 KiB', { code: 'RESULT_TOO_LARGE' });
  }
  return text;
}

const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

function withoutUnstorable(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // Rebuilt only where a key needs it: JSON.stringify finds a cycle by the objects' identity.
  if (Object.keys(value).every((key) => storable(key) === key)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), inner]));
}
