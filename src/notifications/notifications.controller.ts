import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import { AllReadAnswer, NotificationBody, NotificationPage, NotificationQuery } from './notification.dto.js';
import { type Notification, NotificationsRepository } from './notifications.repository.js';

/** What an organization's people should know of; read by one is read for all. */
@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsRepository) {}

  @Get()
  @ApiOperation({ summary: 'Lists the notifications, newest first' })
  @ApiOkResponse({ type: NotificationPage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor, unread }: NotificationQuery,
  ): Promise<NotificationPage> {
    const only = unread && unread === 'true';
    const found = await this.notifications.list(organizationId, only, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { notifications: rows.map(toBody), nextCursor };
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Marks all as read' })
  @ApiOkResponse({ type: AllReadAnswer })
  @ApiErrors()
  async readAll(@CurrentSession() { organizationId }: OrganizationSession): Promise<AllReadAnswer> {
    return { affected: await this.notifications.readAll(organizationId) };
  }

  @Post(':id/read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Marks one as read' })
  @ApiOkResponse({ type: NotificationBody })
  @ApiErrors(400, 404)
  async read(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<NotificationBody> {
    const notification = await this.notifications.read(organizationId, id);
    if (!notification) throw ApiError.notFound('notification');
    return toBody(notification);
  }
}

function toBody({ organizationId: _, ...notification }: Notification): NotificationBody {
  return notification;
}
