import type { z } from 'zod';
import { PlatformError } from './platform-error.js';
import type { PlatformAnswer } from './platform-http.js';

/**
 * The body of an answer that says that all went well.
 * @param once whether the call must not be made twice
 * @throws {PlatformError} when it has another shape: OUTCOME_UNKNOWN for a call that must not be made twice, else TEMPORARY
 */
export function readAnswer<Body>(
  schema: z.ZodType<Body>,
  { json }: PlatformAnswer,
  { name, once = false }: { name: string; once?: boolean },
): Body {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new PlatformError(
    once ? 'OUTCOME_UNKNOWN' : 'TEMPORARY',
    `${name} answered with something that cannot be read`,
  );
}
