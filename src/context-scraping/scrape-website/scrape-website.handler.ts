import { Injectable } from '@nestjs/common';
import { PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import type { FailedJob, JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { canonicalUrl, isSameSite } from '../canonical-url.js';
import { contentHash } from '../content-hash.js';
import { ContextItemsRepository } from '../context-items.repository.js';
import { ContextPagesRepository, type KnownPage } from '../context-pages.repository.js';
import { ContextSourcesRepository } from '../context-sources.repository.js';
import { itemFailure, toFailure } from '../fetch-failure.js';
import { DocumentParser } from '../parsing/document-parser.js';
import { MAX_BYTES } from '../parsing/parsing-limits.js';
import type { Article } from '../parsing/parsed.js';
import { PoliteFetcher, refusalOf, validatorsOf } from '../polite-fetcher.js';
import { ALLOWS_NOTHING, type Robots } from '../robots/robots.js';
import { RobotsFiles } from '../robots/robots-files.js';
import { findSource } from '../scraped-source.js';
import { SourceHealth } from '../source-health.js';
import { SyncResult } from '../sync.result.js';
import { SyncTally } from '../sync-tally.js';
import { Crawl, type Visit } from './crawl.js';
import type { scrapeWebsite, ScrapeWebsitePayload } from './scrape-website.job.js';
import { SitemapReader } from './sitemap-reader.js';
import type { Sync } from './sync.js';

/** Reading stops this long after it began, so that what was read is told before the job's limit of two minutes. */
const READING_MS = 105_000;

const DEFAULT_MAX_ITEMS = 20;

/** What the parser takes of a page. */
const PAGE_BYTES = MAX_BYTES.page;

/** Pages without a text worth keeping are visited, too: at most this many for each item that is wanted. */
const VISITS_PER_ITEM = 5;

/** Reads a site's pages, within its robots.txt, and keeps those that are new or have changed. */
@Injectable()
export class ScrapeWebsiteHandler implements JobHandler<typeof scrapeWebsite> {
  constructor(
    private readonly sources: ContextSourcesRepository,
    private readonly pages: ContextPagesRepository,
    private readonly items: ContextItemsRepository,
    private readonly fetcher: PoliteFetcher,
    private readonly parser: DocumentParser,
    private readonly robots: RobotsFiles,
    private readonly sitemaps: SitemapReader,
    private readonly health: SourceHealth,
  ) {}

  async handle(context: JobContext<ScrapeWebsitePayload>): Promise<SyncResult> {
    const { organizationId, payload } = context;
    const startedAt = new Date();
    const source = await findSource(this.sources, organizationId, payload);
    const start = canonicalUrl(payload.url);
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(READING_MS)]);
    const robots = await this.readRobots(start, context.signal);
    const sync: Sync = { context, source, robots, crawl: new Crawl(start), tally: new SyncTally(), signal };
    try {
      await this.readSite(sync, start);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!signal.aborted) throw toFailure(error);
      sync.tally.truncated = true;
    }
    const { tally } = sync;
    if (tally.failed) throw new TransientJobError(tally.firstError!, { code: 'SITE_UNREADABLE' });
    if (!context.dryRun)
      await this.health.worked(organizationId, source.id, tally.truncated ? (source.resumeFrom ?? startedAt) : null);
    return tally.result;
  }

  async failed({ organizationId, payload, error }: FailedJob<ScrapeWebsitePayload>): Promise<void> {
    await this.health.failed(organizationId, payload.contextSourceId, error);
  }

  /** @throws {PermanentJobError | TransientJobError} where the start page may not be read, or nobody can tell */
  private async readRobots(start: string, signal: AbortSignal): Promise<Robots> {
    const url = new URL(start);
    const robots = await this.robots.of(url, signal).catch((error: unknown) => {
      throw toFailure(error);
    });
    if (robots === ALLOWS_NOTHING) {
      throw new TransientJobError(`robots.txt of ${url.host} cannot be read, so none of its pages may be`, {
        code: 'ROBOTS_UNREACHABLE',
      });
    }
    if (!robots.allows(url)) {
      throw new PermanentJobError(`robots.txt of ${url.host} does not allow this page to be read`, {
        code: 'ROBOTS_DISALLOWED',
      });
    }
    return robots;
  }

  private async readSite(sync: Sync, start: string): Promise<void> {
    const { crawl, tally, context } = sync;
    const wanted = context.payload.maxItems ?? DEFAULT_MAX_ITEMS;
    await this.fetchPage(sync, crawl.next()!);
    crawl.add(await this.sitemaps.pagesOf(start, sync), 0);
    for (let visits = 1; tally.kept < wanted && visits < wanted * VISITS_PER_ITEM && !crawl.isDone; visits += 1) {
      await this.readPage(sync, crawl.next()!);
      context.progress(Math.min(95, (100 * tally.kept) / wanted), `Read ${visits + 1} pages`);
    }
  }

  /** Reads one page; what is wrong with it alone is counted (the start page's trouble is the site's). */
  private async readPage(sync: Sync, visit: Visit): Promise<void> {
    const { tally, robots, signal } = sync;
    signal.throwIfAborted();
    if (!robots.allows(new URL(visit.url))) return;
    try {
      await this.fetchPage(sync, visit);
    } catch (error) {
      signal.throwIfAborted();
      const sentence = itemFailure(error);
      if (sentence === undefined) throw error;
      tally.missed(visit.url, sentence);
    }
  }

  private async fetchPage(sync: Sync, { url, depth }: Visit): Promise<void> {
    const { source, crawl, tally, signal, robots } = sync;
    const before = await this.pages.find(source.id, url);
    if (before && source.resumeFrom && before.fetchedAt >= source.resumeFrom)
      return this.keepAsItWas(sync, before, depth);
    const response = await this.fetcher.fetch(url, {
      signal,
      known: before,
      crawlDelayMs: robots.crawlDelayMs,
      bodyBytes: PAGE_BYTES,
      mayFollow: (location) => isSameSite(location, url) && robots.allows(new URL(location)),
    });
    if (response.status === 304 && before) {
      if (!sync.context.dryRun) await this.pages.touch(source.id, url);
      return this.keepAsItWas(sync, before, depth);
    }
    const refusal = refusalOf(response);
    if (refusal) throw refusal;
    if (response.location) return this.skip(sync, url, 'It leads where this site’s pages are not read');
    if (canonicalUrl(response.url) !== url && !crawl.mark(response.url)) return;
    const contentType = response.headers.get('content-type') ?? null;
    if (contentType && !/html|xml/i.test(contentType))
      return this.skip(sync, url, `It is ${contentType.split(';')[0]}, not a page`);

    const page = await this.parser.parsePage(response.body, { contentType, url: response.url }, { signal });
    const links = page.nofollow ? [] : page.links.filter((link) => isSameSite(link, url));
    crawl.add(links, depth + 1);
    const skipped = page.noindex
      ? 'The page asks not to be indexed'
      : 'skipped' in page.article
        ? page.article.skipped
        : null;
    if (!sync.context.dryRun) {
      await this.pages.remember({ contextSourceId: source.id, url, ...validatorsOf(response), links, skipped });
    }
    if (skipped !== null || 'skipped' in page.article) return tally.saw('skipped');
    const own = page.canonicalUrl && isSameSite(page.canonicalUrl, url) ? page.canonicalUrl : response.url;
    await this.keep(sync, canonicalUrl(own), page.article);
  }

  private async keep({ tally, source, crawl, context }: Sync, url: string, article: Article): Promise<void> {
    crawl.mark(url);
    const { title, content, summary, author, language, keywords, publishedAt } = article;
    const seen = { title, content, summary, author };
    const fields = { ...seen, identity: url, contentHash: contentHash(seen), url, language, keywords, publishedAt };
    tally.saw(context.dryRun ? 'skipped' : (await this.items.save(source, fields)).seen);
  }

  private keepAsItWas({ crawl, tally }: Sync, before: KnownPage, depth: number): void {
    crawl.add(before.links, depth + 1);
    tally.saw(before.skipped === null ? 'unchanged' : 'skipped');
  }

  private async skip({ source, tally, context }: Sync, url: string, skipped: string): Promise<void> {
    if (!context.dryRun) {
      await this.pages.remember({
        contextSourceId: source.id,
        url,
        etag: null,
        lastModified: null,
        links: [],
        skipped,
      });
    }
    tally.saw('skipped');
  }
}
