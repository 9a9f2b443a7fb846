import { describeCount, platformName } from '../parts/describe.js';
import type { Job } from './job-list.js';

/** Fields of payloads that say what a job is about, the best first. */
const SUBJECTS = ['topic', 'prompt', 'fileName', 'url', 'platform', 'contentVariationId', 'contextSourceId'] as const;

/** What a job is about, in its own payload's words; '' where it does not say. */
export function subjectOf({ payload }: Pick<Job, 'payload'>): string {
  const fields = payload as Record<string, unknown>;
  for (const name of SUBJECTS) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return name === 'platform' ? platformName(value) : value;
  }
  return '';
}

/** The API counts no further. */
const MOST_COUNTED = 10_000;

/** `400`, and `10,000+` where the API stops counting. */
export const describeJobCount = (count: number): string =>
  count >= MOST_COUNTED ? `${describeCount(MOST_COUNTED)}+` : describeCount(count);

/** Ended, one way or another. */
export const isFinal = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';

const priorities: Record<number, string> = { 1: 'High', 5: 'Normal', 10: 'Low' };

export const priorityName = (priority: number): string => priorities[priority] ?? String(priority);
