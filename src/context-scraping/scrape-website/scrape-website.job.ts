import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { ContextSourceType, JobType } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';
import { SyncPayload } from '../source.payload.js';
import { SyncResult } from '../sync.result.js';

/** The most pages that one reading of a website keeps. */
export const MAX_PAGES = 200;

/** Which website to read, for which source. */
export class ScrapeWebsitePayload extends SyncPayload {
  @ApiProperty({ enum: [ContextSourceType.WEBSITE] })
  @IsIn([ContextSourceType.WEBSITE])
  sourceType!: typeof ContextSourceType.WEBSITE;

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_PAGES, default: 20, description: 'How many pages to keep at most' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_PAGES)
  maxItems?: number;
}

/** `SCRAPE_WEBSITE`: reads the pages of a website, politely, and keeps what changed. */
export const scrapeWebsite = defineJob({
  type: JobType.SCRAPE_WEBSITE,
  queue: 'context-scraping',
  payload: ScrapeWebsitePayload,
  result: SyncResult,
  timeLimitMs: 2 * 60_000,
  summary: 'Reads the pages of a website, politely, and keeps what changed',
  example: {
    contextSourceId: 'source_demo',
    brandId: 'brand_demo',
    url: 'https://example.com',
    sourceType: ContextSourceType.WEBSITE,
  },
  references: ({ contextSourceId, brandId }) => [
    { resource: 'brand', id: brandId },
    { resource: 'contextSource', id: contextSourceId },
  ],
});
