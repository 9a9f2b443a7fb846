import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type {
  ByteSource,
  ParsedDocument,
  ParsedFeed,
  ParsedPage,
  ParsedSitemap,
  ParseRequest,
  ParseResults,
} from './parsed.js';
import { ParsingError } from './parsing-error.js';
import { DEADLINE_MS, MAX_BYTES } from './parsing-limits.js';
import { ParsingThreads } from './parsing-threads.js';

/** How long parsing may take and when it is not wanted any more. */
export interface ParseOptions {
  /** In ms; by kind where it is not given ({@link DEADLINE_MS}). */
  deadlineMs?: number;
  signal?: AbortSignal;
}

/**
 * Parses whatever comes from outside, in threads that can be terminated: parsers of HTML, XML and PDF stop the event loop
 * for as long as a hostile document likes. All methods reject with {@link ParsingError}, or with the signal's reason.
 */
@Injectable()
export class DocumentParser implements OnApplicationShutdown {
  private readonly threads = new ParsingThreads(2);
  /** PDFs may take a minute each: pages and feeds do not wait for them. */
  private readonly pdfThreads = new ParsingThreads(1);

  parsePage(bytes: Uint8Array, source: ByteSource, options?: ParseOptions): Promise<ParsedPage> {
    return this.parse({ kind: 'page', bytes, source }, options);
  }

  /** @param maxItems how many of the newest items at most */
  parseFeed(
    bytes: Uint8Array,
    source: ByteSource,
    { maxItems = 1_000, ...options }: ParseOptions & { maxItems?: number } = {},
  ): Promise<ParsedFeed> {
    return this.parse({ kind: 'feed', bytes, source, maxItems }, options);
  }

  parseSitemap(bytes: Uint8Array, source: ByteSource, options?: ParseOptions): Promise<ParsedSitemap> {
    return this.parse({ kind: 'sitemap', bytes, source }, options);
  }

  parsePdf(bytes: Uint8Array, options?: ParseOptions): Promise<ParsedDocument> {
    return this.parse({ kind: 'pdf', bytes }, options);
  }

  /** Parses plain text or Markdown. */
  parseText(bytes: Uint8Array, contentType: string | null, options?: ParseOptions): Promise<ParsedDocument> {
    return this.parse({ kind: 'text', bytes, contentType }, options);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.threads.close(), this.pdfThreads.close()]);
  }

  private async parse<K extends ParseRequest['kind']>(
    request: Extract<ParseRequest, { kind: K }>,
    { deadlineMs, signal }: ParseOptions = {},
  ): Promise<ParseResults[K]> {
    const { kind, bytes } = request as ParseRequest;
    if (bytes.length > MAX_BYTES[kind]) {
      throw new ParsingError('TOO_LARGE', `It has ${bytes.length} bytes; at most ${MAX_BYTES[kind]} are read.`);
    }
    const threads = kind === 'pdf' ? this.pdfThreads : this.threads;
    return threads.run(request, deadlineMs ?? DEADLINE_MS[kind], signal);
  }
}
