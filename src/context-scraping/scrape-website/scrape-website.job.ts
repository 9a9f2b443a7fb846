import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Length, Max, MaxLength, Min } from 'class-validator';
import { ContextSourceType, JobType } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { SyncResult } from '../sync.result.js';

/** Which website to read, for which source. */
export class ScrapeWebsitePayload {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  contextSourceId!: string;

  @ApiProperty()
  @IsString()
  @Length(1, 64)
  brandId!: string;

  @ApiProperty({ format: 'uri', maxLength: 2048 })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  url!: string;

  @ApiProperty({ enum: [ContextSourceType.WEBSITE] })
  @IsIn([ContextSourceType.WEBSITE])
  sourceType!: typeof ContextSourceType.WEBSITE;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 20, description: 'How many pages to keep at most' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  maxItems?: number;

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  organizationId?: string;
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
