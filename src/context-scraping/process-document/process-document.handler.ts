import { Injectable } from '@nestjs/common';
import type { FailedJob, JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { canonicalUrl } from '../canonical-url.js';
import { contentHash } from '../content-hash.js';
import { ContextItemsRepository } from '../context-items.repository.js';
import { ContextSourcesRepository } from '../context-sources.repository.js';
import { toFailure } from '../fetch-failure.js';
import { DocumentParser } from '../parsing/document-parser.js';
import type { ParsedDocument } from '../parsing/parsed.js';
import { PoliteFetcher, refusalOf } from '../polite-fetcher.js';
import { findSource } from '../scraped-source.js';
import { SourceHealth } from '../source-health.js';
import type { processDocument, ProcessDocumentPayload, ProcessDocumentResult } from './process-document.job.js';

type Context = JobContext<ProcessDocumentPayload>;

/** Reads the text of a document and keeps it as one item, however often it is read. */
@Injectable()
export class ProcessDocumentHandler implements JobHandler<typeof processDocument> {
  constructor(
    private readonly sources: ContextSourcesRepository,
    private readonly items: ContextItemsRepository,
    private readonly fetcher: PoliteFetcher,
    private readonly parser: DocumentParser,
    private readonly health: SourceHealth,
  ) {}

  async handle(context: Context): Promise<ProcessDocumentResult> {
    const startedAt = performance.now();
    const { organizationId, payload, dryRun } = context;
    const source = await findSource(this.sources, organizationId, payload);
    const document = await this.read(context);
    context.progress(80, 'Keeping the text');
    const seen = {
      title: document.title ?? payload.fileName,
      content: document.content,
      summary: null,
      author: document.author,
    };
    const { language, keywords, publishedAt } = document;
    const url = canonicalUrl(payload.fileUrl);
    const fields = { ...seen, identity: url, contentHash: contentHash(seen), url, language, keywords, publishedAt };
    const saved = dryRun ? null : await this.items.save(source, fields);
    if (!dryRun) await this.health.worked(organizationId, source.id);
    return {
      contextItemId: saved?.id ?? null,
      extractedText: document.content.length,
      processingTimeMs: Math.round(performance.now() - startedAt),
    };
  }

  async failed({ organizationId, payload, error }: FailedJob<ProcessDocumentPayload>): Promise<void> {
    await this.health.failed(organizationId, payload.contextSourceId, error);
  }

  private async read({ payload, signal, progress }: Context): Promise<ParsedDocument> {
    try {
      progress(10, 'Fetching the document');
      const response = await this.fetcher.fetch(payload.fileUrl, { signal });
      const refusal = refusalOf(response);
      if (refusal) throw refusal;
      progress(40, 'Reading its text');
      if (payload.mimeType === 'application/pdf') return await this.parser.parsePdf(response.body, { signal });
      return await this.parser.parseText(response.body, response.headers.get('content-type') ?? null, { signal });
    } catch (error) {
      throw toFailure(error);
    }
  }
}
