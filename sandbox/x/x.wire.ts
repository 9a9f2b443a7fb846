import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Answer, Refusal } from '../social/endpoint.js';

const PROBLEMS = 'https://api.x.com/2/problems';
const PROBLEM_TYPE = { 'content-type': 'application/problem+json; charset=utf-8' };

/** X's error body (docs.x.com, response codes and errors). */
export function problem(status: number, title: string, detail: string, type = 'about:blank'): Answer {
  return { status, headers: PROBLEM_TYPE, body: { title, detail, type, status } };
}

export const unauthorized = (): Answer => problem(401, 'Unauthorized', 'Unauthorized');
export const forbidden = (detail: string): Answer => problem(403, 'Forbidden', detail);
export const tooManyRequests = (): Answer => problem(429, 'Too Many Requests', 'Too Many Requests');
/** X does not say more of a post that it does not want. */
export const notPermitted = (): Answer => forbidden('You are not permitted to perform this action.');

/** The body of a 400: what is wrong with the parameters. */
export function invalidRequest(...messages: readonly string[]): Answer {
  const detail = 'One or more parameters to your request was invalid.';
  const errors = messages.map((message) => ({ parameters: {}, message }));
  const body = { errors, title: 'Invalid Request', detail, type: `${PROBLEMS}/invalid-request` };
  return { status: 400, headers: PROBLEM_TYPE, body };
}

/** An entry of `errors`, which a 200 may carry too: something that was asked for is not there. */
export function notFound(kind: 'tweet' | 'user', parameter: 'id' | 'ids', id: string) {
  return {
    resource_id: id,
    resource_type: kind,
    parameter,
    value: id,
    title: 'Not Found Error',
    detail: `Could not find ${kind} with ${parameter}: [${id}].`,
    type: `${PROBLEMS}/resource-not-found`,
  };
}

/** An entry of `errors` in a 200: the post is shown, but not this field of it. */
export function fieldNotAuthorized(id: string, field: string) {
  return {
    resource_id: id,
    resource_type: 'tweet',
    parameter: 'ids',
    value: id,
    section: 'data',
    field,
    title: 'Field Authorization Error',
    detail: `Sorry, you are not authorized to access '${field}' on the Tweet with ids : [${id}].`,
    type: `${PROBLEMS}/not-authorized-for-field`,
  };
}

/** What X answers with a status that a fault sets. */
export function errorOfStatus(status: number): Answer {
  switch (status) {
    case 400:
      return invalidRequest('Rehearsed.');
    case 401:
      return unauthorized();
    case 402:
      return problem(402, 'CreditsDepleted', 'Your enrolled account does not have any credits.', `${PROBLEMS}/credits`);
    case 403:
      return notPermitted();
    case 404:
      return problem(404, 'Not Found Error', 'Rehearsed.', `${PROBLEMS}/resource-not-found`);
    case 429:
      return tooManyRequests();
    case 503:
      return problem(503, 'Service Unavailable', 'Service Unavailable');
    default:
      return problem(status, 'Internal Server Error', 'Something is broken. This is usually a temporary error.');
  }
}

/** The checked body of a call. @throws {Refusal} the 400 that X answers, also where a property is not known */
export function readBody<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  return read(schema, request.body ?? {}, (issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(
          (key) => `$.${key}: is not defined in the schema and the schema does not allow additional properties`,
        )
      : [`$.${issue.path.join('.')}: ${issue.message}`],
  );
}

/** The checked query of a call. @throws {Refusal} the 400 that X answers, also where a parameter is not known */
export function readQuery<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  return read(schema, request.query, (issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `The query parameter [${key}] is not one that this endpoint knows`)
      : [`The \`${issue.path.join('.')}\` query parameter is not valid: ${issue.message}`],
  );
}

function read<T>(schema: z.ZodType<T>, value: unknown, describe: (issue: z.core.$ZodIssue) => string[]): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal(invalidRequest(...parsed.error.issues.flatMap(describe)));
  return parsed.data;
}
