import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ApiFailure } from '../../../client/client.js';

/** What is read of a JSON schema (OpenAPI 3.0). */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  title?: string;
  format?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  allOf?: JsonSchema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  /** Never shown again. */
  writeOnly?: boolean;
}

/** A job type as the API's document has it. */
export interface JobTypeInfo {
  type: string;
  summary: string;
  payload: JsonSchema;
}

interface ApiDocument {
  components: { schemas: Record<string, JsonSchema> };
  'x-job-types': { type: string; summary: string; payload: string }[];
}

/** The job types with the schemas of their payloads, from the API's own document. */
export function useJobTypes(): UseQueryResult<JobTypeInfo[], Error> {
  return useQuery({ queryKey: ['job-types'], queryFn: readJobTypes, staleTime: Infinity });
}

async function readJobTypes(): Promise<JobTypeInfo[]> {
  const response = await fetch('/api/docs-json').catch(() => null);
  if (!response?.ok) throw new ApiFailure('The job types cannot be read just now.', response?.status ?? 0, 'NO_ANSWER');
  const document = (await response.json()) as ApiDocument;
  return document['x-job-types'].map(({ type, summary, payload }) => ({
    type,
    summary,
    payload: resolve({ $ref: payload }, document),
  }));
}

/** The schema with what it names put in its place. The API's payloads do not nest in themselves. */
function resolve(schema: JsonSchema, document: ApiDocument): JsonSchema {
  const { $ref, allOf, ...own } = schema;
  const named = $ref === undefined ? {} : document.components.schemas[$ref.split('/').at(-1) ?? ''];
  const whole = [named ?? {}, ...(allOf ?? [])].reduce<JsonSchema>(
    (merged, part) => ({ ...merged, ...(part.$ref || part.allOf ? resolve(part, document) : part) }),
    {},
  );
  const { properties, items, ...rest } = { ...whole, ...own };
  return {
    ...rest,
    ...(items && { items: resolve(items, document) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, resolve(each, document)])),
    }),
  };
}
