import { SyncResult } from './sync.result.js';
import type { Seen } from './context-items.repository.js';

/** More would not be read by anybody, and results are capped. */
const MAX_ERRORS = 50;

/** Counts what a sync brings. */
export class SyncTally {
  private readonly startedAt = performance.now();
  private readonly counts: Record<Seen | 'skipped' | 'failed', number> = {
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
  };
  private readonly errors: SyncResult['errors'] = [];
  truncated = false;

  /** How many items it kept or found unchanged: what `maxItems` bounds. */
  get kept(): number {
    return this.counts.created + this.counts.updated + this.counts.unchanged;
  }

  /** Whether it brought nothing but errors. */
  get failed(): boolean {
    return this.counts.failed > 0 && this.kept + this.counts.skipped === 0;
  }

  /** The first error, for when there is nothing else to tell. */
  get firstError(): string | undefined {
    return this.errors[0]?.message;
  }

  saw(seen: Seen | 'skipped'): void {
    this.counts[seen] += 1;
  }

  missed(itemUrl: string, message: string): void {
    this.counts.failed += 1;
    if (this.errors.length < MAX_ERRORS) this.errors.push({ itemUrl, message });
  }

  get result(): SyncResult {
    const { created, updated, unchanged, skipped, failed } = this.counts;
    return {
      itemsProcessed: created + updated + unchanged + skipped + failed,
      itemsCreated: created,
      itemsUpdated: updated,
      itemsSkipped: unchanged + skipped,
      errors: this.errors,
      truncated: this.truncated,
      scrapeDurationMs: Math.round(performance.now() - this.startedAt),
    };
  }
}
