import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { Prisma, WebhookDelivery, WebhookEndpoint } from '../core/database/generated/client.js';
import { createId } from '../core/database/id.js';
import { nullIfMissing } from '../core/database/prisma-errors.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';
import { TEST_EVENT } from './webhook-events.js';

export type { WebhookDelivery, WebhookEndpoint };

/** What a caller may set of an endpoint, and its encrypted secret. */
export type WebhookFields = Pick<Prisma.WebhookEndpointUncheckedCreateInput, 'url' | 'enabled' | 'sealedSecret'> & {
  events: string[];
};

/** What an endpoint has that never failed. */
const unblemished = { consecutiveFailures: 0, failingSince: null, blockedUntil: null, disabledReason: null };

/** The endpoints of organizations and what was sent to them. Every method sees one organization's only. */
@Injectable()
export class WebhookEndpointsRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  list(organizationId: string, position: Position | null, count: number): Promise<WebhookEndpoint[]> {
    return this.prisma.webhookEndpoint.findMany({
      where: { organizationId, ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  find(organizationId: string, id: string): Promise<WebhookEndpoint | null> {
    return this.prisma.webhookEndpoint.findFirst({ where: { id, organizationId } });
  }

  /**
   * @param id a new one, which the secret was encrypted for
   * @returns null when the organization has `most` already
   */
  async create(
    organizationId: string,
    id: string,
    fields: WebhookFields,
    most: number,
  ): Promise<WebhookEndpoint | null> {
    return this.prisma.$transaction(async (client) => {
      // Two requests at once would both find room.
      await client.$executeRaw`SELECT FROM organizations WHERE id = ${organizationId} FOR NO KEY UPDATE`;
      if ((await client.webhookEndpoint.count({ where: { organizationId } })) >= most) return null;
      return client.webhookEndpoint.create({ data: { ...fields, id, organizationId } });
    });
  }

  /**
   * Changes an endpoint. Another address, or being enabled, is a fresh start; being disabled ends what waits for it.
   * @returns null when there is no such endpoint
   */
  async update(organizationId: string, id: string, fields: Partial<WebhookFields>): Promise<WebhookEndpoint | null> {
    const fresh = fields.enabled || fields.url !== undefined ? unblemished : {};
    const change = this.prisma.webhookEndpoint.update({ where: { id, organizationId }, data: { ...fields, ...fresh } });
    if (fields.enabled !== false) return nullIfMissing(change);
    const ended = this.prisma.webhookDelivery.updateMany({
      where: { endpointId: id, endedAt: null, endpoint: { organizationId } },
      data: { status: 'FAILED', jobId: null, endedAt: new Date(), lastError: 'The endpoint was disabled' },
    });
    const changed = await nullIfMissing(this.prisma.$transaction([change, ended]));
    return changed && changed[0];
  }

  /** Removes an endpoint with its deliveries; false when there is none. */
  async delete(organizationId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.webhookEndpoint.deleteMany({ where: { id, organizationId } });
    return count > 0;
  }

  /** What was, or is to be, sent to an endpoint of the organization. */
  listDeliveries(
    organizationId: string,
    endpointId: string,
    position: Position | null,
    count: number,
  ): Promise<WebhookDelivery[]> {
    return this.prisma.webhookDelivery.findMany({
      where: { endpointId, endpoint: { organizationId }, ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  /** Writes a test event for an endpoint, whichever events it wants. Times are the database's. */
  async addTest(endpointId: string): Promise<WebhookDelivery> {
    const id = `msg_${createId()}`;
    await this.database.query(
      `INSERT INTO webhook_deliveries (id, endpoint_id, event, data, next_attempt_at, created_at)
       VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp())`,
      [id, endpointId, TEST_EVENT, { webhookId: endpointId }],
    );
    return this.prisma.webhookDelivery.findUniqueOrThrow({ where: { id } });
  }
}
