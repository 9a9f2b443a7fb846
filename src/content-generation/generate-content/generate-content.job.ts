import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsEnum, IsString, Length, Matches } from 'class-validator';
import { ContentType, JobType, Platform } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';
import { ModelUse } from '../model-use.result.js';

const MAX_ID_LENGTH = 64;

/** What to write, for whom and where. */
export class GenerateContentPayload {
  @ApiProperty({ description: 'The brand that speaks' })
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  brandId!: string;

  @ApiProperty({ minLength: 1, maxLength: 500, description: 'What the posts are about' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: 'topic must not be blank' })
  topic!: string;

  @ApiProperty({ enum: Platform, isArray: true, minItems: 1, maxItems: 4, uniqueItems: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsEnum(Platform, { each: true })
  platforms!: Platform[];

  @ApiPropertyOptional({ maxLength: 100, description: 'How it should sound this time; the brand voice otherwise' })
  @Optional()
  @IsString()
  @Length(1, 100)
  tone?: string;

  @ApiPropertyOptional({ enum: ContentType, default: ContentType.POST })
  @Optional()
  @IsEnum(ContentType)
  contentType?: ContentType;

  @ApiPropertyOptional({
    type: [String],
    maxItems: 20,
    uniqueItems: true,
    description: 'Scraped pages, entries or documents of the brand to write from',
  })
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, MAX_ID_LENGTH, { each: true })
  contextItemIds?: string[];

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  organizationId?: string;
}

/** One platform's text. */
export class GeneratedVariation {
  @ApiProperty({ enum: Platform })
  platform!: Platform;

  @ApiProperty()
  variationId!: string;

  @ApiProperty({ description: 'The whole text; of a thread, all its posts' })
  content!: string;

  @ApiPropertyOptional({ type: [String], description: 'The posts of a thread on X, each within 280' })
  posts?: string[];

  @ApiProperty({ description: 'As the platform counts (X: weighted, a thread: its posts together)' })
  characterCount!: number;
}

/** What a dry run found out without asking the model. */
export class GenerateContentPlan {
  @ApiProperty({ enum: Platform, isArray: true })
  platforms!: Platform[];

  @ApiProperty({ description: 'Length of the prompt that would be sent' })
  promptCharacters!: number;

  @ApiProperty({ description: 'How many context items it quotes' })
  contextItems!: number;
}

/** The saved content item and what writing it took. */
export class GenerateContentResult extends ModelUse {
  @ApiProperty({ type: String, nullable: true, description: 'null after a dry run: nothing was saved' })
  contentItemId!: string | null;

  @ApiProperty({ type: [GeneratedVariation], description: 'In the order of the payload; none after a dry run' })
  variations!: GeneratedVariation[];

  @ApiPropertyOptional({ type: GenerateContentPlan, description: 'After a dry run only: what would have been asked' })
  plan?: GenerateContentPlan;
}

/** `GENERATE_CONTENT`: one variation a platform, in the brand's voice and within every platform's rules. */
export const generateContent = defineJob({
  type: JobType.GENERATE_CONTENT,
  queue: 'content-generation',
  payload: GenerateContentPayload,
  result: GenerateContentResult,
  timeLimitMs: 5 * 60_000,
  summary: 'Writes a post for each platform in the voice of the brand',
  example: {
    brandId: 'brand_demo',
    topic: 'Why we bake our sourdough for 36 hours',
    platforms: [Platform.TWITTER, Platform.LINKEDIN],
    tone: 'warm and curious',
    contentType: ContentType.POST,
  },
  references: ({ brandId, contextItemIds }) => [
    { resource: 'brand', id: brandId },
    ...(contextItemIds ?? []).map((id) => ({ resource: 'contextItem', id })),
  ],
});
