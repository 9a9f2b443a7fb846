import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsEnum, IsIn, IsString, Length } from 'class-validator';
import { JobType, Platform } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';

const MAX_ID_LENGTH = 64;

/** More than an account publishes in years. */
const MAX_POSTS = 1_000;

const SYNC_TYPES = ['FULL', 'INCREMENTAL'] as const;
export type SyncType = (typeof SYNC_TYPES)[number];

/** Whose posts to read, and how many of them. */
export class SyncAnalyticsPayload {
  @ApiProperty()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  socialAccountId!: string;

  @ApiProperty({ enum: Platform, enumName: 'Platform', description: "The account's" })
  @IsEnum(Platform)
  platform!: Platform;

  @ApiProperty({
    enum: SYNC_TYPES,
    description:
      'FULL: every post, also those that were found deleted. INCREMENTAL: posts of the last 3 days, those of the last 30 days once a day, older ones once a week',
  })
  @IsIn(SYNC_TYPES)
  syncType!: SyncType;

  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: MAX_POSTS,
    description: 'Ids of content variations: only what was published of these, all of it. Absent: what was published',
  })
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_POSTS)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, MAX_ID_LENGTH, { each: true })
  postIds?: string[];

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  organizationId?: string;
}

/** What the posts that were read brought so far, all of them together; null: the platform does not tell. */
export class SyncedMetrics {
  @ApiProperty({ type: Number, nullable: true })
  totalImpressions!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  totalEngagements!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Engagements ÷ impressions, 0…1, over the posts of which both are told; null without impressions',
  })
  avgEngagementRate!: number | null;
}

/** What a sync would read, by a dry run. */
export class SyncAnalyticsPlan {
  @ApiProperty({ description: 'Posts whose figures would be read' })
  posts!: number;
}

/** What was read, over all attempts of the job. */
export class SyncAnalyticsResult {
  @ApiProperty({ description: 'Posts whose figures were read; deleted ones are not counted' })
  postsUpdated!: number;

  @ApiProperty({ type: SyncedMetrics })
  metrics!: SyncedMetrics;

  @ApiProperty({ description: "How many of the brand's learnings hold by what is known now, new or as before" })
  learningsGenerated!: number;

  @ApiProperty({ description: 'Whether it had to wait for a limit of the platform' })
  rateLimited!: boolean;

  @ApiProperty({ description: 'Milliseconds that the last attempt took' })
  syncDurationMs!: number;

  @ApiPropertyOptional({ type: SyncAnalyticsPlan, description: 'After a dry run only' })
  plan?: SyncAnalyticsPlan;
}

/** `SYNC_ANALYTICS`: reads what an account's posts brought, and learns from it. */
export const syncAnalytics = defineJob({
  type: JobType.SYNC_ANALYTICS,
  queue: 'analytics-sync',
  payload: SyncAnalyticsPayload,
  result: SyncAnalyticsResult,
  timeLimitMs: 3 * 60_000,
  summary: "Reads what an account's posts brought, and learns from it",
  example: { socialAccountId: 'account_demo', platform: Platform.TWITTER, syncType: 'INCREMENTAL' },
  references: ({ socialAccountId, platform, postIds = [] }) => [
    { resource: 'socialAccount', id: socialAccountId, platform },
    ...postIds.map((id) => ({ resource: 'contentVariation', id })),
  ],
});
