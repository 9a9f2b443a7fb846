import { setMaxListeners } from 'node:events';
import { OutboundError } from './outbound-error.js';
import type { OutboundLimits } from './outbound-limits.js';

/** Aborts one fetch: when its caller does, when all of it or one phase of it takes too long. */
export class FetchClock {
  private readonly controller = new AbortController();
  private readonly total: NodeJS.Timeout;
  private phase: NodeJS.Timeout | undefined;

  /** Its reason is an {@link OutboundError}, ABORTED or TIMEOUT. */
  readonly signal = this.controller.signal;

  constructor(
    private readonly caller: AbortSignal,
    private readonly limits: OutboundLimits,
  ) {
    // Every request of the fetch listens, and its connection.
    setMaxListeners(0, this.signal);
    this.total = setTimeout(() => this.expire(`took more than ${limits.totalMs / 1000} s`), limits.totalMs);
    if (caller.aborted) this.abort();
    else caller.addEventListener('abort', this.abort, { once: true });
  }

  /** A request begins: its headers are awaited. */
  awaitHeaders(): void {
    this.start(this.limits.firstByteMs, `did not answer within ${this.limits.firstByteMs / 1000} s`);
  }

  /** The next piece of a body is awaited. */
  awaitBody(): void {
    this.start(this.limits.silenceMs, `sent nothing for ${this.limits.silenceMs / 1000} s`);
  }

  /** The fetch has ended. */
  stop(): void {
    clearTimeout(this.total);
    clearTimeout(this.phase);
    this.caller.removeEventListener('abort', this.abort);
  }

  private start(ms: number, sentence: string): void {
    clearTimeout(this.phase);
    this.phase = setTimeout(() => this.expire(sentence), ms);
  }

  private expire(sentence: string): void {
    this.controller.abort(new OutboundError('TIMEOUT', `The server ${sentence}`));
  }

  private readonly abort = (): void => {
    const cause: unknown = this.caller.reason;
    this.controller.abort(new OutboundError('ABORTED', 'The fetch was given up', { cause }));
  };
}
