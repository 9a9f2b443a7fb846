import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import { isFinal } from '../core/queue/job-state.js';
import type { JobState } from './events.repository.js';
import { encodePosition, type Position } from './position.js';

/** A change of a job, written out but for its id, which is each stream's own. */
export interface JobEvent {
  jobId: string;
  /** Whether the job has ended. */
  isLast: boolean;
  text: string;
}

/** What may wait in this process for a reader, in bytes; the system's own buffers come on top. */
const MAX_WAITING = 64 * 1024;

/** How soon a reader comes back whose stream broke or whose token expired, in milliseconds. */
const RETRY_MS = 1_000;

export function toEvent({ id, type, status, progress, attempts, updatedAt }: JobState): JobEvent {
  const content = JSON.stringify({ id, type, status, progress, attempts, updatedAt });
  return { jobId: id, isLast: isFinal(status), text: `event: job\ndata: ${content}\n` };
}

/**
 * One reader of events, as server-sent events (HTML Living Standard, "Server-sent events"). An event's id says up to where
 * a reader that has it knows all that it follows.
 */
export class EventStream {
  private isOpen = false;
  private isOver = false;
  private isCaughtUp = false;

  /**
   * @param jobId the one job that it follows, or null for all of the organization's
   * @param position from where it reads on
   */
  constructor(
    private readonly response: ServerResponse,
    readonly jobId: string | null,
    private position: Position,
  ) {}

  /** Sends the headers; before, whatever is sent is dropped. */
  open(headers: OutgoingHttpHeaders): void {
    if (this.isClosed) return;
    this.isOpen = true;
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.response.write(`retry: ${RETRY_MS}\n\n`);
    if (this.isOver || this.response.req.method === 'HEAD') this.response.end();
  }

  get isClosed(): boolean {
    return this.response.destroyed || this.response.writableEnded;
  }

  /** Calls back when the stream is over, whoever ended it, also when it already is. */
  onClose(callback: () => void): void {
    finished(this.response, callback);
  }

  /** Whether a change of these jobs is anything to this reader. */
  follows(ids: ReadonlySet<string>): boolean {
    return this.jobId === null || ids.has(this.jobId);
  }

  /**
   * Sends what it follows of these events. A reader that takes too little to keep up is cut off: it comes back for the rest.
   * @param reached up to where a reader that has caught up knows all with the last of them
   */
  send(events: readonly JobEvent[], reached: Position = this.position): void {
    if (!this.isOpen) return;
    const mine = this.jobId === null ? events : events.filter((event) => event.jobId === this.jobId);
    const before = encodePosition(this.position);
    if (this.isCaughtUp) this.position = reached;
    const last = encodePosition(this.position);
    if (mine.length === 0) return;
    this.write(mine.map(({ text }, index) => `${text}id: ${index < mine.length - 1 ? before : last}\n\n`).join(''));
    if (this.jobId !== null && mine.some((event) => event.isLast)) this.end();
  }

  /** A comment, so that nobody between takes the connection for dead. */
  sendComment(): void {
    this.write(': still here\n\n');
  }

  /** All that was missed has been sent: ids move on from here. */
  caughtUp(position: Position): void {
    this.position = position;
    this.isCaughtUp = true;
  }

  /** Resolves when the reader has taken what was sent, or is gone. */
  async drained(): Promise<void> {
    const { response } = this;
    if (this.isClosed || !response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }

  /** Ends it when the reader has taken what was sent; one that is not open yet, as soon as it is. */
  end(): void {
    this.isOver = true;
    if (this.isOpen) this.response.end();
  }

  /** Cuts the connection. */
  destroy(): void {
    this.response.destroy();
  }

  private write(text: string): void {
    if (!this.isOpen || this.isClosed) return;
    if (this.response.writableLength > MAX_WAITING) this.destroy();
    else this.response.write(text);
  }
}
