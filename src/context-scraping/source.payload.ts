import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, IsUrl, Length, MaxLength } from 'class-validator';
import { Optional } from '../core/validation/decorators.js';

/** What every job of a source names. */
export class SourcePayload {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  contextSourceId!: string;

  @ApiProperty()
  @IsString()
  @Length(1, 64)
  brandId!: string;

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, 64)
  organizationId?: string;
}

/** What a job names that reads a website or a feed. */
export class SyncPayload extends SourcePayload {
  @ApiProperty({ format: 'uri', maxLength: 2048 })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  url!: string;
}
