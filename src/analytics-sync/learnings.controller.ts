import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireRole } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor, PageQuery } from '../core/http/page.js';
import { LearningBody, LearningPage, UpdateLearning } from './learning.dto.js';
import { LearningsRepository } from './learnings.repository.js';

/** What brands have learned from their figures. */
@ApiTags('analytics')
@Controller()
export class LearningsController {
  constructor(private readonly learnings: LearningsRepository) {}

  @Get('brands/:id/learnings')
  @ApiOperation({ summary: "Lists what a brand's figures say, newest first" })
  @ApiOkResponse({ type: LearningPage })
  @ApiErrors(400, 404)
  async list(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) brandId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<LearningPage> {
    const position = decodeCursor(cursor);
    if (!(await this.learnings.hasBrand(organizationId, brandId))) throw ApiError.notFound('brand');
    const found = await this.learnings.list(organizationId, brandId, position, limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { learnings: rows.map((learning) => LearningBody.of(learning)), nextCursor };
  }

  @Patch('learnings/:id')
  @RequireRole('admin')
  @ApiOperation({ summary: 'Turns a learning off, or on again' })
  @ApiOkResponse({ type: LearningBody })
  @ApiErrors(400, 404, 413, 415)
  async update(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() { enabled }: UpdateLearning,
  ): Promise<LearningBody> {
    const learning = await this.learnings.setEnabled(organizationId, id, enabled);
    if (!learning) throw ApiError.notFound('learning');
    return LearningBody.of(learning);
  }
}
