/** Lets progress through at most once a second: the first at once, then the latest of each second. */
const EVERY_MS = 1_000;

/** Thins out what one run says of its progress. */
export class ProgressThrottle {
  private latest: [percent: number, message: string | null] | null = null;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly write: (percent: number, message: string | null) => void) {}

  /** @param percent brought into 0…100 and rounded */
  report(percent: number, message?: string): void {
    if (this.closed) return;
    this.latest = [Math.round(Math.min(Math.max(percent, 0), 100)), message ?? null];
    if (!this.timer) this.flush();
  }

  /** What was not written yet is dropped: the outcome says more. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private flush(): void {
    this.timer = undefined;
    if (!this.latest) return;
    const [percent, message] = this.latest;
    this.latest = null;
    this.write(percent, message);
    this.timer = setTimeout(() => this.flush(), EVERY_MS);
  }
}
