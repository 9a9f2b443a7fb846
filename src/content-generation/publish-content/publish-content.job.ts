import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEnum, IsString, Length } from 'class-validator';
import { JobType, Platform } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';
import { IsInstant } from '../../core/validation/instant.js';

const MAX_ID_LENGTH = 64;

/** Which text to publish, and to which account. */
export class PublishContentPayload {
  @ApiProperty()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  contentVariationId!: string;

  @ApiProperty({ description: 'An account of the same brand on the platform of the variation' })
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  socialAccountId!: string;

  @ApiProperty({ enum: Platform })
  @IsEnum(Platform)
  platform!: Platform;

  @ApiPropertyOptional({ format: 'date-time', description: 'With a zone; it becomes the job’s runAt' })
  @Optional()
  @IsInstant()
  scheduledFor?: string;

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  organizationId?: string;
}

/** What a dry run would have sent. */
export class PublishContentPlan {
  @ApiProperty({ enum: Platform })
  platform!: Platform;

  @ApiProperty({ description: 'How many posts; more than one is a thread' })
  posts!: number;

  @ApiProperty({ description: 'How many images' })
  images!: number;
}

/** The post that is out; of a thread, its first. */
export class PublishContentResult {
  @ApiProperty({ type: String, nullable: true, description: 'null after a dry run: nothing was sent' })
  postId!: string | null;

  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When the call that published it began; null after a dry run',
  })
  publishedAt!: Date | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null where the platform did not tell, and after a dry run',
  })
  permalink!: string | null;

  @ApiPropertyOptional({ type: PublishContentPlan, description: 'After a dry run only' })
  plan?: PublishContentPlan;
}

/** `PUBLISH_CONTENT`: an approved text goes out on an account, once. */
export const publishContent = defineJob({
  type: JobType.PUBLISH_CONTENT,
  queue: 'content-generation',
  payload: PublishContentPayload,
  result: PublishContentResult,
  timeLimitMs: 2 * 60_000,
  summary: 'Publishes an approved text on an account of its brand, never twice',
  example: {
    contentVariationId: 'variation_demo',
    socialAccountId: 'account_demo',
    platform: Platform.TWITTER,
  },
  references: ({ contentVariationId, socialAccountId, platform }) => [
    { resource: 'contentVariation', id: contentVariationId, platform },
    { resource: 'socialAccount', id: socialAccountId, platform },
  ],
  runAt: ({ scheduledFor }) => (scheduledFor === undefined ? null : { field: 'scheduledFor', at: scheduledFor }),
});
