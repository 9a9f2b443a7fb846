import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

/** Instagram takes 8 MiB (Instagram Platform, IG User Media: image specifications), the other platforms as much or more. */
export const MAX_MEDIA_BYTES = 8 * 1024 * 1024;

/** 256 random bits and the extension, in lower case. Nothing else is ever a name: no dots, no separators. */
const NAME = /^[\da-f]{64}\.jpg$/;

/** @returns a name that nobody can guess; whoever knows it may fetch the file */
export function newMediaName(): string {
  return `${randomBytes(32).toString('hex')}.jpg`;
}

export function isMediaName(text: string): boolean {
  return NAME.test(text);
}

/** @returns the address at which the API serves the file */
export function mediaUrl(publicUrl: string, name: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/media/${name}`;
}

/** A stored file. Whoever got it reads the stream to its end or destroys it. */
export interface MediaFile {
  /** In bytes. */
  readonly size: number;
  readonly stream: Readable;
}

/** The store cannot be used, or did not take a file. The sentence says what to do; it names no key and no file. */
export class MediaStoreError extends Error {
  override readonly name = 'MediaStoreError';
}

/** Where images are kept, all of them JPEG. A file is there whole or not at all. */
export abstract class MediaStore {
  /**
   * Stores a file; one of the same name is replaced.
   * @throws {MediaStoreError} also for a file over {@link MAX_MEDIA_BYTES}; the signal's reason when it aborts
   */
  async put(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (!isMediaName(name)) throw new MediaStoreError('The name of a file is not one of ours');
    if (bytes.length > MAX_MEDIA_BYTES) {
      throw new MediaStoreError(`The file has ${bytes.length} bytes, more than the ${MAX_MEDIA_BYTES} that are stored`);
    }
    signal.throwIfAborted();
    await this.write(name, bytes, signal);
  }

  /**
   * @returns null when there is no such file, whatever the name is
   * @throws {MediaStoreError} when the store does not say
   */
  async read(name: string): Promise<MediaFile | null> {
    return isMediaName(name) ? this.open(name) : null;
  }

  protected abstract write(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  protected abstract open(name: string): Promise<MediaFile | null>;
}
