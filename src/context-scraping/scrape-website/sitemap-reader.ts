import { Injectable } from '@nestjs/common';
import { ContextPagesRepository } from '../context-pages.repository.js';
import { itemFailure } from '../fetch-failure.js';
import { DocumentParser } from '../parsing/document-parser.js';
import { PoliteFetcher, refusalOf, validatorsOf } from '../polite-fetcher.js';
import type { Sync } from './sync.js';

/** Large sites have thousands of sitemaps: a sync wants a few hundred pages. */
const MAX_SITEMAPS = 5;

/** As many addresses of a sitemap are remembered for when it has not changed. */
const MAX_REMEMBERED = 1_000;

const KINDS = { index: 'It is a sitemap index', urlset: 'It is a sitemap' } as const;

interface Listed {
  isIndex: boolean;
  urls: string[];
}

/** Finds a site's pages in the sitemaps that its robots.txt names, else in /sitemap.xml (sitemaps.org, "Informing crawlers"). */
@Injectable()
export class SitemapReader {
  constructor(
    private readonly pages: ContextPagesRepository,
    private readonly fetcher: PoliteFetcher,
    private readonly parser: DocumentParser,
  ) {}

  /** @returns addresses, as listed; none where there is no sitemap that can be read */
  async pagesOf(start: string, sync: Sync): Promise<string[]> {
    const { sitemaps } = sync.robots;
    const open = sitemaps.length > 0 ? [...sitemaps] : [new URL('/sitemap.xml', start).href];
    const found: string[] = [];
    for (let read = 0; read < MAX_SITEMAPS; read += 1) {
      const url = open.shift();
      if (url === undefined) break;
      const { isIndex, urls } = await this.read(url, sync);
      (isIndex ? open : found).push(...urls);
    }
    return found;
  }

  private async read(url: string, sync: Sync): Promise<Listed> {
    try {
      return await this.fetch(url, sync);
    } catch (error) {
      // A site without a sitemap, or with a broken one, is read by its links.
      if (itemFailure(error) === undefined) throw error;
      return { isIndex: false, urls: [] };
    }
  }

  private async fetch(url: string, { source, robots, signal, context }: Sync): Promise<Listed> {
    const before = await this.pages.find(source.id, url);
    const response = await this.fetcher.fetch(url, { signal, known: before, crawlDelayMs: robots.crawlDelayMs });
    if (response.status === 304 && before) return { isIndex: before.skipped === KINDS.index, urls: before.links };
    const refusal = refusalOf(response);
    if (refusal) throw refusal;
    const contentType = response.headers.get('content-type') ?? null;
    const { kind, entries } = await this.parser.parseSitemap(
      response.body,
      { contentType, url: response.url },
      { signal },
    );
    const urls = entries.map((entry) => entry.url).slice(0, MAX_REMEMBERED);
    if (!context.dryRun) {
      await this.pages.remember({
        contextSourceId: source.id,
        url,
        ...validatorsOf(response),
        links: urls,
        skipped: KINDS[kind],
      });
    }
    return { isIndex: kind === 'index', urls };
  }
}
