import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { NotificationKind } from '../core/database/enums.js';
import { PageQuery } from '../core/http/page.js';
import { Optional } from '../core/validation/decorators.js';

export class NotificationQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only unread ones, or only those that were read' })
  @Optional()
  @IsIn(['true', 'false'])
  unread?: 'true' | 'false';
}

@ApiSchema({ name: 'Notification' })
export class NotificationBody {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: NotificationKind, enumName: 'NotificationKind' })
  kind!: NotificationKind;

  @ApiProperty({ description: 'For a person' })
  sentence!: string;

  @ApiProperty({ type: String, nullable: true })
  jobId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The path that it is about, or where to put it right: for JOB_FAILED, where to POST a retry',
  })
  resource!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  readAt!: Date | null;

  @ApiProperty()
  createdAt!: Date;
}

export class NotificationPage {
  @ApiProperty({ type: [NotificationBody] })
  notifications!: NotificationBody[];

  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last one' })
  nextCursor!: string | null;
}

export class AllReadAnswer {
  @ApiProperty({ description: 'How many were unread before' })
  affected!: number;
}
