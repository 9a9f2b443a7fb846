import { Injectable } from '@nestjs/common';
import type { Notification, NotificationKind } from '../core/database/generated/client.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';

export type { Notification };

/** What is told; once for a job and kind, where it is about a job. */
export interface NewNotification {
  organizationId: string;
  kind: NotificationKind;
  /** For a person: what happened and what to do. */
  sentence: string;
  jobId?: string;
  /** The path of the API that it is about, or where to put it right. */
  resource?: string;
}

/** Every method sees one organization's notifications only. */
@Injectable()
export class NotificationsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async add(notification: NewNotification): Promise<void> {
    await this.prisma.notification.createMany({ data: [notification], skipDuplicates: true });
  }

  /**
   * @param unread those that were not read, those that were, or all (undefined)
   * @returns up to `count` notifications after `position`, newest first
   */
  list(
    organizationId: string,
    unread: boolean | undefined,
    position: Position | null,
    count: number,
  ): Promise<Notification[]> {
    const readAt = unread === undefined ? {} : { readAt: unread ? null : { not: null } };
    return this.prisma.notification.findMany({
      where: { organizationId, ...readAt, ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  /** Marks as read; what was read before keeps its time. Null when there is no such notification. */
  async read(organizationId: string, id: string): Promise<Notification | null> {
    await this.prisma.notification.updateMany({
      where: { organizationId, id, readAt: null },
      data: { readAt: new Date() },
    });
    return this.prisma.notification.findFirst({ where: { organizationId, id } });
  }

  /** @returns how many were not read before */
  async readAll(organizationId: string): Promise<number> {
    const { count } = await this.prisma.notification.updateMany({
      where: { organizationId, readAt: null },
      data: { readAt: new Date() },
    });
    return count;
  }
}
