import { parentPort } from 'node:worker_threads';
import { parseFeed } from './feed.js';
import { parsePage } from './page.js';
import type { ParseRequest, ParseResults } from './parsed.js';
import { ParsingError, type ParsingErrorCode } from './parsing-error.js';
import { parsePdf } from './pdf.js';
import { parseSitemap } from './sitemap.js';
import { parseText } from './text-document.js';

/** The thread's answer to a request. Before the first it says `'ready'`. */
export type FromParser =
  | { kind: 'parsed'; result: ParseResults[keyof ParseResults] }
  | { kind: 'failed'; code: ParsingErrorCode; message: string };

const port = parentPort!;

port.on('message', (request: ParseRequest) => void answer(request));
port.postMessage('ready');

async function answer(request: ParseRequest): Promise<void> {
  try {
    post({ kind: 'parsed', result: await parse(request) });
  } catch (error) {
    post({ kind: 'failed', ...failureOf(error) });
  }
}

function parse(request: ParseRequest): ParseResults[keyof ParseResults] | Promise<ParseResults['pdf']> {
  switch (request.kind) {
    case 'page':
      return parsePage(request.bytes, request.source);
    case 'feed':
      return parseFeed(request.bytes, request.source, request.maxItems);
    case 'sitemap':
      return parseSitemap(request.bytes, request.source);
    case 'pdf':
      return parsePdf(request.bytes);
    case 'text':
      return parseText(request.bytes, request.contentType);
  }
}

/** A parser that runs out of stack was given something too deep; whatever else it throws, the document is broken. */
function failureOf(error: unknown): { code: ParsingErrorCode; message: string } {
  if (error instanceof ParsingError) return { code: error.code, message: error.message };
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return { code: 'TOO_DEEP', message: 'It is nested too deep.' };
  }
  return {
    code: 'UNPARSABLE',
    message: `It cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  };
}

function post(message: FromParser): void {
  port.postMessage(message);
}
