import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { monotonicMs } from '../core/queue/monotonic.js';
import { type EventStream, toEvent } from './event-stream.js';
import { type EndedJob, type EventsRepository, type JobState, PAGE_SIZE } from './events.repository.js';
import type { Position } from './position.js';

/** Between two looks: at least this long, and this many times what a look took, so that looking is a small part of the load. */
const REST_MS = 50;
const REST_SHARE = 9;

/**
 * The streams of an organization. Whatever they hear of is read once for all of them, as everything that changed since the
 * last look: what was told twice or not at all makes no difference. Reads come one after another, so that no older state
 * follows a newer one.
 */
export class OrganizationChannel {
  readonly streams = new Set<EventStream>();
  private position: Position | null = null;
  private reads: Promise<unknown> = Promise.resolve();
  private asked = false;
  private looking = false;

  constructor(
    private readonly organizationId: string,
    private readonly repository: EventsRepository,
    private readonly log: Logger,
  ) {}

  /** Where the record stands, for a stream that begins: looks tell of what comes after, and of nothing before. */
  begin(): Promise<Position> {
    return this.read(() => this.moveOn());
  }

  /** Null where the organization has no such job. */
  find(jobId: string): Promise<JobState | null> {
    return this.read(() => this.repository.find(this.organizationId, jobId));
  }

  /**
   * Sends a stream what it missed, as fast as it takes it: what ended since it was last here, then all that has not ended.
   * @param since null for one that was never here
   * @param now as `begin` said when the stream was already among `streams`
   */
  async catchUp(stream: EventStream, since: Position | null, now: Position): Promise<void> {
    if (since) {
      await this.sendPages<EndedJob>(stream, (last) => this.repository.endedSince(this.organizationId, since, last));
    }
    stream.caughtUp(now);
    await this.sendPages<JobState>(stream, (last) => this.repository.unfinished(this.organizationId, last));
  }

  /** Looks for changes and sends them: at once, or as soon as the last look has been long enough ago. */
  look(): void {
    this.asked = true;
    if (this.looking) return;
    this.looking = true;
    void this.lookWhileAsked();
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.asked && this.streams.size > 0) {
      this.asked = false;
      const began = monotonicMs();
      try {
        await this.read(() => this.moveOn());
      } catch (error) {
        this.log.warn(
          { err: error, organizationId: this.organizationId },
          'Changed jobs could not be read; later again',
        );
      }
      await delay(Math.max(REST_MS, REST_SHARE * (monotonicMs() - began)), undefined, { ref: false });
    }
    this.looking = false;
  }

  /** Sends all that changed since the last time. */
  private async moveOn(): Promise<Position> {
    if (!this.position) return (this.position = await this.repository.position());
    const { jobs, position } = await this.repository.changes(this.organizationId, this.position);
    const events = jobs.map(toEvent);
    for (const stream of this.streams) stream.send(events, position);
    return (this.position = position);
  }

  private async sendPages<Row extends JobState>(
    stream: EventStream,
    readAfter: (last: Row | null) => Promise<Row[]>,
  ): Promise<void> {
    let last: Row | null = null;
    let page: Row[];
    do {
      page = await this.read(() => readAfter(last));
      stream.send(page.map(toEvent));
      await stream.drained();
      last = page.at(-1) ?? null;
    } while (page.length === PAGE_SIZE && !stream.isClosed);
  }

  private read<T>(work: () => Promise<T>): Promise<T> {
    const result = this.reads.then(work);
    this.reads = result.catch(() => undefined);
    return result;
  }
}
