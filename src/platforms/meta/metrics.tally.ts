import { PlatformError } from '../platform-error.js';
import type { MetricsReading, PostMetrics } from '../social-platform.js';

/** What was read of a batch so far: it stays when the rest cannot be read. */
export class MetricsTally {
  private readonly read: { postId: string; metrics: PostMetrics }[] = [];
  private readonly gone: string[] = [];
  private stoppedBy: PlatformError | null = null;

  private constructor() {}

  /** What `read` has added by the time that it ends, or that a {@link PlatformError} ends it. */
  static async of(read: (tally: MetricsTally) => Promise<void>): Promise<MetricsReading> {
    const tally = new MetricsTally();
    try {
      await read(tally);
    } catch (error) {
      tally.stop(error);
    }
    return { read: tally.read, gone: tally.gone, stopped: tally.stoppedBy };
  }

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
  private stop(error: unknown): void {
    if (!(error instanceof PlatformError)) throw error;
    if (!this.stoppedBy || this.stoppedBy.kind === 'TEMPORARY') this.stoppedBy = error;
  }

  /** Whether asking on would bring nothing. */
  get isStopped(): boolean {
    return this.stoppedBy !== null && this.stoppedBy.kind !== 'TEMPORARY';
  }
}
