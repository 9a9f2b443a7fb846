import { z } from 'zod';
import { type CompletionRequest, textOf } from './openai.wire.js';

const words = z.array(z.string());

/** What the stand-in reads of the JSON document with which a text is asked for. */
const briefSchema = z.object({
  brand: z.object({
    name: z.string(),
    website: z.string().nullable(),
    mission: z.string(),
    values: words,
    audience: z.string(),
    voiceTone: z.string(),
    formality: z.number(),
    mustMention: words,
    doNotMention: words,
    useEmojis: z.boolean(),
    useHashtags: z.boolean(),
    preferredHashtags: words,
    bannedHashtags: words,
    ctaStyle: z.enum(['none', 'soft', 'direct']),
    keyMessages: words,
  }),
  topic: z.string(),
  tone: z.string().nullable(),
  contentType: z.enum(['POST', 'THREAD', 'ARTICLE']),
  platforms: z.partialRecord(z.enum(['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM']), z.string()),
  quotedMaterial: z.array(z.object({ title: z.string() })),
});

export type Brief = z.infer<typeof briefSchema>;
export type PlatformName = keyof Brief['platforms'];

/** The brief in the first turn of the user; undefined when something else was asked. */
export function readBrief({ messages }: CompletionRequest): Brief | undefined {
  const first = messages.find((message) => message.role === 'user');
  if (!first) return undefined;
  try {
    return briefSchema.safeParse(JSON.parse(textOf(first.content))).data;
  } catch {
    return undefined;
  }
}
