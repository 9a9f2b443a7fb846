import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { unlessAborted } from '../../core/outbound/unless-aborted.js';
import { type Image, ImageDownloads, type ImageRules } from '../image-downloads.js';
import { PlatformError } from '../platform-error.js';
import { readAnswer } from '../read-answer.js';
import type { PlatformAccount } from '../social-platform.js';
import { encodeUrn, LinkedInApi, READ_IMAGE, UPLOAD_IMAGE } from './linkedin.api.js';

/**
 * learn.microsoft.com/linkedin/marketing/community-management/shares/images-api and multiimage-post-api. LinkedIn limits
 * pixels, not bytes: a photo of that many stays below this.
 */
const IMAGES: ImageRules = {
  name: 'LinkedIn',
  maxImages: 20,
  maxBytes: 10 * 1024 * 1024,
  types: ['image/jpeg', 'image/png', 'image/gif'],
};

/** An image is ready within seconds; a job has two minutes for all that it does. */
const POLL_MS = 500;
const MAX_POLLS = 40;

const urn = z.string().regex(/^urn:li:image:[\w-]+$/);
const started = z.object({ value: z.object({ uploadUrl: z.string(), image: urn }) });
const shown = z.object({ status: z.string() });

/** Brings the images of posts to LinkedIn (learn.microsoft.com/linkedin/marketing/community-management/shares/images-api). */
@Injectable()
export class LinkedInImages {
  constructor(
    private readonly api: LinkedInApi,
    private readonly downloads: ImageDownloads,
  ) {}

  /**
   * @returns their URNs in their order, once a post can show them
   * @throws {PlatformError} REFUSED when one is not accepted; TEMPORARY when one is not ready in time
   */
  async upload(urls: readonly string[], account: PlatformAccount, signal: AbortSignal): Promise<string[]> {
    const urns = await this.downloads.each(urls, IMAGES, signal, (image) => this.uploadOne(image, account, signal));
    for (const [index, image] of urns.entries()) {
      const readable = await this.awaitReady(image, `Image ${index + 1} of ${urns.length}`, account, signal);
      if (!readable) break;
    }
    return urns;
  }

  private async uploadOne(image: Image, account: PlatformAccount, signal: AbortSignal): Promise<string> {
    const answer = await this.api.call({
      endpoint: UPLOAD_IMAGE,
      method: 'POST',
      path: '/rest/images?action=initializeUpload',
      body: { json: { initializeUploadRequest: { owner: account.platformId } } },
      account,
      signal,
    });
    const { value } = readAnswer(started, answer, { name: 'LinkedIn' });
    await this.api.upload(value.uploadUrl, image, account, signal);
    return value.image;
  }

  /** @returns false when this token may not see how far it is, as one that may only write; then there is nothing to wait for */
  private async awaitReady(image: string, subject: string, account: PlatformAccount, signal: AbortSignal) {
    for (let polls = 0; polls < MAX_POLLS; polls++) {
      const status = await this.readStatus(image, account, signal);
      if (status === null || status === 'AVAILABLE') return status !== null;
      if (status === 'PROCESSING_FAILED') {
        throw new PlatformError('REFUSED', `LinkedIn could not read ${subject.toLowerCase()}: use another file`);
      }
      await unlessAborted(delay(POLL_MS), signal);
    }
    throw new PlatformError('TEMPORARY', `LinkedIn is still working on ${subject.toLowerCase()}`);
  }

  private async readStatus(image: string, account: PlatformAccount, signal: AbortSignal): Promise<string | null> {
    try {
      const path = `/rest/images/${encodeUrn(image)}`;
      const answer = await this.api.call({ endpoint: READ_IMAGE, method: 'GET', path, account, signal });
      return readAnswer(shown, answer, { name: 'LinkedIn' }).status;
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'PERMISSION_MISSING') return null;
      throw error;
    }
  }
}
