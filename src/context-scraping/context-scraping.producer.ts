import { Injectable } from '@nestjs/common';
import type { JobWish } from '../core/queue/job-creator.js';
import type { ContextSource } from './context-sources.repository.js';
import { processDocument } from './process-document/process-document.job.js';
import { MAX_PAGES, scrapeWebsite } from './scrape-website/scrape-website.job.js';
import { syncRss } from './sync-rss/sync-rss.job.js';

/** Makes this feature's jobs, in named verbs. */
@Injectable()
export class ContextScrapingProducer {
  /** The job that reads a source, by its type. */
  sync({ id: contextSourceId, brandId, type, url, fileName, mimeType, maxItems }: ContextSource): JobWish {
    const options = { brandId };
    const most = maxItems && (type === 'WEBSITE' ? Math.min(maxItems, MAX_PAGES) : maxItems);
    const payload = { contextSourceId, brandId, url, ...(most && { maxItems: most }) };
    switch (type) {
      case 'WEBSITE':
        return { contract: scrapeWebsite, payload: { ...payload, sourceType: type }, options };
      case 'RSS':
        return { contract: syncRss, payload: { ...payload, sourceType: type }, options };
      case 'DOCUMENT':
        return {
          contract: processDocument,
          payload: { contextSourceId, brandId, fileUrl: url, fileName, mimeType },
          options,
        };
    }
  }
}
