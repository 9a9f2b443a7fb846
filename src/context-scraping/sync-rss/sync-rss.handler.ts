import { Injectable } from '@nestjs/common';
import { PermanentJobError } from '../../core/queue/job-errors.js';
import type { FailedJob, JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { canonicalUrl } from '../canonical-url.js';
import { contentHash } from '../content-hash.js';
import { ContextItemsRepository } from '../context-items.repository.js';
import { ContextPagesRepository } from '../context-pages.repository.js';
import { ContextSourcesRepository } from '../context-sources.repository.js';
import { toFailure } from '../fetch-failure.js';
import { DocumentParser } from '../parsing/document-parser.js';
import type { FeedItem, ParsedFeed } from '../parsing/parsed.js';
import { ParsingError } from '../parsing/parsing-error.js';
import { PoliteFetcher, refusalOf, validatorsOf } from '../polite-fetcher.js';
import { SourceHealth } from '../source-health.js';
import { findSource, type ScrapedSource } from '../scraped-source.js';
import { SyncResult } from '../sync.result.js';
import { SyncTally } from '../sync-tally.js';
import type { syncRss, SyncRssPayload } from './sync-rss.job.js';

type Context = JobContext<SyncRssPayload>;

/** Reads a feed, or the feed that a page names, and keeps the entries that are new or have changed. */
@Injectable()
export class SyncRssHandler implements JobHandler<typeof syncRss> {
  constructor(
    private readonly sources: ContextSourcesRepository,
    private readonly pages: ContextPagesRepository,
    private readonly items: ContextItemsRepository,
    private readonly fetcher: PoliteFetcher,
    private readonly parser: DocumentParser,
    private readonly health: SourceHealth,
  ) {}

  async handle(context: Context): Promise<SyncResult> {
    const { organizationId, payload, dryRun } = context;
    const source = await findSource(this.sources, organizationId, payload);
    const tally = new SyncTally();
    const feed = await this.readFeed(payload.url, source, context);
    context.progress(50, feed ? `Read ${feed.items.length} entries` : 'The feed has not changed');
    for (const item of feed?.items ?? []) {
      context.signal.throwIfAborted();
      const fields = toFields(item);
      if (!fields) tally.saw('skipped');
      else tally.saw(dryRun ? 'skipped' : (await this.items.save(source, fields)).seen);
    }
    if (!dryRun) await this.health.worked(organizationId, source.id);
    return tally.result;
  }

  async failed({ organizationId, payload, error }: FailedJob<SyncRssPayload>): Promise<void> {
    await this.health.failed(organizationId, payload.contextSourceId, error);
  }

  /** @returns null when it has not changed since the last sync */
  private async readFeed(url: string, source: ScrapedSource, context: Context): Promise<ParsedFeed | null> {
    try {
      return await this.fetchFeed(url, source, context, true);
    } catch (error) {
      throw toFailure(error);
    }
  }

  /** @param follow whether a page may stand in for the feed that it names */
  private async fetchFeed(
    url: string,
    source: ScrapedSource,
    context: Context,
    follow: boolean,
  ): Promise<ParsedFeed | null> {
    const { signal, payload, dryRun } = context;
    const known = await this.pages.find(source.id, url);
    const response = await this.fetcher.fetch(url, { signal, known });
    if (response.status === 304) {
      const [named] = known?.links ?? [];
      return named && follow ? this.fetchFeed(named, source, context, false) : null;
    }
    const refusal = refusalOf(response);
    if (refusal) throw refusal;
    const bytes = { contentType: response.headers.get('content-type') ?? null, url: response.url };
    const remember = async (links: string[]): Promise<void> => {
      if (dryRun) return;
      await this.pages.remember({ contextSourceId: source.id, url, ...validatorsOf(response), links, skipped: null });
    };
    try {
      const feed = await this.parser.parseFeed(response.body, bytes, {
        signal,
        ...(payload.maxItems && { maxItems: payload.maxItems }),
      });
      await remember([]);
      return feed;
    } catch (error) {
      if (!(error instanceof ParsingError) || error.code !== 'NOT_A_FEED' || !follow) throw error;
      const { feeds } = await this.parser.parsePage(response.body, bytes, { signal });
      const [named] = feeds;
      if (!named)
        throw new PermanentJobError('There is no feed at the address, and the page there names none', {
          code: 'NOT_A_FEED',
          cause: error,
        });
      await remember([named]);
      return this.fetchFeed(named, source, context, false);
    }
  }
}

/** Null where the entry says nothing. */
function toFields(item: FeedItem) {
  const content = item.content || item.summary || '';
  const title = item.title ?? item.summary?.slice(0, 200) ?? item.url;
  if (!title || (!content && !item.title)) return null;
  const { summary, author, language, keywords } = item;
  const seen = { title, content, summary, author };
  return {
    ...seen,
    identity: item.id,
    contentHash: contentHash(seen),
    url: item.url && canonicalUrl(item.url),
    language,
    keywords,
    publishedAt: item.publishedAt,
  };
}
