import { Injectable } from '@nestjs/common';
import { OutboundClient } from '../core/outbound/outbound-client.js';
import { OutboundError } from '../core/outbound/outbound-error.js';
import { PlatformError } from './platform-error.js';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/** What a platform takes as images of a post. */
export interface ImageRules {
  /** As people call the platform, for sentences. */
  readonly name: string;
  readonly maxImages: number;
  readonly maxBytes: number;
  readonly types: readonly ImageType[];
}

export interface Image {
  readonly bytes: Uint8Array;
  readonly type: ImageType;
}

/** Comes out the same however often it is asked. */
const PERMANENT: ReadonlySet<string> = new Set(['BAD_URL', 'REFUSED_ADDRESS', 'TOO_MANY_REDIRECTS', 'TOO_LARGE']);

/** What files of the types begin with; anything may stand where there is a dot. */
const SIGNATURES: readonly [ImageType, RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBP/s],
];

/** Fetches the images of posts for platforms that want their bytes. */
@Injectable()
export class ImageDownloads {
  constructor(private readonly outbound: OutboundClient) {}

  /**
   * One after another, so that one at a time is held; what `use` brings of each is returned in their order.
   * @throws {PlatformError} REFUSED when the platform would not take one, TEMPORARY when one cannot be fetched now; the
   * signal's reason when it aborts
   */
  async each<Used>(
    urls: readonly string[],
    rules: ImageRules,
    signal: AbortSignal,
    use: (image: Image) => Promise<Used>,
  ): Promise<Used[]> {
    const { name, maxImages } = rules;
    if (urls.length > maxImages) {
      const sentence = `${name} takes ${maxImages} images a post, and this one has ${urls.length}: remove some`;
      throw new PlatformError('REFUSED', sentence);
    }
    const used: Used[] = [];
    for (const [index, url] of urls.entries()) {
      used.push(await use(await this.download(url, `Image ${index + 1} of ${urls.length}`, rules, signal)));
    }
    return used;
  }

  private async download(url: string, subject: string, rules: ImageRules, signal: AbortSignal): Promise<Image> {
    const { status, body } = await this.fetch(url, subject, rules, signal);
    if (status === 429 || status >= 500) {
      throw new PlatformError('TEMPORARY', `${subject} cannot be fetched now: its server answered ${status}`);
    }
    if (status !== 200) throw new PlatformError('REFUSED', `${subject} is not there: its server answered ${status}`);
    const type = typeOf(body);
    if (type === null || !rules.types.includes(type)) {
      const wanted = rules.types.map((known) => known.slice('image/'.length).toUpperCase()).join(', ');
      throw new PlatformError('REFUSED', `${subject} is of no type that ${rules.name} takes: use ${wanted}`);
    }
    return { bytes: body, type };
  }

  private async fetch(url: string, subject: string, { name, maxBytes }: ImageRules, signal: AbortSignal) {
    try {
      return await this.outbound.fetch(url, { signal, limits: { bodyBytes: maxBytes } });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof OutboundError)) throw error;
      const cause = error;
      if (error.reason === 'TOO_LARGE') {
        const sentence = `${subject} is larger than the ${maxBytes / 1024 / 1024} MiB that are sent to ${name}: use a smaller one`;
        throw new PlatformError('REFUSED', sentence, { cause });
      }
      const kind = PERMANENT.has(error.reason) ? 'REFUSED' : 'TEMPORARY';
      throw new PlatformError(kind, `${subject} cannot be fetched: ${error.message}`, { cause });
    }
  }
}

/** By its first bytes: what servers and names say of images is often wrong. */
function typeOf(bytes: Uint8Array): ImageType | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return SIGNATURES.find(([, signature]) => signature.test(start))?.[0] ?? null;
}
