import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { JobType } from '../../core/database/enums.js';
import { defineJob } from '../../core/queue/define-job.js';

/** Which delivery is to be tried. */
export class DeliverWebhookPayload {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  deliveryId!: string;
}

/** What one attempt came to. */
export class DeliverWebhookResult {
  @ApiProperty({ enum: ['DELIVERED', 'REFUSED', 'NOT_NEEDED'] })
  outcome!: 'DELIVERED' | 'REFUSED' | 'NOT_NEEDED';

  @ApiProperty({ type: Number, nullable: true, description: 'The HTTP status that came back' })
  status!: number | null;
}

export const deliverWebhook = defineJob({
  type: JobType.DELIVER_WEBHOOK,
  queue: 'webhooks',
  payload: DeliverWebhookPayload,
  result: DeliverWebhookResult,
  timeLimitMs: 60_000,
  summary: 'Tries once to tell an endpoint of an event',
  example: { deliveryId: 'msg_5f0c2d1e9b7a4c3d8e6f5a4b3c2d1e0f' },
  references: () => [],
});
