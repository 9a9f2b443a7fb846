import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsOptional, IsString, IsUrl, Length, Matches, MaxLength } from 'class-validator';
import { Optional } from '../core/validation/decorators.js';

/** Lower-case words joined by hyphens. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export class CreateBrand {
  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name!: string;

  @ApiPropertyOptional({
    maxLength: 80,
    pattern: SLUG.source,
    description: 'Unique in the organization; made from the name if absent',
  })
  @Optional()
  @IsString()
  @MaxLength(80)
  @Matches(SLUG, { message: 'slug must be lower-case letters and digits, in words joined by hyphens' })
  slug?: string;

  @ApiPropertyOptional({ type: String, format: 'uri', maxLength: 2048, nullable: true })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  website?: string | null;

  @ApiPropertyOptional({ type: String, maxLength: 200, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  industry?: string | null;
}

/** What is absent stays as it is; null empties `website` and `industry`. */
export class UpdateBrand extends PartialType(CreateBrand, { skipNullProperties: false }) {}

export class BrandBody {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  slug!: string;

  @ApiProperty({ type: String, nullable: true })
  website!: string | null;

  @ApiProperty({ type: String, nullable: true })
  industry!: string | null;

  @ApiProperty()
  createdAt!: Date;

  @ApiProperty()
  updatedAt!: Date;
}

export class BrandPage {
  @ApiProperty({ type: [BrandBody] })
  brands!: BrandBody[];

  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last one' })
  nextCursor!: string | null;
}
