import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEnum,
  IsString,
  IsUrl,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ContentStatus, ContentType, Platform, PublicationStatus } from '../core/database/enums.js';
import { PageQuery } from '../core/http/page.js';
import { Optional, OptionalBody } from '../core/validation/decorators.js';
import { IsInstant } from '../core/validation/instant.js';
import { JobView } from '../jobs/job.dto.js';
import { TEXT_RULES } from '../platforms/text-rules.js';
import { metricsOf } from './content-metrics.js';
import { MEDIA_LIMITS } from './content-rules.js';
import type { ContentItem, ContentVariation } from './content.repository.js';

/** The longest text that any platform takes: Facebook's. */
const MAX_TEXT = TEXT_RULES.FACEBOOK.maxCharacters;

/** X names no limit of a thread; a longer one is an article. */
const MAX_POSTS = 25;

const MAX_MEDIA = Math.max(...Object.values(MEDIA_LIMITS));

/** The most publications that one request may ask for. */
const MAX_PAIRS = 20;

/** What is known of a text on an account. */
@ApiSchema({ name: 'Publication' })
export class PublicationBody {
  @ApiProperty() socialAccountId!: string;
  @ApiProperty({
    enum: PublicationStatus,
    enumName: 'PublicationStatus',
    description: 'UNKNOWN: it may be out, and is looked for before it is sent again',
  })
  status!: PublicationStatus;
  @ApiProperty({ type: String, nullable: true, description: 'As the platform names it; of a thread its first post' })
  postId!: string | null;
  @ApiProperty({ type: String, nullable: true }) permalink!: string | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
}

/** What a post brought so far; null where the platform does not tell. */
@ApiSchema({ name: 'PostMetrics' })
export class MetricsBody {
  @ApiProperty({ type: Number, nullable: true }) impressions!: number | null;
  @ApiProperty({ type: Number, nullable: true }) reach!: number | null;
  @ApiProperty({ type: Number, nullable: true }) likes!: number | null;
  @ApiProperty({ type: Number, nullable: true }) comments!: number | null;
  @ApiProperty({ type: Number, nullable: true }) shares!: number | null;
  @ApiProperty({ type: Number, nullable: true }) saves!: number | null;
  @ApiProperty({ type: Number, nullable: true }) clicks!: number | null;
  @ApiProperty({ type: Number, nullable: true }) engagements!: number | null;
  @ApiProperty({ type: Number, nullable: true }) engagementRate!: number | null;
  @ApiProperty({ type: Number, nullable: true }) videoViews!: number | null;
  @ApiProperty() syncedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) deletedAt!: Date | null;
}

/** One platform's text of an item. */
@ApiSchema({ name: 'ContentVariation' })
export class VariationBody {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: Platform, enumName: 'Platform' }) platform!: Platform;
  @ApiProperty({ description: 'The whole text; of a thread, all its posts' }) content!: string;
  @ApiPropertyOptional({ type: [String], description: 'The posts of a thread on X' }) posts?: string[];
  @ApiProperty({ description: 'As the platform counts (X: weighted, a thread: its posts together)' })
  characterCount!: number;
  @ApiProperty({ type: [String], description: 'Without #' }) hashtags!: string[];
  @ApiProperty({ type: [String] }) mediaUrls!: string[];
  @ApiProperty({ type: [PublicationBody] }) publications!: PublicationBody[];
  @ApiProperty({ type: MetricsBody, nullable: true, description: 'null until they are read' })
  metrics!: MetricsBody | null;
}

/** What an item was made by and from. */
@ApiSchema({ name: 'ContentLineage' })
export class LineageBody {
  @ApiProperty() jobId!: string;
  @ApiProperty({ type: [String] }) contextItemIds!: string[];
  @ApiProperty({ type: [String] }) learningIds!: string[];
  @ApiProperty() promptVersion!: string;
  @ApiProperty() model!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Millionths of a US dollar; null: not known' })
  costMicroUsd!: number | null;
}

