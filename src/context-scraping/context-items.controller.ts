import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor } from '../core/http/page.js';
import { ContextItemBody, ContextItemPage, ContextItemQuery } from './context-item.dto.js';
import { type ContextItem, ContextItemsRepository } from './context-items.repository.js';

/** What was read for the brands. */
@ApiTags('context')
@Controller('context-items')
export class ContextItemsController {
  constructor(private readonly items: ContextItemsRepository) {}

  @Get()
  @ApiOperation({ summary: 'Lists or searches what was read, newest first' })
  @ApiOkResponse({ type: ContextItemPage })
  @ApiErrors(400)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Query() { limit, cursor, ...filter }: ContextItemQuery,
  ): Promise<ContextItemPage> {
    const found = await this.items.list(organizationId, filter, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { contextItems: rows.map(toBody), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows what was read' })
  @ApiOkResponse({ type: ContextItemBody })
  @ApiErrors(400, 404)
  async show(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<ContextItemBody> {
    const item = await this.items.find(organizationId, id);
    if (!item) throw ApiError.notFound('contextItem');
    return toBody(item);
  }
}

function toBody({ organizationId: _o, identity: _i, contentHash: _h, ...item }: ContextItem): ContextItemBody {
  return item;
}
