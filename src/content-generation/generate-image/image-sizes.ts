import type { AspectRatio } from './generate-image.job.js';

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Multiples of 16 within the limits of gpt-image-2 (developers.openai.com/api/docs/guides/image-generation). */
const SIZES: Readonly<Record<AspectRatio, ImageSize>> = {
  '1:1': { width: 1024, height: 1024 },
  '16:9': { width: 1536, height: 864 },
  '9:16': { width: 864, height: 1536 },
  '4:3': { width: 1152, height: 864 },
};

/** The nearest of the three that the models take which do not draw any size. */
const STANDARD_SIZES: Readonly<Record<AspectRatio, ImageSize>> = {
  '1:1': { width: 1024, height: 1024 },
  '16:9': { width: 1536, height: 1024 },
  '9:16': { width: 1024, height: 1536 },
  '4:3': { width: 1536, height: 1024 },
};

/** The size of the image that is kept. */
export function keptSize(ratio: AspectRatio): ImageSize {
  return SIZES[ratio];
}

/** The size that a model is asked for, as its API writes it; what it answers is cut to the one that is kept. */
export function askedSize(model: string, ratio: AspectRatio): string {
  const { width, height } = (model.startsWith('gpt-image-2') ? SIZES : STANDARD_SIZES)[ratio];
  return `${width}x${height}`;
}