/** What was written about a topic, a text for each platform. */
@ApiSchema({ name: 'ContentItem' })
export class ContentItemBody {
  @ApiProperty() id!: string;
  @ApiProperty() brandId!: string;
  @ApiProperty() topic!: string;
  @ApiProperty({ enum: ContentType, enumName: 'ContentType' }) contentType!: ContentType;
  @ApiProperty({
    enum: ContentStatus,
    enumName: 'ContentStatus',
    description: 'PUBLISHED: approved, and at least one publication is confirmed',
  })
  status!: ContentStatus;
  @ApiProperty({ type: [VariationBody] }) variations!: VariationBody[];
  @ApiProperty({ type: LineageBody }) lineage!: LineageBody;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;

  static of(item: ContentItem): ContentItemBody {
    const { id, brandId, topic, contentType, status, variations, createdAt, updatedAt } = item;
    const { jobId, contextItemIds, learningIds, promptVersion, model, costMicroUsd } = item;
    const lineage = { jobId, contextItemIds, learningIds, promptVersion, model, costMicroUsd };
    const texts = variations.map(toVariation);
    return { id, brandId, topic, contentType, status, variations: texts, lineage, createdAt, updatedAt };
  }
}

function toVariation({ posts, publications, ...variation }: ContentVariation): VariationBody {
  const { id, platform, content, characterCount, hashtags, mediaUrls } = variation;
  return {
    id,
    platform,
    content,
    ...(posts.length > 0 && { posts }),
    characterCount,
    hashtags,
    mediaUrls,
    publications: publications.map(({ socialAccountId, status, postIds, permalink, publishedAt }) => ({
      socialAccountId,
      status,
      postId: postIds[0] ?? null,
      permalink,
      publishedAt,
    })),
    metrics: metricsOf(publications),
  };
}

/** A page of items, newest first. */
export class ContentPage {
  @ApiProperty({ type: [ContentItemBody] }) content!: ContentItemBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Which items to list. */
export class ContentQuery extends PageQuery {
  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @Length(1, 64)
  brandId?: string;

  @ApiPropertyOptional({ enum: ContentStatus, enumName: 'ContentStatus' })
  @Optional()
  @IsEnum(ContentStatus)
  status?: ContentStatus;

  @ApiPropertyOptional({ description: 'The job that wrote it' })
  @Optional()
  @IsString()
  @Length(1, 64)
  jobId?: string;
}

/** What can be changed of an item itself; its texts are changed by themselves. */
export class UpdateContent {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'topic must not be blank' })
  topic!: string;
}

/** What is to change of a text; what is absent stays as it is. */
export class UpdateVariation {
  @ApiPropertyOptional({ maxLength: MAX_TEXT, description: 'Of every text but a thread on X' })
  @Optional()
  @IsString()
  @MaxLength(MAX_TEXT)
  content?: string;

  @ApiPropertyOptional({ type: [String], maxItems: MAX_POSTS, description: 'Of a thread on X, each within 280' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_POSTS)
  @IsString({ each: true })
  posts?: string[];

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_MEDIA,
    description: 'X takes 4, Facebook and Instagram 10, LinkedIn 20; Instagram needs one, a JPEG, to be approved',
  })
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_MEDIA)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false }, { each: true })
  @MaxLength(2048, { each: true })
  mediaUrls?: string[];
}

/** Why an item is not wanted. */
@OptionalBody()
export class RejectContent {
  @ApiPropertyOptional({ maxLength: 500, description: 'Not kept: nothing reads it yet' })
  @Optional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** A text of the item, and an account of its brand on the same platform. */
export class PublicationPair {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  variationId!: string;

  @ApiProperty()
  @IsString()
  @Length(1, 64)
  socialAccountId!: string;
}

/** What is to be published where, and when. */
export class PublishContent {
  @ApiProperty({ type: [PublicationPair], minItems: 1, maxItems: MAX_PAIRS, uniqueItems: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_PAIRS)
  @ArrayUnique(({ variationId, socialAccountId }: PublicationPair) => JSON.stringify([variationId, socialAccountId]))
  @ValidateNested({ each: true })
  @Type(() => PublicationPair)
  accounts!: PublicationPair[];

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'With a zone, at most a year ahead; a time in the past means now',
  })
  @Optional()
  @IsInstant()
  scheduledFor?: string;
}

/** The jobs that publish, in the order of the request. */
export class PublishAnswer {
  @ApiProperty({ type: [JobView] }) jobs!: JobView[];
}
