import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { RequireRole } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { createId } from '../core/database/id.js';
import { ApiError } from '../core/http/api-error.js';
import { CreationThrottle } from '../core/http/creation-throttle.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor, PageQuery } from '../core/http/page.js';
import {
  type WebhookDelivery,
  type WebhookEndpoint,
  WebhookEndpointsRepository,
} from './webhook-endpoints.repository.js';
import { WebhookSecrets } from './webhook-secrets.js';
import {
  CreateWebhook,
  UpdateWebhook,
  WebhookBody,
  WebhookDeliveryBody,
  WebhookDeliveryPage,
  WebhookPage,
} from './webhook.dto.js';

/** Each event is written once an endpoint: an organization has no use for more of them. */
const MOST_ENDPOINTS = 20;

/** Where an organization is told of what happens. */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly secrets: WebhookSecrets,
    private readonly throttle: CreationThrottle,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the endpoints, newest first' })
  @ApiOkResponse({ type: WebhookPage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<WebhookPage> {
    const { rows, nextCursor } = cutPage(
      await this.endpoints.list(organizationId, decodeCursor(cursor), limit + 1),
      limit,
    );
    return { webhooks: rows.map((row) => toBody(row)), nextCursor };
  }

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Adds an endpoint and shows its secret, this once' })
  @ApiCreatedResponse({ type: WebhookBody })
  @ApiErrors(400, 409, 413, 415)
  async create(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Body() { url, events, enabled = true }: CreateWebhook,
  ): Promise<WebhookBody> {
    const id = createId();
    const { secret, sealedSecret } = this.secrets.create(id);
    const fields = { url, events, enabled, sealedSecret };
    const created = await this.endpoints.create(organizationId, id, fields, MOST_ENDPOINTS);
    if (!created)
      throw ApiError.conflict(`The organization has ${MOST_ENDPOINTS} webhooks, which is as many as there can be.`);
    return toBody(created, secret);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows an endpoint' })
  @ApiOkResponse({ type: WebhookBody })
  @ApiErrors(400, 404)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<WebhookBody> {
    return toBody((await this.endpoints.find(organizationId, id)) ?? missing());
  }

  @Patch(':id')
  @RequireRole('admin')
  @ApiOperation({ summary: 'Changes the fields that are sent, or makes a new secret' })
  @ApiOkResponse({ type: WebhookBody })
  @ApiErrors(400, 404, 413, 415)
  async update(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() { rotateSecret, ...fields }: UpdateWebhook,
  ): Promise<WebhookBody> {
    const made = rotateSecret ? this.secrets.create(id) : undefined;
    const changes = { ...fields, ...(made && { sealedSecret: made.sealedSecret }) };
    return toBody((await this.endpoints.update(organizationId, id, changes)) ?? missing(), made?.secret);
  }

  @Delete(':id')
  @RequireRole('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an endpoint with its deliveries' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404)
  async remove(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<void> {
    if (!(await this.endpoints.delete(organizationId, id))) missing();
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'Lists what was sent, or waits to be, newest first; kept for 30 days' })
  @ApiOkResponse({ type: WebhookDeliveryPage })
  @ApiErrors(400, 404)
  async deliveries(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<WebhookDeliveryPage> {
    if (!(await this.endpoints.find(organizationId, id))) missing();
    const found = await this.endpoints.listDeliveries(organizationId, id, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { deliveries: rows.map(toDelivery), nextCursor };
  }

  @Post(':id/test')
  @RequireRole('admin')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends a webhook.test event, whichever events the endpoint wants' })
  @ApiAcceptedResponse({ type: WebhookDeliveryBody })
  @ApiErrors(400, 404, 409, 429)
  async test(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<WebhookDeliveryBody> {
    await this.throttle.take(session, 1);
    const endpoint = (await this.endpoints.find(session.organizationId, id)) ?? missing();
    if (!endpoint.enabled) throw ApiError.conflict('The webhook is disabled: enable it first.', { status: 'DISABLED' });
    return toDelivery(await this.endpoints.addTest(id));
  }
}

function missing(): never {
  throw ApiError.notFound('webhook');
}

/** @param secret where it was made just now */
function toBody(endpoint: WebhookEndpoint, secret?: string): WebhookBody {
  const { id, url, events, enabled, disabledReason, failingSince, createdAt, updatedAt } = endpoint;
  const body = { id, url, events, enabled, disabledReason, failingSince, createdAt, updatedAt };
  return secret ? { ...body, secret } : body;
}

function toDelivery({ endpointId: _e, jobId: _j, ...delivery }: WebhookDelivery): WebhookDeliveryBody {
  const { data, endedAt, nextAttemptAt } = delivery;
  return { ...delivery, data: data as object, nextAttemptAt: endedAt ? null : nextAttemptAt };
}
