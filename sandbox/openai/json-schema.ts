import { z } from 'zod';

/** The strict subset of JSON Schema that OpenAI holds its models to, as far as the stand-in fills it. */
export type StrictSchema =
  | { type: 'object'; properties: Record<string, StrictSchema>; required: string[]; additionalProperties: false }
  | { type: 'array'; items: StrictSchema }
  | { type: 'string'; enum?: string[] }
  | { type: 'number' | 'integer' | 'boolean' | 'null' };

const strictSchema: z.ZodType<StrictSchema> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z
      .object({
        type: z.literal('object'),
        properties: z.record(z.string(), strictSchema),
        required: z.array(z.string()),
        additionalProperties: z.literal(false),
      })
      .refine(({ properties, required }) => Object.keys(properties).every((name) => required.includes(name)), {
        error: "'required' is required to be supplied and to be an array including every key in properties.",
      }),
    z.object({ type: z.literal('array'), items: strictSchema }),
    z.object({ type: z.literal('string'), enum: z.array(z.string()).min(1).optional() }),
    z.object({ type: z.enum(['number', 'integer', 'boolean', 'null']) }),
  ]),
);

interface SchemaFormat {
  readonly json_schema: { readonly name: string; readonly schema: Record<string, unknown> };
}

/** What is wrong with the schema of a request, as OpenAI would say it; undefined when it is in the subset. */
export function findSchemaFault({ json_schema: { name, schema } }: SchemaFormat): string | undefined {
  const parsed = strictSchema.safeParse(schema);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `Invalid schema for response_format '${name}': In context=(${issue!.path.map(String).join(', ')}), ${issue!.message}`;
  }
  return parsed.data.type === 'object'
    ? undefined
    : `Invalid schema for response_format '${name}': schema must be a JSON Schema of 'type: "object"'.`;
}

/**
 * Makes a value of a schema that passed {@link findSchemaFault}.
 * @param writeText the text for a string, by the names of the properties that lead to it
 */
export function fillSchema(schema: StrictSchema, writeText: (path: string[]) => string, path: string[] = []): unknown {
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [name, fillSchema(inner, writeText, [...path, name])]),
      );
    case 'array':
      return [fillSchema(schema.items, writeText, path)];
    case 'string':
      return schema.enum?.[0] ?? writeText(path);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return 1;
  }
}
