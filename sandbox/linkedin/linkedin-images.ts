import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { type Answer, Refusal } from '../social/endpoint.js';
import { authorUrn } from './linkedin-posts.js';
import { badRequest, notFound } from './linkedin.wire.js';

const UPLOAD_MS = 24 * 3_600_000;

export const initializeSchema = z.strictObject({
  initializeUploadRequest: z.strictObject({ owner: authorUrn }),
});

interface Image {
  readonly urn: string;
  readonly owner: string;
  readonly expiresAt: number;
  status: 'WAITING_UPLOAD' | 'AVAILABLE';
}

/** Images to be posted (Images API): their owner and state. Their bytes are not kept. */
export class LinkedInImages {
  readonly #byUrn = new Map<string, Image>();
  readonly #byUpload = new Map<string, Image>();

  constructor(private readonly clock: Clock) {}

  /** @param origin of the address that the bytes are to be sent to */
  initialize({ initializeUploadRequest: { owner } }: z.infer<typeof initializeSchema>, origin: string): Answer {
    const urn = `urn:li:image:C5${randomBytes(9).toString('base64url')}`;
    const expiresAt = this.clock.now().getTime() + UPLOAD_MS;
    const image: Image = { urn, owner, expiresAt, status: 'WAITING_UPLOAD' };
    const upload = randomUUID();
    this.#byUrn.set(urn, image);
    this.#byUpload.set(upload, image);
    const value = { uploadUrlExpiresAt: expiresAt, uploadUrl: `${origin}/dms-uploads/${upload}`, image: urn };
    return { status: 200, body: { value } };
  }

  /** Takes the bytes. The image is available at once. */
  upload(id: string, bytes: unknown): Answer {
    const image = this.#byUpload.get(id);
    if (!image || image.expiresAt <= this.clock.now().getTime()) throw new Refusal(notFound());
    if (!(bytes instanceof Uint8Array) || !isImage(bytes))
      throw new Refusal(badRequest('The upload is no JPEG, PNG or GIF image'));
    image.status = 'AVAILABLE';
    return { status: 201 };
  }

  read(urn: string): Answer {
    const image = this.#byUrn.get(urn);
    if (!image) throw new Refusal(notFound());
    return { status: 200, body: { id: urn, owner: image.owner, status: image.status } };
  }

  isUsable(urn: string, owner: string): boolean {
    const image = this.#byUrn.get(urn);
    return image?.owner === owner && image.status === 'AVAILABLE';
  }
}

/** By the first bytes of JPEG, PNG and GIF. */
function isImage(bytes: Uint8Array): boolean {
  return /^(\xFF\xD8\xFF|\x89PNG|GIF8)/.test(Buffer.from(bytes.subarray(0, 4)).toString('latin1'));
}
