import { z } from 'zod';
import type { Clock } from '../clock.js';
import type { Account } from '../social/accounts.js';
import { type Answer, Refusal } from '../social/endpoint.js';
import { Snowflakes } from '../social/snowflakes.js';
import { invalidRequest } from './x.wire.js';

const LIFETIME_SECONDS = 86_400;
/** docs.x.com, media: the largest image, GIF and video. */
const MAX_BYTES = { image: 5_242_880, gif: 15_728_640, video: 536_870_912 } as const;
const KEY_PREFIX = { image: '3', gif: '16', video: '7' } as const;

type MediaKind = keyof typeof MAX_BYTES;

interface Media {
  readonly id: string;
  readonly owner: Account;
  readonly kind: MediaKind;
  /** What was announced; null for an upload in one call. */
  readonly totalBytes: number | null;
  readonly expiresAt: number;
  readonly segments: Map<number, number>;
  isReady: boolean;
}

const bytes = z.union([
  z.instanceof(Uint8Array),
  z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64')),
]);
const category = z.enum(['tweet_image', 'tweet_gif', 'tweet_video', 'amplify_video']);
const mediaType = z.enum([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/pjpeg',
  'video/mp4',
  'video/quicktime',
]);

export const uploadSchema = z.strictObject({
  media: bytes,
  media_category: category.extract(['tweet_image']),
  media_type: mediaType.optional(),
  shared: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
});
export const initializeSchema = z.strictObject({
  media_type: mediaType,
  total_bytes: z.coerce.number().int().min(1),
  media_category: category,
  shared: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
});
export const appendSchema = z.strictObject({
  media: bytes,
  segment_index: z.coerce.number().int().min(0).max(999),
});

export const statusSchema = z.strictObject({
  command: z.literal('STATUS'),
  media_id: z.string(),
});

/** What was uploaded to be posted: kept for 24 hours, and of the bytes only their number. */
export class XMedia {
  readonly #media = new Map<string, Media>();
  readonly #ids: Snowflakes;

  constructor(private readonly clock: Clock) {
    this.#ids = new Snowflakes(clock);
  }

  /** An image in one call. */
  upload(owner: Account, { media }: z.infer<typeof uploadSchema>): Answer {
    if (!looksLikeImage(media)) throw refused('Unsupported media type: a JPEG, PNG, GIF or WEBP image is needed.');
    const added = this.#add(owner, 'image', null);
    this.#addSegment(added, 0, media.length);
    added.isReady = true;
    return { status: 200, body: { data: this.#describe(added) } };
  }

  initialize(owner: Account, { media_category: of, total_bytes: total }: z.infer<typeof initializeSchema>): Answer {
    const added = this.#add(owner, of === 'tweet_image' ? 'image' : of === 'tweet_gif' ? 'gif' : 'video', total);
    if (total > MAX_BYTES[added.kind]) throw refused(`File size exceeds ${MAX_BYTES[added.kind]} bytes.`);
    return { status: 200, body: { data: this.#describe(added) } };
  }

  append(owner: Account, id: string, { media, segment_index: index }: z.infer<typeof appendSchema>): Answer {
    const known = this.#open(owner, id);
    this.#addSegment(known, index, media.length);
    return { status: 200, body: { data: { expires_at: Math.floor(known.expiresAt / 1_000) } } };
  }

  finalize(owner: Account, id: string): Answer {
    const known = this.#open(owner, id);
    const isWhole = Array.from({ length: known.segments.size }, (_, index) => index).every((index) =>
      known.segments.has(index),
    );
    if (!isWhole || sizeOf(known) !== known.totalBytes)
      throw refused(`Segments do not add up to provided total file size (${known.totalBytes} bytes).`);
    known.isReady = true;
    return { status: 200, body: { data: this.#describe(known) } };
  }

  status(owner: Account, id: string): Answer {
    return { status: 200, body: { data: this.#describe(this.#find(owner, id)) } };
  }

  /**
   * The keys of media that a post names.
   * @throws {Refusal} for one that is unknown, another account's, unfinished or too old, and for kinds that do not go together
   */
  keysOf(owner: Account, ids: readonly string[]): string[] {
    const found = ids.map((id) => this.#media.get(id));
    const isUsable = (media: Media | undefined): media is Media =>
      media !== undefined && media.isReady && media.owner.self === owner.self && this.#isAlive(media);
    if (!found.every(isUsable)) throw refused('Your media IDs are invalid.');
    if (found.length > 1 && found.some(({ kind }) => kind !== 'image'))
      throw refused('Only 1 GIF, or 1 video, or up to 4 images can be attached to a post.');
    return found.map(keyOf);
  }

  #add(owner: Account, kind: MediaKind, totalBytes: number | null): Media {
    const expiresAt = this.clock.now().getTime() + LIFETIME_SECONDS * 1_000;
    const added: Media = {
      id: this.#ids.next(),
      owner,
      kind,
      totalBytes,
      expiresAt,
      segments: new Map(),
      isReady: false,
    };
    this.#media.set(added.id, added);
    return added;
  }

  #addSegment(media: Media, index: number, size: number): void {
    if (size === 0) throw refused('media: must not be empty.');
    media.segments.set(index, size);
    if (sizeOf(media) > MAX_BYTES[media.kind]) throw refused(`File size exceeds ${MAX_BYTES[media.kind]} bytes.`);
  }

  #find(owner: Account, id: string): Media {
    const known = this.#media.get(id);
    if (!known || known.owner.self !== owner.self || !this.#isAlive(known)) throw refused(`Invalid media id: ${id}.`);
    return known;
  }

  #open(owner: Account, id: string): Media {
    const known = this.#find(owner, id);
    if (known.isReady) throw refused(`Media ${id} is finalized already.`);
    return known;
  }

  #isAlive(media: Media): boolean {
    return media.expiresAt > this.clock.now().getTime();
  }

  #describe(media: Media) {
    const expires = Math.floor((media.expiresAt - this.clock.now().getTime()) / 1_000);
    const isProcessed = media.isReady && media.kind !== 'image';
    return {
      id: media.id,
      media_key: keyOf(media),
      expires_after_secs: expires,
      ...(media.isReady && { size: sizeOf(media) }),
      ...(isProcessed && { processing_info: { state: 'succeeded', progress_percent: 100 } }),
    };
  }
}

function keyOf({ kind, id }: Media): string {
  return `${KEY_PREFIX[kind]}_${id}`;
}

function sizeOf({ segments }: Media): number {
  return [...segments.values()].reduce((sum, size) => sum + size, 0);
}

/** By the first bytes of JPEG, PNG, GIF and WEBP. */
function looksLikeImage(media: Uint8Array): boolean {
  return /^(\xFF\xD8\xFF|\x89PNG|GIF8|RIFF[^]{4}WEBP)/.test(Buffer.from(media.subarray(0, 12)).toString('latin1'));
}

function refused(message: string): Refusal {
  return new Refusal(invalidRequest(message));
}
