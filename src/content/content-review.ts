import { Injectable } from '@nestjs/common';
import { ContentStatus, PublicationStatus } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import { checkPublishable, editVariation, rulesBroken, type VariationEdit } from './content-rules.js';
import { requireChangeable, requireUnpublished } from './content-state.js';
import { type ContentChange, type ContentItem, ContentRepository } from './content.repository.js';

const goingOut: readonly PublicationStatus[] = [PublicationStatus.PENDING, PublicationStatus.SENT];

/** What people do with content before it goes out. Every method throws {@link ApiError}: 404, then 400, then 409. */
@Injectable()
export class ContentReview {
  constructor(private readonly content: ContentRepository) {}

  changeTopic(organizationId: string, id: string, topic: string): Promise<ContentItem> {
    return this.change(organizationId, id, (item) => {
      requireChangeable(item);
      return { topic, status: ContentStatus.DRAFT };
    });
  }

  changeVariation(organizationId: string, id: string, variationId: string, edit: VariationEdit): Promise<ContentItem> {
    return this.change(organizationId, id, (item) => {
      const variation = item.variations.find((each) => each.id === variationId);
      if (!variation) throw ApiError.notFound('contentVariation');
      const result = editVariation(variation, item.contentType, edit);
      if ('issues' in result) throw rulesBroken(result.issues);
      requireChangeable(item);
      return { status: ContentStatus.DRAFT, variation: { id: variationId, fields: result.edited } };
    });
  }

  /** An item that is approved already stays so. */
  approve(organizationId: string, id: string): Promise<ContentItem> {
    return this.change(organizationId, id, (item) => {
      requireUnpublished(item);
      if (item.status === ContentStatus.APPROVED) return null;
      const issues = checkPublishable(item);
      if (issues.length > 0) throw rulesBroken(issues);
      return { status: ContentStatus.APPROVED };
    });
  }

  /** An item that is rejected already stays so. */
  reject(organizationId: string, id: string): Promise<ContentItem> {
    return this.change(organizationId, id, (item) => {
      requireChangeable(item);
      return item.status === ContentStatus.REJECTED ? null : { status: ContentStatus.REJECTED };
    });
  }

  /** Refused while a job is about to publish any of it: what it then sends would be in no ledger. */
  async remove(organizationId: string, id: string): Promise<void> {
    const removed = await this.content.delete(organizationId, id, ({ status, variations }, unfinishedJobs) => {
      const isGoingOut = variations
        .flatMap(({ publications }) => publications)
        .some((each) => goingOut.includes(each.status) && unfinishedJobs.includes(each.jobId));
      if (isGoingOut) {
        throw ApiError.conflict('It is being published just now: wait, or cancel the job first.', { status });
      }
    });
    if (!removed) throw ApiError.notFound('contentItem');
  }

  private async change(
    organizationId: string,
    id: string,
    decide: (item: ContentItem) => ContentChange | null,
  ): Promise<ContentItem> {
    const item = await this.content.change(organizationId, id, decide);
    if (!item) throw ApiError.notFound('contentItem');
    return item;
  }
}
