import type { JobContract } from '../core/queue/define-job.js';
import type { QueueDefinition } from '../core/queue/define-queue.js';

/** The feature's queue. */
export const contextScrapingQueue: QueueDefinition = {
  name: 'context-scraping',
  concurrency: (config) => config.CONTEXT_SCRAPING_CONCURRENCY,
};

/** The feature's job types; each has a folder beside this file and a handler in the worker module. */
export const contextScrapingJobs = [] as const satisfies readonly JobContract[];
