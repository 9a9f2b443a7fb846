import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { JobContract } from '../core/queue/define-job.js';

/** The classes that describe what the job types take and give. */
export function modelsOf(contracts: readonly JobContract[]): Type[] {
  return [...new Set(contracts.flatMap(({ payload, result }) => [payload, result]))];
}

/**
 * Puts the job types, which only the registry knows, into the document: an example of each at POST /api/jobs, what a
 * payload and a result can be, and, for programs under `x-job-types`, which is which.
 * @throws Error when the document has no such route or schema
 */
export function addJobTypes(document: OpenAPIObject, contracts: readonly JobContract[]): OpenAPIObject {
  const body = document.paths['/api/jobs']?.post?.requestBody;
  const json = body && 'content' in body ? body.content['application/json'] : undefined;
  if (!json) throw new Error('The document has no body of POST /api/jobs: is its controller still there?');
  json.examples = Object.fromEntries(
    contracts.map(({ type, summary, example }) => [type, { summary, value: { type, payload: example } }]),
  );

  const types = contracts
    .map(({ type, queue, payload, result, timeLimitMs, summary }) => {
      const limit = `${timeLimitMs / 60_000} min an attempt`;
      return `- \`${type}\` (queue ${queue}, ${limit}): ${summary}. ${payload.name} → ${result.name}`;
    })
    .join('\n');
  const payloads = contracts.map(({ payload }) => payload);
  const results = contracts.map(({ result }) => result);
  for (const schema of ['CreateJob', 'Job', 'JobWithHistory']) setAnyOf(document, schema, 'payload', payloads, types);
  for (const schema of ['Job', 'JobWithHistory']) setAnyOf(document, schema, 'result', results, types, true);
  return Object.assign(document, { 'x-job-types': contracts.map(describeType) });
}

/** A job type as programs read it, such as a form for its payload. */
function describeType({ type, queue, payload, result, timeLimitMs, summary, example }: JobContract): object {
  return { type, queue, summary, timeLimitMs, payload: getSchemaPath(payload), result: getSchemaPath(result), example };
}

function setAnyOf(
  document: OpenAPIObject,
  name: string,
  property: string,
  models: Type[],
  description: string,
  nullable = false,
): void {
  const schema = document.components?.schemas?.[name];
  if (!schema || '$ref' in schema || !schema.properties?.[property])
    throw new Error(`The document has no ${property} of ${name}: has its class another name now?`);
  // Not oneOf: the payload of one type may fit another type's class too.
  const anyOf = [...new Set(models)].map((model) => ({ $ref: getSchemaPath(model) }));
  schema.properties[property] = { description, anyOf, ...(nullable && { type: 'object', nullable }) };
}
