import { ApiProperty, ApiPropertyOptional, ApiSchema, IntersectionType, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsUrl, MaxLength } from 'class-validator';
import { WebhookDeliveryStatus } from '../core/database/enums.js';
import { Optional } from '../core/validation/decorators.js';
import { TEST_EVENT, type WebhookEvent, webhookEvents } from './webhook-events.js';

class WebhookTarget {
  @ApiProperty({ format: 'uri', maxLength: 2048, description: 'On the public internet; redirects are not followed' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  @MaxLength(2048)
  url!: string;

  @ApiProperty({ enum: webhookEvents, enumName: 'WebhookEvent', isArray: true, minItems: 1 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(webhookEvents.length)
  @ArrayUnique()
  @IsIn(webhookEvents, { each: true })
  events!: WebhookEvent[];
}

class WebhookSwitch {
  @ApiPropertyOptional({
    default: true,
    description: 'Disabling drops what was not delivered yet; enabling starts afresh',
  })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

/** Where an organization wants to be told of what. */
export class CreateWebhook extends IntersectionType(WebhookTarget, WebhookSwitch) {}

/** What is absent stays as it is. */
export class UpdateWebhook extends IntersectionType(
  PartialType(WebhookTarget, { skipNullProperties: false }),
  WebhookSwitch,
) {
  @ApiPropertyOptional({
    description: 'true: a new secret, which this answer shows. The old one signs nothing from then on',
  })
  @Optional()
  @IsBoolean()
  rotateSecret?: boolean;
}

/** An endpoint as the API answers it. */
@ApiSchema({ name: 'Webhook' })
export class WebhookBody {
  @ApiProperty() id!: string;
  @ApiProperty() url!: string;
  @ApiProperty({ enum: webhookEvents, enumName: 'WebhookEvent', isArray: true }) events!: string[];
  @ApiProperty() enabled!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Where it was disabled for its failures' })
  disabledReason!: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Since when it has taken nothing' })
  failingSince!: Date | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
  @ApiPropertyOptional({ description: 'whsec_ and base64. Only in the answer to the request that made it' })
  secret?: string;
}

/** A page of endpoints, newest first. */
export class WebhookPage {
  @ApiProperty({ type: [WebhookBody] }) webhooks!: WebhookBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** One event for one endpoint. */
@ApiSchema({ name: 'WebhookDelivery' })
export class WebhookDeliveryBody {
  @ApiProperty({ description: 'The webhook-id of every attempt' }) id!: string;
  @ApiProperty({ enum: [...webhookEvents, TEST_EVENT] }) event!: string;
  @ApiProperty({ type: Object, description: 'As it is sent' }) data!: object;
  @ApiProperty({ enum: WebhookDeliveryStatus, enumName: 'WebhookDeliveryStatus' }) status!: WebhookDeliveryStatus;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: Date, nullable: true, description: 'Not before then; later while the endpoint fails' })
  nextAttemptAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) lastAttemptAt!: Date | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The HTTP status that came back' })
  lastStatus!: number | null;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When it was delivered or given up' }) endedAt!: Date | null;
  @ApiProperty() createdAt!: Date;
}

/** A page of deliveries, newest first. */
export class WebhookDeliveryPage {
  @ApiProperty({ type: [WebhookDeliveryBody] }) deliveries!: WebhookDeliveryBody[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
