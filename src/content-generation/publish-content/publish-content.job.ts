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

  @ApiProperty({ description: 'An account on the platform of the variation' })
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  socialAccountId!: string;

  @ApiProperty({ enum: Platform })
  @IsEnum(Platform)
  platform!: Platform;

  @ApiPropertyOptional({ format: 'date-time', description: 'With a zone; becomes runAt' })
  @Optional()
  @IsInstant()
  scheduledFor?: string;

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  organizationId?: string;
}

/** The post that is out. */
export class PublishContentResult {
  @ApiProperty()
  postId!: string;

  @ApiProperty()
  publishedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null where the platform did not tell' })
  permalink!: string | null;
}

/** `PUBLISH_CONTENT`: publishes an approved text to an account. */
export const publishContent = defineJob({
  type: JobType.PUBLISH_CONTENT,
  queue: 'content-generation',
  payload: PublishContentPayload,
  result: PublishContentResult,
  timeLimitMs: 120_000,
  summary: 'Publishes an approved text to an account',
  example: {
    contentVariationId: 'variation_demo',
    socialAccountId: 'account_demo',
    platform: Platform.TWITTER,
  },
  references: ({ contentVariationId, socialAccountId }) => [
    { resource: 'contentVariation', id: contentVariationId },
    { resource: 'socialAccount', id: socialAccountId },
  ],
});
