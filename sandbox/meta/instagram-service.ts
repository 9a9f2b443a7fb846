import type { Clock } from '../clock.js';
import type { Effects } from '../effects.js';
import { flagIn, type GraphRequest, listIn, required } from './graph-call.js';
import { fieldsIn, showFields } from './graph-fields.js';
import type { GraphNodes } from './graph-nodes.js';
import { badParameter, duplicatePost, instagramRefusal, noSuchObject, refusal } from './graph.wire.js';
import type { Container, InstagramContainers } from './instagram-containers.js';
import { type InstagramMedia, userName } from './instagram-media.js';
import { pageOf } from './paging.js';

/** How much an account may publish in 24 hours (instagram-platform/content-publishing, rate limit). */
const QUOTA = { quota_total: 100, quota_duration: 86_400 } as const;
const MOST = { characters: 2_200, hashtags: 30, mentions: 20 } as const;

/** What Instagram does for a professional account. Each method gives the body of its answer or throws {@link Refusal}. */
export class InstagramService {
  constructor(
    private readonly parts: {
      readonly containers: InstagramContainers;
      readonly media: InstagramMedia;
      readonly nodes: GraphNodes;
      readonly effects: Effects;
      readonly clock: Clock;
    },
  ) {}

  /** `POST /{ig}/media`: a container for an image, or for a carousel of such. */
  createContainer({ call: { params }, id }: GraphRequest) {
    const { caption = '', media_type: type = 'IMAGE' } = params;
    requireCaption(caption);
    if (type === 'CAROUSEL') {
      const children = listIn(required(params, 'children'));
      return { id: this.parts.containers.addCarousel(id, caption, children).id };
    }
    if (params.video_url || type === 'REELS' || type === 'VIDEO') throw instagramRefusal(2207026);
    if (type !== 'IMAGE' && type !== 'STORIES')
      throw refusal({ code: 100, subcode: 2207023, message: `The media type ${type} is unknown.` });
    const imageUrl = required(params, 'image_url');
    const isCarouselItem = flagIn(params, 'is_carousel_item', false);
    const rest = { caption, imageUrl, isStory: type === 'STORIES', isCarouselItem };
    return { id: this.parts.containers.addImage(id, rest).id };
  }

  /** `GET /{container}`. */
  container({ call, id }: GraphRequest) {
    const container = this.parts.containers.get(id)!;
    const views = {
      id: () => id,
      status_code: () => this.parts.containers.statusOf(container),
      status: () => this.parts.containers.describe(container),
    };
    return showFields(views, fieldsIn(call.params, 'id'), 'IGContainer');
  }

  /** `POST /{ig}/media_publish`, once for a container. */
  publish({ call, id, fault }: GraphRequest) {
    const container = this.parts.containers.require(required(call.params, 'creation_id'), id);
    this.#requirePublishable(container);
    if (this.#usedQuota(id) >= QUOTA.quota_total) throw instagramRefusal(2207042);
    if (fault?.refuse) throw instagramRefusal(2207051);
    if (fault?.duplicate) throw duplicatePost();
    container.isPublished = true;
    const media = this.parts.media.add(container);
    this.parts.effects.record({ service: 'instagram', account: id, kind: 'post', id: media.id, text: media.text });
    return { id: media.id };
  }

  /** `GET /{ig}/content_publishing_limit`. */
  publishingLimit({ call, id }: GraphRequest) {
    const views = { quota_usage: () => this.#usedQuota(id), config: () => QUOTA, id: () => undefined };
    return { data: [showFields(views, fieldsIn(call.params, 'quota_usage'), 'ContentPublishingLimitResponse')] };
  }

  /** `GET /{ig}/media`, newest first, without stories. */
  mediaOf({ call, id }: GraphRequest) {
    const fields = fieldsIn(call.params, 'id');
    const rows = this.parts.media.of(id).filter((media) => media.product === 'FEED');
    return pageOf(rows, call, (media) => this.parts.media.show(media, fields));
  }

  /** `GET /{media}`. */
  media({ call, id }: GraphRequest) {
    return this.parts.media.show(this.parts.media.get(id)!, fieldsIn(call.params, 'id'));
  }

  /** `GET /{media}/insights`. */
  insights({ call, id }: GraphRequest) {
    const media = this.parts.media.get(id);
    if (!media) throw noSuchObject(id);
    return this.parts.media.insights(media, call.params);
  }

  /** `GET /{ig}` and `GET /me`; whoever was not named yet is by a drawn id. */
  user({ call, id, grant }: GraphRequest) {
    const userId = id === 'me' ? (grant.accountId ?? grant.drawnId) : id;
    const views = {
      id: () => userId,
      user_id: () => userId,
      username: () => userName(userId),
      name: () => userName(userId),
      account_type: () => 'BUSINESS',
      media_count: () => this.parts.media.of(userId).length,
    };
    return showFields(views, fieldsIn(call.params, 'id'), 'IGUser');
  }

  #requirePublishable(container: Container): void {
    if (container.isCarouselItem) throw badParameter('An item of a carousel cannot be published by itself');
    switch (this.parts.containers.statusOf(container)) {
      case 'IN_PROGRESS':
        throw instagramRefusal(2207027);
      case 'ERROR':
        throw instagramRefusal(2207032);
      case 'EXPIRED':
      case 'PUBLISHED':
        throw instagramRefusal(2207008);
      case 'FINISHED':
    }
  }

  #usedQuota(userId: string): number {
    const start = this.parts.clock.now().getTime() - QUOTA.quota_duration * 1_000;
    return this.parts.media.of(userId).filter((media) => media.publishedAt.getTime() > start).length;
  }
}

function requireCaption(caption: string): void {
  const hashtags = caption.match(/[#＃][\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const mentions = caption.match(/(?<![\w.])@[\w.]+/g) ?? [];
  const isFitting =
    [...caption].length <= MOST.characters && hashtags.length <= MOST.hashtags && mentions.length <= MOST.mentions;
  if (!isFitting) throw instagramRefusal(2207010);
}
