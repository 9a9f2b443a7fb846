import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEnum, IsString, Length, ValidateBy } from 'class-validator';
import { Platform } from '../core/database/enums.js';
import { Optional } from '../core/validation/decorators.js';
import { isInstant } from '../core/validation/instant.js';

/** A day, or a time whose UTC day is meant. */
const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => typeof value === 'string' && (isInstant(value) || isInstant(`${value}T00:00Z`)),
      defaultMessage: () => '$property must be a day such as 2026-11-24, or an ISO 8601 time with a zone',
    },
  });

/** Which days, of what. */
export class AnalyticsQuery {
  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;

  @ApiPropertyOptional({ enum: Platform, enumName: 'Platform' })
  @Optional()
  @IsEnum(Platform)
  platform?: Platform;

  @ApiPropertyOptional({ description: 'The first day (UTC); 29 days before the last if absent' })
  @Optional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ description: 'The last day (UTC); today if absent' })
  @Optional()
  @IsDay()
  to?: string;
}

/** What all of a platform's posts had brought by the end of a day; null where it does not tell. */
export class AnalyticsDay {
  @ApiProperty({ format: 'date', description: 'UTC' }) day!: string;
  @ApiProperty({ enum: Platform, enumName: 'Platform' }) platform!: Platform;
  @ApiProperty({ description: 'Posts whose figures were read by then' }) posts!: number;
  @ApiProperty({ type: Number, nullable: true }) impressions!: number | null;
  @ApiProperty({ type: Number, nullable: true }) reach!: number | null;
  @ApiProperty({ type: Number, nullable: true }) likes!: number | null;
  @ApiProperty({ type: Number, nullable: true }) comments!: number | null;
  @ApiProperty({ type: Number, nullable: true }) shares!: number | null;
  @ApiProperty({ type: Number, nullable: true }) saves!: number | null;
  @ApiProperty({ type: Number, nullable: true }) clicks!: number | null;
  @ApiProperty({ type: Number, nullable: true }) engagements!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Engagements ÷ impressions, 0…1' })
  engagementRate!: number | null;
  @ApiProperty({ type: Number, nullable: true }) videoViews!: number | null;
}

/** Days in order, and of each day the platforms that have posts; what came on a day is its difference to the day before. */
export class AnalyticsAnswer {
  @ApiProperty({ type: [AnalyticsDay] }) days!: AnalyticsDay[];
}
