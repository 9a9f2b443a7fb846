import { once } from 'node:events';
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { PATIENCE_MS } from './patience.js';

/** One server-sent event named `job`. */
export interface ReadEvent {
  id: string;
  job: { id: string; type: string; status: string; progress: number; attempts: number; updatedAt: string };
}

/** A reader of server-sent events that can stop reading. */
export interface EventReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Every event so far. */
  readonly events: ReadEvent[];
  /** Every comment so far. */
  readonly comments: string[];
  /** Resolves with the first event of this job, past or to come, that the test asks for. */
  event(jobId: string, status: string): Promise<ReadEvent>;
  /** Resolves with the whole body when the server ends the answer; rejects when the connection breaks. */
  readonly body: Promise<string>;
  pause(): void;
  resume(): void;
  close(): void;
}

/** Resolves when the headers of the answer are there. */
export async function readEvents(url: string, token: string, headers: object = {}): Promise<EventReader> {
  const request = get(url, { agent: false, headers: { authorization: `Bearer ${token}`, ...headers } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const events: ReadEvent[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  let text = '';
  let parsed = 0;
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n', parsed); end >= 0; end = text.indexOf('\n\n', parsed)) {
      const frame = text.slice(parsed, end);
      parsed = end + 2;
      if (frame.startsWith(':')) comments.push(frame);
      else if (frame.startsWith('event: job\n')) events.push(readFrame(frame));
    }
    for (const check of waiting) check();
  });
  const body = new Promise<string>((resolve, reject) => response.on('end', () => resolve(text)).on('error', reject));
  body.catch(() => undefined);
  return {
    status: response.statusCode!,
    headers: response.headers,
    events,
    comments,
    body,
    event: (jobId, status) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = events.find(({ job }) => job.id === jobId && job.status === status);
          if (!found) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(
          () => reject(new Error(`Waited ${PATIENCE_MS} ms for ${jobId} to be ${status}; read:\n${text}`)),
          PATIENCE_MS,
        );
        waiting.add(check);
        check();
      }),
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void request.destroy(),
  };
}

function readFrame(frame: string): ReadEvent {
  const [, content = '', id = ''] = /^event: job\ndata: (.*)\nid: (.*)$/.exec(frame) ?? [];
  return { id, job: JSON.parse(content) as ReadEvent['job'] };
}
