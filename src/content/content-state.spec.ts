import { describe, expect, it } from 'vitest';
import type { ContentStatus, PublicationStatus } from '../core/database/enums.js';
import { ApiError } from '../core/http/api-error.js';
import { type ContentState, requireApproved, requireChangeable, requireUnpublished } from './content-state.js';

const stateOf = (status: ContentStatus, ...ledger: PublicationStatus[]): ContentState => ({
  status,
  variations: [{ publications: [] }, { publications: ledger.map((each) => ({ status: each })) }],
});
const answerOf = (rule: (state: ContentState) => void, state: ContentState): number => {
  try {
    rule(state);
    return 200;
  } catch (error) {
    return error instanceof ApiError ? error.status : 500;
  }
};

describe('the state of content', () => {
  it.each<[ContentState, changeable: number, unpublished: number, approved: number]>([
    [stateOf('DRAFT'), 200, 200, 409],
    [stateOf('REJECTED'), 200, 200, 409],
    [stateOf('APPROVED'), 200, 200, 200],
    [stateOf('APPROVED', 'FAILED'), 200, 200, 200],
    [stateOf('APPROVED', 'PENDING'), 409, 200, 200],
    [stateOf('APPROVED', 'FAILED', 'SENT'), 409, 200, 200],
    [stateOf('APPROVED', 'UNKNOWN'), 409, 200, 200],
    [stateOf('APPROVED', 'CONFIRMED'), 409, 409, 200],
    [stateOf('PUBLISHED', 'CONFIRMED'), 409, 409, 200],
    [stateOf('PUBLISHED'), 409, 409, 200],
  ])('%j: changeable %s, unpublished %s, approved %s', (state, changeable, unpublished, approved) => {
    expect(answerOf(requireChangeable, state)).toBe(changeable);
    expect(answerOf(requireUnpublished, state)).toBe(unpublished);
    expect(answerOf(requireApproved, state)).toBe(approved);
  });
});
