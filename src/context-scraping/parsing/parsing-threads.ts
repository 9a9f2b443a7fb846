import { Worker } from 'node:worker_threads';
import type { ParseRequest, ParseResults } from './parsed.js';
import type { FromParser } from './parser.thread.js';
import { ParsingError } from './parsing-error.js';

/** V8's limits a thread: enough for a page of 1 MB text, a feed of 10 MB or 50 000 entries of a sitemap. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12, stackSizeMb: 4 };

/** A thread without work ends after this: it holds some 40 MB of parsers. */
const IDLE_MS = 30_000;

interface Pending<T> {
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

interface Waiting extends Pending<ParseResults[keyof ParseResults]> {
  request: ParseRequest;
  deadlineMs: number;
  signal: AbortSignal | undefined;
  /** Gives up its place when the signal aborts. */
  onAbort: () => void;
}

/**
 * A few threads that parse, one document at a time each, the others waiting their turn. Threads start when they are
 * needed; one that is late, out of memory or not wanted any more is terminated, and the next document gets a new one.
 */
export class ParsingThreads {
  private readonly waiting: Waiting[] = [];
  private readonly idle: ParsingThread[] = [];
  private readonly threads = new Set<ParsingThread>();
  private closed = false;

  constructor(private readonly size: number) {}

  /**
   * Parses one document.
   * @param deadlineMs for the parsing itself; waiting for a thread does not count
   * @throws {ParsingError} and the reason of `signal` when it aborts
   */
  run<K extends ParseRequest['kind']>(
    request: Extract<ParseRequest, { kind: K }>,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<ParseResults[K]> {
    return new Promise<ParseResults[keyof ParseResults]>((resolve, reject) => {
      if (this.closed) return reject(stopped());
      if (signal?.aborted) return reject(signal.reason);
      const entry: Waiting = { request, deadlineMs, signal, resolve, reject, onAbort: () => this.forget(entry) };
      signal?.addEventListener('abort', entry.onAbort, { once: true });
      this.waiting.push(entry);
      this.fill();
    }) as Promise<ParseResults[K]>;
  }

  /** Ends all threads; what they parse and what waits fails with PARSER_STOPPED. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { signal, onAbort, reject } of this.waiting.splice(0)) {
      signal?.removeEventListener('abort', onAbort);
      reject(stopped());
    }
    await Promise.all([...this.threads].map((thread) => thread.end(stopped())));
  }

  private forget(entry: Waiting): void {
    this.waiting.splice(this.waiting.indexOf(entry), 1);
    entry.reject(entry.signal?.reason);
  }

  private fill(): void {
    while (this.waiting.length > 0) {
      const thread = this.idle.pop() ?? this.startThread();
      if (!thread) return;
      void this.parse(thread, this.waiting.shift()!);
    }
  }

  private startThread(): ParsingThread | undefined {
    if (this.closed || this.threads.size >= this.size) return undefined;
    const thread = new ParsingThread((ended) => {
      this.threads.delete(ended);
      const at = this.idle.indexOf(ended);
      if (at !== -1) this.idle.splice(at, 1);
      this.fill();
    });
    this.threads.add(thread);
    return thread;
  }

  private async parse(thread: ParsingThread, entry: Waiting): Promise<void> {
    const { request, deadlineMs, signal } = entry;
    signal?.removeEventListener('abort', entry.onAbort);
    try {
      entry.resolve(await thread.parse(request, deadlineMs, signal));
    } catch (error) {
      entry.reject(error);
    }
    if (!thread.alive) return;
    this.idle.push(thread);
    this.fill();
  }
}

/** One thread, from its start to its end. */
class ParsingThread {
  alive = true;
  private readonly worker: Worker;
  private readonly ready: Promise<void>;
  private idleTimer: NodeJS.Timeout | undefined;
  private running: Pending<FromParser> | undefined;

  constructor(private readonly onEnd: (thread: ParsingThread) => void) {
    this.worker = new Worker(new URL('./parser.thread.js', import.meta.url), { resourceLimits: RESOURCE_LIMITS });
    this.worker.on('error', (error) => void this.end(crashed(error)));
    this.worker.on('exit', () => void this.end(crashed(null)));
    this.ready = new Promise((resolve) => {
      this.worker.once('message', () => {
        this.worker.on('message', (answer: FromParser) => this.running?.resolve(answer));
        resolve();
      });
    });
  }

  /** The deadline counts from when the thread is ready: starting takes 300 ms, more on a busy machine. */
  async parse(
    request: ParseRequest,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<ParseResults[keyof ParseResults]> {
    clearTimeout(this.idleTimer);
    this.worker.ref();
    const answered = new Promise<FromParser>((resolve, reject) => (this.running = { resolve, reject }));
    const abort = (): void => void this.end(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    let deadline: NodeJS.Timeout | undefined;
    void this.ready.then(() => {
      deadline = setTimeout(() => void this.end(late(deadlineMs)), deadlineMs);
      this.worker.postMessage(request);
    });
    try {
      const answer = await answered;
      if (answer.kind === 'parsed') return answer.result;
      throw new ParsingError(answer.code, answer.message);
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
      this.rest();
    }
  }

  /** Terminates the thread; what it parses fails with `reason`. */
  async end(reason: unknown): Promise<void> {
    if (!this.alive) return;
    this.alive = false;
    clearTimeout(this.idleTimer);
    this.running?.reject(reason);
    await this.worker.terminate();
    this.onEnd(this);
  }

  /** A thread without work keeps no process alive. */
  private rest(): void {
    this.running = undefined;
    if (!this.alive) return;
    this.worker.unref();
    this.idleTimer = setTimeout(() => void this.end(stopped()), IDLE_MS).unref();
  }
}

function stopped(): ParsingError {
  return new ParsingError('PARSER_STOPPED', 'The document was not parsed: the process is shutting down.');
}

function late(deadlineMs: number): ParsingError {
  return new ParsingError('PARSE_TIMEOUT', `The document could not be read within ${deadlineMs / 1000} s.`);
}

function crashed(error: unknown): ParsingError {
  const outOfMemory = (error as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory
    ? new ParsingError('TOO_LARGE', 'The document takes too much memory to be read.', { cause: error })
    : new ParsingError('UNPARSABLE', 'The document made its parser fail.', { cause: error });
}
