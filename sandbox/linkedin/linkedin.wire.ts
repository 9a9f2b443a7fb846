import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Answer, Refusal } from '../social/endpoint.js';

/** LinkedIn's error body (learn.microsoft.com/linkedin, error handling). */
function error(status: number, message: string, rest: object = {}): Answer {
  return { status, body: { message, status, ...rest } };
}

function inputError(status: number, message: string, code: string, description: string, path?: string): Answer {
  const input = path === undefined ? {} : { inputPath: { fieldPath: path } };
  const errorDetails = { inputErrors: [{ description, input, code }] };
  return error(status, message, { errorDetailType: 'com.linkedin.common.error.BadRequest', errorDetails });
}

export const emptyToken = (): Answer => error(401, 'Empty oauth2 access token', { serviceErrorCode: 65604 });
export const invalidToken = (): Answer =>
  error(401, 'Invalid access token', { serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' });
export const revokedToken = (): Answer =>
  error(401, 'The token used in the request has been revoked by the user', {
    serviceErrorCode: 65601,
    code: 'REVOKED_ACCESS_TOKEN',
  });
export const expiredToken = (): Answer =>
  error(401, 'The token used in the request has expired', { serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN' });

/** @param permission such as `partnerApiPostsExternal.FINDER-author` */
export const accessDenied = (permission: string): Answer =>
  error(403, `Not enough permissions to access: ${permission}`, { serviceErrorCode: 100, code: 'ACCESS_DENIED' });
export const notFound = (): Answer => error(404, 'Could not find entity', { code: 'NOT_FOUND' });
export const versionMissing = (): Answer =>
  error(400, 'A version must be present. Please specify a version by adding the LinkedIn-Version header.', {
    code: 'VERSION_MISSING',
  });
export const nonexistentVersion = (version: string): Answer =>
  error(426, `Requested version ${version} is not active`, { code: 'NONEXISTENT_VERSION' });
export const badRequest = (message: string): Answer => error(400, message);

export function invalidParameter(name: string): Answer {
  const message = 'Invalid param. Please see errorDetails for more information.';
  const description = 'Invalid value for param; wrong type or other syntax error';
  return inputError(400, message, 'PARAM_INVALID', description, name);
}

export function tooLong(length: number, limit: number): Answer {
  const message = `/commentary length ${length} exceeded the maximum allowed (${limit} characters)`;
  return inputError(400, message, 'FIELD_ARRAY_SIZE_TOO_HIGH', message, '/commentary');
}

export function duplicatePost(earlierUrn: string): Answer {
  const message = `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${earlierUrn}`;
  return inputError(422, message, 'DUPLICATE_POST', 'Duplicate post is detected');
}

/** No code for this is documented: the message is all there is. */
export const refusedContent = (): Answer => error(422, 'The content of this post is not accepted.');

/** What LinkedIn answers with a status that a fault sets. */
export function errorOfStatus(status: number): Answer {
  switch (status) {
    case 401:
      return expiredToken();
    case 403:
      return accessDenied('rehearsed');
    case 404:
      return notFound();
    case 426:
      return nonexistentVersion('rehearsed');
    case 429:
      return error(429, 'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.', {
        serviceErrorCode: 101,
      });
    default:
      return error(status, status < 500 ? 'Bad Request' : 'Internal Server Error');
  }
}

/** The checked body of a call. @throws {Refusal} 422 in the words of LinkedIn's data templates */
export function readBody<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  const parsed = schema.safeParse(request.body ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => `/${String(part)}`).join('');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => `ERROR :: ${path}/${key} :: unrecognized field found but not allowed\n`);
    const isMissing = issue.input === undefined;
    return [
      `ERROR :: ${path} :: ${isMissing ? 'field is required but not found and has no default value' : issue.message}\n`,
    ];
  });
  throw new Refusal(error(422, sentences.join('')));
}
