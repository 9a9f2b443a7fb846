import type { Dispatched } from './repository/dispatch-jobs.js';
import { monotonicMs } from './monotonic.js';

/** Why the work of a run was told to stop. */
export type AbortCause = 'TIMEOUT' | 'CANCELLED' | 'SHUTDOWN' | 'LEASE_LOST' | 'STRAY_ERROR';

/** The `reason` of a run's signal. A handler may let it through as it is. */
export class RunAborted extends Error {
  override readonly name = 'AbortError';

  constructor(readonly why: AbortCause) {
    super(`The run was stopped: ${why}`);
  }
}

/**
 * A worker's right to a run. It holds until a moment of the local monotonic clock that lies before the one at which the
 * database lets it go, whatever the clocks say.
 */
export class Lease {
  private readonly abortion = new AbortController();
  private effectsEnded = false;

  private validUntil: number;

  /**
   * @param startedAt monotonic ms: the moment before the statement that got it was sent
   * @param lengthMs from then on
   */
  constructor(
    readonly entry: Dispatched,
    readonly queue: string,
    readonly startedAt: number,
    lengthMs: number,
  ) {
    this.validUntil = startedAt + lengthMs;
  }

  /** Aborts with a {@link RunAborted}. */
  get signal(): AbortSignal {
    return this.abortion.signal;
  }

  /** What stopped the run, if anything did; the first cause stays. */
  get abortedBy(): AbortCause | null {
    return this.signal.aborted ? (this.signal.reason as RunAborted).why : null;
  }

  /** Whether the run is still this worker's, as far as it can know. */
  holds(): boolean {
    return monotonicMs() < this.validUntil;
  }

  /** Whether an effect may begin. */
  allowsEffects(): boolean {
    return !this.effectsEnded && this.holds();
  }

  renew(validUntil: number): void {
    this.validUntil = validUntil;
  }

  /** Tells the work to stop; the lease is kept so that the outcome can be written. */
  abort(why: AbortCause): void {
    if (!this.signal.aborted) this.abortion.abort(new RunAborted(why));
  }

  /** From here on no effect may begin: the outcome is decided. */
  endEffects(): void {
    this.effectsEnded = true;
  }

  /** The run is another's from here on. */
  lose(): void {
    this.validUntil = -Infinity;
    this.abort('LEASE_LOST');
  }
}
