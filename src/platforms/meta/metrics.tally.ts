import { PlatformError } from '../platform-error.js';
import type { MetricsReading, PostMetrics } from '../social-platform.js';

/** What was read of a batch so far: it stays when the rest cannot be read. */
export class MetricsTally {
  private readonly read: { postId: string; metrics: PostMetrics }[] = [];
  private readonly gone: string[] = [];
  private stoppedBy: PlatformError | null = null;

  add(postId: string, metrics: PostMetrics): void {
    this.read.push({ postId, metrics });
  }

  /** A post of which the platform tells no figures. */
  fail(postId: string, error: PlatformError): void {
    if (error.kind === 'GONE') this.gone.push(postId);
    else this.stop(error);
  }

  /**
   * Whatever keeps posts from being read. The first counts, but a bad moment less than anything else.
   * @throws the error itself when it is no {@link PlatformError}
   */
  stop(error: unknown): void {
    if (!(error instanceof PlatformError)) throw error;
    if (!this.stoppedBy || this.stoppedBy.kind === 'TEMPORARY') this.stoppedBy = error;
  }

  /** Whether asking on would bring nothing. */
  get isStopped(): boolean {
    return this.stoppedBy !== null && this.stoppedBy.kind !== 'TEMPORARY';
  }

  reading(): MetricsReading {
    return { read: this.read, gone: this.gone, stopped: this.stoppedBy };
  }
}
