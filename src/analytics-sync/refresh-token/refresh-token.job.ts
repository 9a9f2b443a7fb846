import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEnum, IsString, Length } from 'class-validator';
import { JobType, Platform } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';

/** Whose tokens to refresh. */
export class RefreshTokenPayload {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  socialAccountId!: string;

  @ApiProperty({ enum: Platform, enumName: 'Platform', description: "The account's" })
  @IsEnum(Platform)
  platform!: Platform;

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, 64)
  organizationId?: string;
}

/** How the account stands now. A dry run has asked nothing: it says what a refresh could do. */
export class RefreshTokenResult {
  @ApiProperty({ description: 'Whether it has new tokens, also where another job has just got them' })
  success!: boolean;

  @ApiProperty({ type: Date, nullable: true, description: 'When the access token ends; null where it does not' })
  expiresAt!: Date | null;

  @ApiProperty({ description: 'It works until expiresAt and cannot be refreshed: somebody must connect it again' })
  requiresReauth!: boolean;
}

/** `REFRESH_TOKEN`: gets an account new tokens before its old ones end. */
export const refreshToken = defineJob({
  type: JobType.REFRESH_TOKEN,
  queue: 'analytics-sync',
  payload: RefreshTokenPayload,
  result: RefreshTokenResult,
  timeLimitMs: 60_000,
  summary: 'Gets an account new tokens before its old ones end',
  example: { socialAccountId: 'account_demo', platform: Platform.TWITTER },
  references: ({ socialAccountId, platform }) => [{ resource: 'socialAccount', id: socialAccountId, platform }],
});
