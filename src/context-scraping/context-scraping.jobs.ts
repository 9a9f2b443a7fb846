import type { QueueDefinition } from '../core/queue/define-queue.js';
import { processDocument } from './process-document/process-document.job.js';
import { scrapeWebsite } from './scrape-website/scrape-website.job.js';
import { syncRss } from './sync-rss/sync-rss.job.js';

/** The feature's queue. */
export const contextScrapingQueue: QueueDefinition = {
  name: 'context-scraping',
  concurrency: (config) => config.CONTEXT_SCRAPING_CONCURRENCY,
};

/** The feature's job types; each has a folder beside this file and a handler in the worker module. */
export const contextScrapingJobs = [scrapeWebsite, syncRss, processDocument] as const;
