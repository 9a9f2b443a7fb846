import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.js';

/** The largest body that is read, in bytes. */
export const BODY_LIMIT = 256 * 1024;

/** How deep arrays and objects may stand in each other; class-transformer walks them by recursion. */
const MAX_DEPTH = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Makes JSON the only body that is read; an empty one counts as none, whatever its type. */
export function readOnlyJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else done(ApiError.unsupportedMediaType());
  });
}

/** @throws {ApiError} 400 for anything but a JSON object of tolerable depth in UTF-8 */
export function parseBody(bytes: Buffer): object | undefined {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  if (isTooDeep(text)) throw ApiError.malformed(`The body nests more than ${MAX_DEPTH} levels deep.`);
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw ApiError.malformed('The body must be a JSON object.');
  }
  return body;
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new ApiError(400, 'VALIDATION_ERROR', 'The body is not UTF-8.', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError(400, 'VALIDATION_ERROR', 'The body is not valid JSON.', { cause });
  }
}

/** Counts brackets outside of strings, before anything is built from them. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (++depth > MAX_DEPTH) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}
