import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { JobType } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';
import { Optional } from '../../core/validation/decorators.js';
import { ModelUse } from '../model-use.result.js';

const MAX_ID_LENGTH = 64;

/** Width to height. */
const ASPECT_RATIOS = ['1:1', '16:9', '9:16', '4:3'] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];

/** How an image should look. */
const IMAGE_STYLES = ['realistic', 'artistic', 'minimal', 'branded'] as const;
export type ImageStyle = (typeof IMAGE_STYLES)[number];

/** What to draw, for whom and for which content. */
export class GenerateImagePayload {
  @ApiProperty({ description: 'The brand that it is for' })
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  brandId!: string;

  @ApiProperty({ minLength: 1, maxLength: 1000, description: 'What the image shows' })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'prompt must not be blank' })
  prompt!: string;

  @ApiPropertyOptional({ enum: IMAGE_STYLES, enumName: 'ImageStyle', default: 'branded' })
  @Optional()
  @IsIn(IMAGE_STYLES)
  style?: ImageStyle;

  @ApiPropertyOptional({
    enum: ASPECT_RATIOS,
    enumName: 'AspectRatio',
    default: '1:1',
    description: 'Instagram takes 4:5 to 1.91:1',
  })
  @Optional()
  @IsIn(ASPECT_RATIOS)
  aspectRatio?: AspectRatio;

  @ApiPropertyOptional({
    description:
      'An item of the brand, DRAFT or APPROVED: its variations without an image get this one, and it is DRAFT again',
  })
  @Optional()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  contentItemId?: string;

  @ApiPropertyOptional({ description: "The token's organization, if given" })
  @Optional()
  @IsString()
  @Length(1, MAX_ID_LENGTH)
  organizationId?: string;
}

/** What a dry run found out without asking the model. */
export class GenerateImagePlan {
  @ApiProperty({ description: 'The size that would be asked for' })
  size!: string;

  @ApiProperty({ description: 'Length of the prompt that would be sent' })
  promptCharacters!: number;

  @ApiProperty({ description: 'How many variations would get the image' })
  variations!: number;
}

/** The stored image and what drawing it took. */
export class GenerateImageResult extends ModelUse {
  @ApiProperty({ type: String, nullable: true, description: 'A JPEG, public; null after a dry run' })
  imageUrl!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'A JPEG of at most 400 × 400; null after a dry run' })
  thumbnailUrl!: string | null;

  @ApiProperty({ description: 'Pixels' })
  width!: number;

  @ApiProperty({ description: 'Pixels' })
  height!: number;

  @ApiProperty({
    type: [String],
    description: 'The variations that got it; none when the item has changed meanwhile so that nothing may be added',
  })
  variationIds!: string[];

  @ApiPropertyOptional({ type: GenerateImagePlan, description: 'After a dry run only: what would have been asked' })
  plan?: GenerateImagePlan;
}

/** `GENERATE_IMAGE`: an image in the brand's look, for the posts of a content item if one is named. */
export const generateImage = defineJob({
  type: JobType.GENERATE_IMAGE,
  queue: 'content-generation',
  payload: GenerateImagePayload,
  result: GenerateImageResult,
  timeLimitMs: 5 * 60_000,
  summary: 'Draws an image in the look of the brand',
  example: {
    brandId: 'brand_demo',
    prompt: 'A loaf of sourdough on a floured wooden table, morning light',
    style: 'realistic',
    aspectRatio: '1:1',
  },
  references: ({ brandId, contentItemId }) => [
    { resource: 'brand', id: brandId },
    ...(contentItemId === undefined ? [] : [{ resource: 'contentItem', id: contentItemId }]),
  ],
});
