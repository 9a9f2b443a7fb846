import type { JobContext } from '../../core/queue/job-handler.js';
import type { Robots } from '../robots/robots.js';
import type { ScrapedSource } from '../scraped-source.js';
import type { SyncTally } from '../sync-tally.js';
import type { Crawl } from './crawl.js';
import type { ScrapeWebsitePayload } from './scrape-website.job.js';

/** One sync under way. */
export interface Sync {
  context: JobContext<ScrapeWebsitePayload>;
  source: ScrapedSource;
  robots: Robots;
  crawl: Crawl;
  tally: SyncTally;
  /** Aborts when reading has to stop. */
  signal: AbortSignal;
}
