import { z } from 'zod';

const batchEntry = z.object({
  code: z.number().int(),
  headers: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .catch([])
    .default([]),
  body: z.string().nullable().catch(null).default(null),
});

/** One answer within a batch's (graph-api/batch-requests). */
export type BatchEntry = z.infer<typeof batchEntry>;

/** In the order of what was asked; null, or of another shape than documented: not answered. */
export const batchReply = z.array(batchEntry.nullable().catch(null));

/** By lower-case name, as an answer's own. */
export function headersOf({ headers }: BatchEntry): ReadonlyMap<string, string> {
  return new Map(headers.map(({ name, value }) => [name.toLowerCase(), value]));
}

/** The JSON that an entry carries as a string; undefined where it is none. */
export function parseBody({ body }: BatchEntry): unknown {
  try {
    return body === null ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
}
