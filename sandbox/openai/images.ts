import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Of an image request, what the stand-in reads; the rest is let through. */
export const imageRequest = z.looseObject({
  model: z.string().min(1),
  prompt: z.string().min(1).max(32_000),
  n: z.literal(1, { error: 'the stand-in draws one image' }).nullish(),
  size: z
    .string()
    .regex(/^(\d{3,4}x\d{3,4}|auto)$/)
    .default('auto'),
  quality: z.enum(['low', 'medium', 'high', 'auto']).default('auto'),
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
});

export type ImageRequest = z.infer<typeof imageRequest>;

const STANDARD_SIZES = ['1024x1024', '1536x1024', '1024x1536'];

/** @returns what OpenAI says of a size that the model does not draw, undefined where it does */
export function findSizeFault({ model, size }: ImageRequest): string | undefined {
  if (size === 'auto' || STANDARD_SIZES.includes(size)) return undefined;
  const [width, height] = size.split('x').map(Number) as [number, number];
  const isFree = model.startsWith('gpt-image-2') && width % 16 === 0 && height % 16 === 0;
  const isDrawn = isFree && Math.max(width, height) <= 3_840 && Math.max(width, height) <= 3 * Math.min(width, height);
  return isDrawn ? undefined : `Invalid size '${size}' for the model ${model}.`;
}

/**
 * A gradient between four colours that depend on the prompt alone, in the size and format that were asked for. The library is
 * loaded for the first one: the start of the sandbox need not wait for it.
 */
export async function drawImage({ prompt, size, output_format }: ImageRequest): Promise<Buffer> {
  const [width, height] = (size === 'auto' ? '1024x1024' : size).split('x').map(Number) as [number, number];
  const { default: sharp } = await import('sharp');
  const corners = createHash('sha256').update(prompt).digest().subarray(0, 12);
  return sharp(corners, { raw: { width: 2, height: 2, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toFormat(output_format)
    .toBuffer();
}

/** About what OpenAI counts for an image of middling quality: 1 056 tokens for 1024 × 1024. */
export function countImageTokens(size: string): number {
  const [width = 1_024, height = 1_024] = size === 'auto' ? [] : size.split('x').map(Number);
  return Math.round((width * height) / 993);
}
