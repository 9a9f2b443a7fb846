import { Injectable } from '@nestjs/common';
import { ContextSourcesRepository } from './context-sources.repository.js';
import { NotificationsProducer } from '../notifications/notifications.producer.js';

/** How often a healthy source is read when nobody has said otherwise. */
const INTERVAL_MS = 6 * 3_600_000;

/** A source that fails is asked less and less often, but not more rarely than this. */
const LONGEST_INTERVAL_MS = 7 * 24 * 3_600_000;

/** From this failure in a row on the interval doubles. */
const PATIENT_FAILURES = 4;

/** Keeps a source's state: what works heals it, what keeps failing makes it unhealthy, and says so once. */
@Injectable()
export class SourceHealth {
  constructor(
    private readonly sources: ContextSourcesRepository,
    private readonly notifications: NotificationsProducer,
  ) {}

  /** @param resumeFrom when the sync began, where it was cut off and the next one is to go on */
  async worked(organizationId: string, sourceId: string, resumeFrom: Date | null = null): Promise<void> {
    await this.sources.recordSuccess(organizationId, sourceId, new Date(Date.now() + INTERVAL_MS), resumeFrom);
  }

  /** @param error a sentence for users */
  async failed(organizationId: string, sourceId: string, error: string): Promise<void> {
    const failed = await this.sources.recordFailure(organizationId, sourceId, error);
    if (!failed) return;
    const { source, turned } = failed;
    const interval = INTERVAL_MS * 2 ** Math.max(source.consecutiveFailures - PATIENT_FAILURES, 0);
    await this.sources.postpone(
      organizationId,
      sourceId,
      new Date(Date.now() + Math.min(interval, LONGEST_INTERVAL_MS)),
    );
    if (!turned) return;
    await this.notifications.notify({
      organizationId,
      kind: 'SOURCE_UNHEALTHY',
      sentence: `${source.name} could not be read ${source.consecutiveFailures} times in a row: ${error}`,
      resource: `/api/context-sources/${sourceId}`,
    });
  }
}
