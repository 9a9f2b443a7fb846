import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import {
  IsEnum,
  IsIn,
  IsInt,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { ContextSourceStatus, ContextSourceType } from '../core/database/enums.js';
import { PageQuery } from '../core/http/page.js';
import { Optional } from '../core/validation/decorators.js';
import { documentTypes } from './process-document/process-document.job.js';

/** The most items that one sync of a feed may bring; of a website, see its job (`scrape-website.job.ts`). */
const MAX_ITEMS = 1_000;

const ofDocument = () =>
  ValidateIf(
    ({ type, fileName, mimeType }: CreateContextSource) =>
      type === 'DOCUMENT' || fileName !== undefined || mimeType !== undefined,
  );

/** Where context is to come from. Creating it reads nothing yet. */
export class CreateContextSource {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  brandId!: string;

  @ApiProperty({ enum: ContextSourceType, enumName: 'ContextSourceType' })
  @IsEnum(ContextSourceType)
  type!: ContextSourceType;

  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name!: string;

  @ApiProperty({ format: 'uri', maxLength: 2048, description: 'Unique in the brand' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  url!: string;

  @ApiPropertyOptional({ maxLength: 255, description: 'Of a DOCUMENT' })
  @ofDocument()
  @IsString()
  @Length(1, 255)
  fileName?: string;

  @ApiPropertyOptional({ enum: documentTypes, description: 'Of a DOCUMENT' })
  @ofDocument()
  @IsIn(documentTypes)
  mimeType?: (typeof documentTypes)[number];

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_ITEMS, description: 'How many items a sync brings at most' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_ITEMS)
  maxItems?: number;
}

/** What is absent stays as it is. */
export class UpdateContextSource extends PartialType(OmitType(CreateContextSource, ['brandId', 'type'] as const), {
  skipNullProperties: false,
}) {}

/** A source as the API answers it. */
@ApiSchema({ name: 'ContextSource' })
export class ContextSourceBody {
  @ApiProperty() id!: string;
  @ApiProperty() brandId!: string;
  @ApiProperty({ enum: ContextSourceType, enumName: 'ContextSourceType' }) type!: ContextSourceType;
  @ApiProperty() name!: string;
  @ApiProperty() url!: string;
  @ApiProperty({ type: String, nullable: true }) fileName!: string | null;
  @ApiProperty({ type: String, nullable: true }) mimeType!: string | null;
  @ApiProperty({ type: Number, nullable: true }) maxItems!: number | null;
  @ApiProperty({ enum: ContextSourceStatus, enumName: 'ContextSourceStatus' }) status!: ContextSourceStatus;
  @ApiProperty() consecutiveFailures!: number;
  @ApiProperty({ type: Date, nullable: true }) lastSyncAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) nextSyncAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
}

/** A page of sources, newest first. */
export class ContextSourcePage {
  @ApiProperty({ type: [ContextSourceBody] }) contextSources!: ContextSourceBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Which sources to list. */
export class ContextSourceQuery extends PageQuery {
  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;
}
