import { monotonicMs } from './monotonic.js';

const WINDOW_MS = 250;
const BUCKETS = 10;
const BUCKET_MS = WINDOW_MS / BUCKETS;

/** Counts a queue's runs that ended in the last 250 ms, in steps of 25: what the window's size is measured by. */
export class FinishRate {
  private readonly counts = Array.from({ length: BUCKETS }, () => 0);
  private newest = 0;

  add(): void {
    this.advance();
    this.counts[this.newest % BUCKETS]! += 1;
  }

  get recent(): number {
    this.advance();
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  private advance(): void {
    const bucket = Math.floor(monotonicMs() / BUCKET_MS);
    for (let next = Math.max(this.newest + 1, bucket - BUCKETS + 1); next <= bucket; next += 1)
      this.counts[next % BUCKETS] = 0;
    this.newest = bucket;
  }
}
