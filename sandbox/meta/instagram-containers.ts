import type { Clock } from '../clock.js';
import type { GraphNodes } from './graph-nodes.js';
import { badParameter, instagramRefusal } from './graph.wire.js';
import { checkInstagramImage, type ImageFault } from './images.js';

/** A container lapses after it (instagram-platform/content-publishing). */
const LIFETIME_MS = 24 * 3_600_000;
/** It takes at least as long until a container is finished, so that callers have to wait for it. */
const PROCESSING_MS = 1_000;

export type ContainerStatus = 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'EXPIRED' | 'PUBLISHED';

/** What is to become media. */
export interface Container {
  readonly id: string;
  readonly userId: string;
  readonly caption: string;
  readonly kind: 'IMAGE' | 'CAROUSEL' | 'STORY';
  readonly isCarouselItem: boolean;
  readonly children: readonly Container[];
  readonly createdAt: Date;
  /** PENDING while the image is being fetched. */
  imageFault: ImageFault | 'PENDING';
  isPublished: boolean;
}

const STATUS_TEXTS = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  EXPIRED: 'Expired: The container was not published within 24 hours and has expired.',
  PUBLISHED: 'Published: Media has already been published.',
} as const;

/** The containers of all Instagram accounts, in memory. */
export class InstagramContainers {
  readonly #containers = new Map<string, Container>();

  /** @param closing aborts when the stand-in ends */
  constructor(
    private readonly nodes: GraphNodes,
    private readonly clock: Clock,
    private readonly closing: AbortSignal,
  ) {}

  /** Makes a container, whose image is fetched from now on. */
  addImage(userId: string, rest: { caption: string; imageUrl: string; isStory: boolean; isCarouselItem: boolean }) {
    const { caption, imageUrl, isStory, isCarouselItem } = rest;
    const container = this.#add({ userId, caption, kind: isStory ? 'STORY' : 'IMAGE', isCarouselItem, children: [] });
    container.imageFault = 'PENDING';
    void checkInstagramImage(imageUrl, isStory, this.closing).then((imageFault) => {
      container.imageFault = imageFault;
    });
    return container;
  }

  /** @throws {Refusal} 2207028 unless there are 2 to 10 children, code 100 for one that is no item of a carousel */
  addCarousel(userId: string, caption: string, childIds: readonly string[]): Container {
    if (childIds.length < 2 || childIds.length > 10) throw instagramRefusal(2207028);
    const children = childIds.map((id) => {
      const child = this.require(id, userId);
      if (!child.isCarouselItem) throw badParameter(`The child ${id} was not made with is_carousel_item`);
      return child;
    });
    return this.#add({ userId, caption, kind: 'CAROUSEL', isCarouselItem: false, children });
  }

  get(id: string): Container | undefined {
    return this.#containers.get(id);
  }

  /** @throws {Refusal} 2207006 when the account has no such container */
  require(id: string, userId: string): Container {
    const container = this.#containers.get(id);
    if (container?.userId !== userId) throw instagramRefusal(2207006);
    return container;
  }

  statusOf(container: Container): ContainerStatus {
    if (container.isPublished) return 'PUBLISHED';
    const age = this.clock.now().getTime() - container.createdAt.getTime();
    if (age >= LIFETIME_MS) return 'EXPIRED';
    if (typeof this.#faultOf(container) === 'number') return 'ERROR';
    return age < PROCESSING_MS || this.#faultOf(container) === 'PENDING' ? 'IN_PROGRESS' : 'FINISHED';
  }

  /** The sentence in a container's `status`, which tells the subcode of an error. */
  describe(container: Container): string {
    const status = this.statusOf(container);
    if (status !== 'ERROR') return STATUS_TEXTS[status];
    return `Error: Media upload has failed with error code ${this.#faultOf(container)}`;
  }

  /** An error of a carousel is the first of its children's. */
  #faultOf(container: Container): Container['imageFault'] {
    const faults = [container, ...container.children].map((one) => one.imageFault);
    return faults.find((fault) => typeof fault === 'number') ?? faults.find((fault) => fault === 'PENDING') ?? null;
  }

  #add(container: Omit<Container, 'id' | 'createdAt' | 'imageFault' | 'isPublished'>): Container {
    const id = this.nodes.nextId();
    const added: Container = { ...container, id, createdAt: this.clock.now(), imageFault: null, isPublished: false };
    this.#containers.set(id, added);
    this.nodes.add(id, 'CONTAINER', container.userId);
    return added;
  }
}
