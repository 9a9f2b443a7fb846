import { TransientJobError } from '../../core/queue/job-errors.js';
import { MAX_MEDIA_BYTES } from '../../core/media/media-store.js';
import type { ImageSize } from './image-sizes.js';

/** An image and its thumbnail, both JPEG in sRGB without metadata. */
export interface Pictures {
  readonly image: Buffer;
  readonly thumbnail: Buffer;
}

/** Four times what a PNG of the largest size that is asked for takes. */
const MAX_BYTES = 24 * 1024 * 1024;

/** 4096 × 4096: what is larger unpacked is refused before it is unpacked. */
const MAX_PIXELS = 4096 * 4096;

/** The narrowest that Instagram takes (Instagram Platform, IG User Media); no model answers so small an image. */
const MIN_EDGE = 320;

const THUMBNAIL_EDGE = 400;
const DECODE_SECONDS = 30;

let loaded: Promise<typeof import('sharp').default> | undefined;

/** Loaded for the first image: it takes 100 to 200 ms, which every worker's start would wait for. */
function loadSharp(): Promise<typeof import('sharp').default> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // What is sent is taken for one of these or for nothing: most of the other readers are large, and SVG follows links.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    return sharp;
  });
  return loaded;
}

/**
 * Reads what a model sent, whatever it is, and makes a JPEG of that size of it, cut where its ratio is another.
 * @param base64 a JPEG, PNG or WebP image
 * @throws {TransientJobError} `ANSWER_UNREADABLE` when it is none, or larger or smaller than any that was asked for
 */
export async function makePictures(base64: string, size: ImageSize): Promise<Pictures> {
  if (base64.length > (MAX_BYTES / 3) * 4) throw unreadable('it is too large');
  const bytes = Buffer.from(base64, 'base64');
  const sharp = await loadSharp();
  try {
    const source = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true });
    const { width, height } = await source.metadata();
    if (Math.min(width, height) < MIN_EDGE) throw unreadable('it is too small');
    const image = await source
      .autoOrient()
      .resize(size.width, size.height, { fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .timeout({ seconds: DECODE_SECONDS })
      .toBuffer();
    if (image.length > MAX_MEDIA_BYTES) throw unreadable('it is too large');
    const thumbnail = await sharp(image)
      .resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, { fit: 'inside' })
      .jpeg({ quality: 80 })
      .toBuffer();
    return { image, thumbnail };
  } catch (cause) {
    throw cause instanceof TransientJobError ? cause : unreadable('it is broken, or of no kind that is read', cause);
  }
}

function unreadable(reason: string, cause?: unknown): TransientJobError {
  return new TransientJobError(`The model did not answer with an image that can be used: ${reason}`, {
    code: 'ANSWER_UNREADABLE',
    cause,
  });
}
