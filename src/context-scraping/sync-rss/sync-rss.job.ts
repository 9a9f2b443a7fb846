import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { ContextSourceType, JobType } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';
import { SyncPayload } from '../source.payload.js';
import { SyncResult } from '../sync.result.js';

/** Which feed to read, for which source. */
export class SyncRssPayload extends SyncPayload {
  @ApiProperty({ enum: [ContextSourceType.RSS] })
  @IsIn([ContextSourceType.RSS])
  sourceType!: typeof ContextSourceType.RSS;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 1000,
    description: 'How many of the newest entries to keep; all if absent',
  })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  maxItems?: number;
}

/** `SYNC_RSS`: reads a feed and keeps the entries that are new or changed. */
export const syncRss = defineJob({
  type: JobType.SYNC_RSS,
  queue: 'context-scraping',
  payload: SyncRssPayload,
  result: SyncResult,
  timeLimitMs: 2 * 60_000,
  summary: 'Reads a feed and keeps the entries that are new or changed',
  example: {
    contextSourceId: 'source_demo',
    brandId: 'brand_demo',
    url: 'https://example.com/feed.xml',
    sourceType: ContextSourceType.RSS,
  },
  references: ({ contextSourceId, brandId }) => [
    { resource: 'brand', id: brandId },
    { resource: 'contextSource', id: contextSourceId },
  ],
});
