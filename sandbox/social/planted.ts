import { z } from 'zod';
import type { PlantedRule } from './growth.js';

/** What `PUT /__sandbox/rule` takes. */
export const ruleSchema = z.strictObject({
  hour: z.int().min(0).max(23).optional(),
  question: z.boolean().optional(),
  until: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .optional(),
  factor: z.number().gt(0).max(10),
});

/** The one effect that is planted at the moment, in the figures of all platforms; none to begin with. */
export class Planted {
  rule: PlantedRule | undefined;
}
