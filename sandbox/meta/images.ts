/** How long an image may take, as a whole. */
const TIMEOUT_MS = 5_000;
const MEGABYTE = 1024 * 1024;

/** Why there is no image. */
export type ImageLack = 'UNREACHABLE' | 'TOO_SLOW' | 'TOO_LARGE';

/**
 * Fetches an image, as Meta's servers do when a call names one. Only http and https.
 * @param closing aborts when the stand-in ends
 */
export async function fetchImage(url: string, maxBytes: number, closing: AbortSignal): Promise<Uint8Array | ImageLack> {
  if (!/^https?:\/\//i.test(url)) return 'UNREACHABLE';
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([timeout, closing]) });
    if (!response.ok || !response.body) return 'UNREACHABLE';
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > maxBytes) return 'TOO_LARGE';
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return timeout.aborted ? 'TOO_SLOW' : 'UNREACHABLE';
  }
}

/** What Instagram takes (instagram-platform/reference/ig-user/media, image specifications). */
const INSTAGRAM_IMAGE = { maxBytes: 8 * MEGABYTE, leastRatio: 4 / 5, mostRatio: 1.91 };
/** Rounding to whole pixels moves a ratio by as much. */
const RATIO_TOLERANCE = 0.01;

/** The subcode of the error codes' page that says why Instagram does not take an image; null when it does. */
export type ImageFault = 2207003 | 2207004 | 2207005 | 2207009 | 2207052 | null;

/**
 * Fetches an image and checks it as Instagram does. Its width is not checked: Instagram scales it.
 * @param isStory a story may have any ratio
 */
export async function checkInstagramImage(url: string, isStory: boolean, closing: AbortSignal): Promise<ImageFault> {
  const image = await fetchImage(url, INSTAGRAM_IMAGE.maxBytes, closing);
  if (image === 'TOO_SLOW') return 2207003;
  if (image === 'TOO_LARGE') return 2207004;
  if (image === 'UNREACHABLE') return 2207052;
  const size = jpegSize(image);
  if (!size) return 2207005;
  const ratio = size.width / size.height;
  const { leastRatio, mostRatio } = INSTAGRAM_IMAGE;
  const isFitting = ratio >= leastRatio - RATIO_TOLERANCE && ratio <= mostRatio + RATIO_TOLERANCE;
  return isFitting || isStory ? null : 2207009;
}

/** What a page's photo may weigh (graph-api/reference/page/photos). */
export const MOST_PHOTO_BYTES = 4 * MEGABYTE;

/** First bytes of JPEG, PNG, GIF, BMP and TIFF, in hexadecimal. */
const PHOTO_SIGNATURES = ['ffd8ff', '89504e470d0a1a0a', '47494638', '424d', '49492a00', '4d4d002a'];

/** Whether the bytes begin as an image that Facebook takes. */
export function isPhoto(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return PHOTO_SIGNATURES.some((signature) => start.startsWith(signature));
}

/**
 * Reads a JPEG's size from its frame header (ITU-T T.81, B.2.2).
 * @returns pixels; undefined where the bytes are no JPEG, or end before it says
 */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xff_d8) return undefined;
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (isFrameHeader(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return width > 0 && height > 0 ? { width, height } : undefined;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0…SOF15; three numbers of the range are other markers. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
