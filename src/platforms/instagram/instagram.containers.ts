import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { unlessAborted } from '../../core/outbound/unless-aborted.js';
import { GraphApi, graphId } from '../meta/graph.api.js';
import { toPlatformError } from '../meta/meta.errors.js';
import { PlatformError } from '../platform-error.js';
import type { PlatformAccount, PostDraft } from '../social-platform.js';

/** A carousel has at most so many images (instagram-platform/content-publishing). */
const MOST_IMAGES = 10;

/** Images are ready within seconds; after that once a minute, for 5 minutes in all (instagram-platform/content-publishing). */
export const POLL_DELAYS_MS: readonly number[] = [2_000, 3_000, 5_000, 10_000, 20_000, 60_000, 60_000, 60_000, 60_000];

const created = z.object({ id: graphId });
const standing = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'ERROR', 'EXPIRED', 'PUBLISHED']),
  status: z.string().catch('').default(''),
});

/** How far a container is (instagram-platform/instagram-graph-api/reference/ig-container). `status` holds an ERROR's subcode. */
export type ContainerStanding = z.infer<typeof standing>;

/** What Instagram makes of a post before it is published. A container can be published once, within 24 hours. */
@Injectable()
export class InstagramContainers {
  constructor(private readonly graph: GraphApi) {}

  /**
   * Makes the container of a post, for Instagram to fetch its images, and waits until it can be published.
   * @returns the container's id
   * @throws {PlatformError} REFUSED when Instagram does not take the images or the text, or when there are no images or too many
   */
  async make({ text, imageUrls }: PostDraft, account: PlatformAccount, signal: AbortSignal): Promise<string> {
    const [image, ...others] = imageUrls;
    if (image === undefined) throw new PlatformError('REFUSED', 'Instagram takes no post without an image: add one');
    if (imageUrls.length > MOST_IMAGES) {
      const message = `Instagram takes ${MOST_IMAGES} images in a post, and there are ${imageUrls.length}: remove some`;
      throw new PlatformError('REFUSED', message);
    }
    const id =
      others.length === 0
        ? await this.post({ image_url: image, caption: text }, account, signal)
        : await this.makeCarousel(text, imageUrls, account, signal);
    const ready = await this.settle(id, account, signal);
    if (ready.status_code !== 'FINISHED') throw failure(ready);
    return id;
  }

  /** Reads how far a container is until it is at an end, or for 5 minutes. */
  async settle(id: string, account: PlatformAccount, signal: AbortSignal): Promise<ContainerStanding> {
    let now = await this.read(id, account, signal);
    for (const delayMs of POLL_DELAYS_MS) {
      if (now.status_code !== 'IN_PROGRESS') break;
      await pause(delayMs, signal);
      now = await this.read(id, account, signal);
    }
    return now;
  }

  private async makeCarousel(
    caption: string,
    imageUrls: readonly string[],
    account: PlatformAccount,
    signal: AbortSignal,
  ): Promise<string> {
    const children: string[] = [];
    for (const url of imageUrls) {
      children.push(await this.post({ image_url: url, is_carousel_item: 'true' }, account, signal));
    }
    return this.post({ media_type: 'CAROUSEL', children: children.join(','), caption }, account, signal);
  }

  /** instagram-platform/instagram-graph-api/reference/ig-user/media */
  private async post(params: Record<string, string>, account: PlatformAccount, signal: AbortSignal): Promise<string> {
    return (await this.graph.make({ account, path: [account.platformId, 'media'], params, signal }, created)).id;
  }

  private async read(id: string, account: PlatformAccount, signal: AbortSignal): Promise<ContainerStanding> {
    return this.graph.read({ account, path: [id], params: { fields: 'status_code,status' }, signal }, standing);
  }
}

/** What it means for a post that its container cannot be published. */
function failure({ status_code, status }: ContainerStanding): PlatformError {
  const subcode = /\b22\d{5}\b/.exec(status)?.[0];
  if (status_code === 'ERROR' && subcode !== undefined) {
    const refusal = { code: -1, subcode: Number(subcode), transient: false, sentence: status };
    return toPlatformError(400, refusal, { name: 'Instagram', once: false, regainsAt: null });
  }
  const what = status_code === 'IN_PROGRESS' ? 'is not ready with the images yet' : 'could not use the images';
  return new PlatformError('TEMPORARY', `Instagram ${what}`);
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await unlessAborted(new Promise((resolve) => (timer = setTimeout(resolve, delayMs))), signal);
  } finally {
    clearTimeout(timer);
  }
}
