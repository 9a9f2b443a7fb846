import { isRowError } from '../database/sql.js';

/**
 * Lets callers at the same time share one statement: what arrives while a slot is busy goes together into the next batch.
 * Flushed as soon as a slot is free, never by a timer that a lone caller would wait for.
 */
export class Coalescer<In, Out> {
  private readonly waiting: { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void }[] = [];
  private busy = 0;

  /**
   * @param flush answers a batch in its order; where it throws for what one row holds, each item of the batch is tried by
   *   itself, so that one bad item spoils no other
   */
  constructor(
    private readonly flush: (items: In[]) => Promise<Out[]>,
    private readonly options: { slots: number; maxBatch: number },
  ) {}

  /** @throws what `flush` throws for this item alone */
  submit(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      // After the current turn of the event loop, so that all of its callers travel together: what one read from a socket brought.
      if (this.waiting.length === 1) setImmediate(() => void this.drain());
    });
  }

  private async drain(): Promise<void> {
    if (this.busy >= this.options.slots) return;
    this.busy += 1;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.options.maxBatch);
      try {
        const answers = await this.flush(batch.map((entry) => entry.item));
        batch.forEach((entry, index) => entry.resolve(answers[index]!));
      } catch (error) {
        if (batch.length > 1 && isRowError(error)) await this.flushSingly(batch);
        else batch.forEach((entry) => entry.reject(error));
      }
    }
    this.busy -= 1;
  }

  private async flushSingly(batch: typeof this.waiting): Promise<void> {
    for (const entry of batch) {
      try {
        entry.resolve((await this.flush([entry.item]))[0]!);
      } catch (error) {
        entry.reject(error);
      }
    }
  }
}
