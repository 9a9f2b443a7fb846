import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEnum,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { CtaStyle } from '../core/database/enums.js';

/** All of it goes into every prompt: these bounds keep a full brain below about 30 000 tokens. */
const MAX_TEXT = 2000;
const MAX_ENTRIES = 50;
const MAX_ENTRY = 200;

/** Letters, digits and underscores, as the platforms take them. */
const HASHTAG = /^#?[\p{L}\p{M}\p{N}_]{1,100}$/u;

const Text = (description: string) =>
  applyDecorators(
    ApiPropertyOptional({ type: String, maxLength: MAX_TEXT, default: '', description }),
    IsString(),
    MaxLength(MAX_TEXT),
  );

const Entries = (description: string) =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: MAX_ENTRY },
      maxItems: MAX_ENTRIES,
      default: [],
      description,
    }),
    IsArray(),
    ArrayMaxSize(MAX_ENTRIES),
    IsString({ each: true }),
    Length(1, MAX_ENTRY, { each: true }),
  );

const Hashtags = (description: string) =>
  applyDecorators(
    Entries(description),
    Matches(HASHTAG, { each: true, message: 'must be a hashtag: letters, digits and "_", with or without "#"' }),
  );

/** How a brand speaks; what is absent takes its default. */
export class BrandBrainBody {
  @Text('What the brand is and sells')
  description = '';

  @Text('What it is there for')
  mission = '';

  @Entries('What it stands for')
  values: string[] = [];

  @Text('Whom it speaks to')
  audience = '';

  @Text('How it sounds')
  voiceTone = '';

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 5, default: 3, description: '1 casual … 5 formal' })
  @IsInt()
  @Min(1)
  @Max(5)
  formality = 3;

  @Text('How it writes')
  writingStyle = '';

  @Entries('What every post must name')
  mustMention: string[] = [];

  @Entries('Words that no post may hold')
  doNotMention: string[] = [];

  @ApiPropertyOptional({ type: Boolean, default: true })
  @IsBoolean()
  useEmojis = true;

  @ApiPropertyOptional({ type: Boolean, default: true })
  @IsBoolean()
  useHashtags = true;

  @Hashtags('Used where they fit')
  preferredHashtags: string[] = [];

  @Hashtags('Never used')
  bannedHashtags: string[] = [];

  @ApiPropertyOptional({
    enum: CtaStyle,
    enumName: 'CtaStyle',
    default: CtaStyle.soft,
    description: 'The call to action',
  })
  @IsEnum(CtaStyle)
  ctaStyle: CtaStyle = CtaStyle.soft;

  @Entries('What it wants to be known for')
  keyMessages: string[] = [];
}
