import { PermanentJobError } from '../core/queue/job-errors.js';
import type { ContextSource, ContextSourcesRepository } from './context-sources.repository.js';

/** The source that a job reads for. */
export type ScrapedSource = Pick<ContextSource, 'id' | 'organizationId' | 'brandId' | 'resumeFrom'>;

/** @throws {PermanentJobError} when the source is gone, or is another brand's than the payload says */
export async function findSource(
  sources: ContextSourcesRepository,
  organizationId: string,
  { contextSourceId, brandId }: { contextSourceId: string; brandId: string },
): Promise<ScrapedSource> {
  const source = await sources.find(organizationId, contextSourceId);
  if (!source) throw new PermanentJobError('The context source no longer exists', { code: 'SOURCE_NOT_FOUND' });
  if (source.brandId !== brandId) {
    throw new PermanentJobError('The context source belongs to another brand', { code: 'SOURCE_OF_ANOTHER_BRAND' });
  }
  return source;
}
