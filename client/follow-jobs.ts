import { EventSourceParserStream } from 'eventsource-parser/stream';
import { ApiFailure, failureOf, type Schema } from './client.js';

/** A change of a job. */
export type JobEvent = Schema<'JobEvent'>;

/** `live`: what is known is up to date; `connecting`: nothing is known of what happens now. */
export type FeedState = 'connecting' | 'live';

export interface FollowOptions {
  /** Where the API answers, without /api. */
  baseUrl: string;
  /** The session token; asked for with each connection. */
  token: () => Promise<string>;
  /** Ends it. */
  signal: AbortSignal;
  onEvent: (event: JobEvent) => void;
  onState: (state: FeedState) => void;
  /** The session is over (401, 403): it is not tried again. */
  onRefused: (failure: ApiFailure) => void;
}

/** The API sends something at least every 15 s; two of these lost, and the connection is dead. */
const SILENCE_MS = 35_000;

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 4_000;

/**
 * Follows all jobs of the organization over server-sent events: first what has not ended, then each change. It connects
 * again whenever the connection ends, and has what it missed meanwhile (`Last-Event-ID`). An EventSource cannot carry a
 * session token, so it is read with fetch. Resolves once `signal` is aborted or the session is refused.
 */
export async function followJobs(options: FollowOptions): Promise<void> {
  const { signal, onState, onRefused } = options;
  const position: Position = { lastEventId: null };
  let delay = FIRST_DELAY_MS;
  while (!signal.aborted) {
    onState('connecting');
    try {
      await readStream(options, position, () => (delay = FIRST_DELAY_MS));
    } catch (error) {
      if (error instanceof ApiFailure && (error.status === 401 || error.status === 403)) return onRefused(error);
      // Its position is of another record, or too old to be read.
      if (error instanceof ApiFailure && error.status === 400) position.lastEventId = null;
    }
    await sleep(delay, signal);
    delay = Math.min(delay * 2, MAX_DELAY_MS);
  }
}

interface Position {
  lastEventId: string | null;
}

/** Reads one connection to its end. */
async function readStream(
  { baseUrl, token, signal, onEvent, onState }: FollowOptions,
  position: Position,
  onOpen: () => void,
): Promise<void> {
  const connection = new AbortController();
  const silence = watchSilence(() => connection.abort());
  const abort = () => connection.abort();
  signal.addEventListener('abort', abort);
  try {
    const headers = { authorization: `Bearer ${await token()}`, accept: 'text/event-stream' };
    const response = await fetch(`${baseUrl}/api/events`, {
      headers: position.lastEventId === null ? headers : { ...headers, 'last-event-id': position.lastEventId },
      signal: connection.signal,
    });
    if (!response.ok) throw failureOf(response, await response.json().catch(() => null));
    onOpen();
    onState('live');
    const events = response
      .body!.pipeThrough(new TransformStream({ transform: (bytes, out) => (silence.heard(), out.enqueue(bytes)) }))
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream());
    const reader = events.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.event === 'job') onEvent(JSON.parse(next.value.data) as JobEvent);
      if (next.value.id) position.lastEventId = next.value.id;
    }
  } finally {
    silence.end();
    signal.removeEventListener('abort', abort);
    connection.abort();
  }
}

/** Calls back when nothing has been heard for too long. */
function watchSilence(onSilence: () => void): { heard: () => void; end: () => void } {
  let timer = setTimeout(onSilence, SILENCE_MS);
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, SILENCE_MS);
    },
    end: () => clearTimeout(timer),
  };
}

/** Resolves after that time, or once `signal` is aborted. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
