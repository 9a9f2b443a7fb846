import { ContentStatus, PublicationStatus } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';

/** What decides of an item what may be done with it. */
export interface ContentState {
  readonly status: ContentStatus;
  readonly variations: readonly { readonly publications: readonly { readonly status: PublicationStatus }[] }[];
}

/** Of a publication that is to go out, or may have gone out. */
export const openStatuses: readonly PublicationStatus[] = [
  PublicationStatus.PENDING,
  PublicationStatus.SENT,
  PublicationStatus.UNKNOWN,
];

/**
 * Of an item nothing can be changed once any of it is out or may be: what is out must stay what the ledger says, and a
 * publication that is confirmed later would make texts PUBLISHED that nobody approved.
 * @throws {ApiError} 409
 */
export function requireChangeable(state: ContentState): void {
  requireUnpublished(state);
  if (hasPublication(state, openStatuses)) {
    throw ApiError.conflict('A publication of it is under way.', { status: state.status });
  }
}

/** @throws {ApiError} 409 when something of the item is out */
export function requireUnpublished(state: ContentState): void {
  if (state.status === ContentStatus.PUBLISHED || hasPublication(state, [PublicationStatus.CONFIRMED])) {
    throw ApiError.conflict('It is published already.', { status: ContentStatus.PUBLISHED });
  }
}

/** @throws {ApiError} 409 when the item was not approved */
export function requireApproved({ status }: ContentState): void {
  if (status !== ContentStatus.APPROVED && status !== ContentStatus.PUBLISHED) {
    throw ApiError.conflict(`Only approved content can be published; this is ${status}: approve it first.`, { status });
  }
}

function hasPublication({ variations }: ContentState, statuses: readonly PublicationStatus[]): boolean {
  return variations.some(({ publications }) => publications.some(({ status }) => statuses.includes(status)));
}
