import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { LearningKind, LearningStatus, Platform } from '../core/database/enums.js';
import type { Learning } from './learnings.repository.js';

/** What a brand's figures say, with how sure that is. */
@ApiSchema({ name: 'Learning' })
export class LearningBody {
  @ApiProperty() id!: string;
  @ApiProperty() brandId!: string;
  @ApiProperty({ enum: Platform, enumName: 'Platform' }) platform!: Platform;
  @ApiProperty({ enum: LearningKind, enumName: 'LearningKind' }) kind!: LearningKind;
  @ApiProperty({ description: 'A sentence for a person; hours and weekdays are UTC' }) insight!: string;
  @ApiProperty({
    description: "Ratio of the geometric means of the engagement rates to that of the platform's other posts",
  })
  effect!: number;
  @ApiProperty({ type: [Number], description: '[low, high]: 95 % interval of the effect' }) interval!: [number, number];
  @ApiProperty({ description: 'Posts that it is about' }) sampleSize!: number;
  @ApiProperty({ description: 'Posts that they were compared with' }) baselineSize!: number;
  @ApiProperty({ description: 'Of a two-sided permutation test, by itself' }) pValue!: number;
  @ApiProperty({
    enum: LearningStatus,
    enumName: 'LearningStatus',
    description: 'Only ACTIVE ones, which hold up beside all that was asked, are used to write; RETIRED ones did once',
  })
  status!: LearningStatus;
  @ApiProperty() validFrom!: Date;
  @ApiProperty({ description: 'Each sync that confirms it puts this off' }) expiresAt!: Date;

  static of(learning: Learning): LearningBody {
    const { id, brandId, platform, kind, insight, effect, low, high, sampleSize, baselineSize, pValue } = learning;
    const { validFrom, expiresAt } = learning;
    const hasExpired = learning.status === LearningStatus.ACTIVE && expiresAt.getTime() <= Date.now();
    const status = hasExpired ? LearningStatus.RETIRED : learning.status;
    const evidence = { effect, interval: [low, high] as [number, number], sampleSize, baselineSize, pValue };
    return { id, brandId, platform, kind, insight, ...evidence, status, validFrom, expiresAt };
  }
}

/** A page of learnings, newest first. */
export class LearningPage {
  @ApiProperty({ type: [LearningBody] }) learnings!: LearningBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Whether it may be used. */
export class UpdateLearning {
  @ApiProperty({ description: 'false: never used, whatever later syncs find' })
  @IsBoolean()
  enabled!: boolean;
}
