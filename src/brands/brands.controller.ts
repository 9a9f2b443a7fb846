import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireRole } from '../core/auth/route-access.js';
import { CurrentSession, type OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { IdPipe } from '../core/http/id.pipe.js';
import { ApiErrors } from '../core/http/openapi.js';
import { cutPage, decodeCursor, PageQuery } from '../core/http/page.js';
import { BrandBrainBody } from './brand-brain.dto.js';
import { BrandBody, BrandPage, CreateBrand, UpdateBrand } from './brand.dto.js';
import { type Brand, type BrandBrain, BrandsRepository, SlugTaken } from './brands.repository.js';
import { slugOf } from './slug.js';

/** The brands of the organization and how each of them speaks. */
@ApiTags('brands')
@Controller('brands')
export class BrandsController {
  constructor(private readonly brands: BrandsRepository) {}

  @Get()
  @ApiOperation({ summary: 'Lists the brands, newest first' })
  @ApiOkResponse({ type: BrandPage })
  @ApiErrors(400)
  async list(
    @CurrentSession() session: OrganizationSession,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<BrandPage> {
    const found = await this.brands.list(session.organizationId, decodeCursor(cursor), limit + 1);
    const { rows, nextCursor } = cutPage(found, limit);
    return { brands: rows.map(toBody), nextCursor };
  }

  @Post()
  @RequireRole('admin')
  @ApiOperation({ summary: 'Creates a brand' })
  @ApiCreatedResponse({ type: BrandBody })
  @ApiErrors(400, 409, 413, 415)
  async create(
    @CurrentSession() { organizationId }: OrganizationSession,
    @Body() body: CreateBrand,
  ): Promise<BrandBody> {
    const { slug, name, website = null, industry = null } = body;
    const fields = { name, website, industry };
    const created = slug
      ? this.brands.create(organizationId, slug, fields)
      : this.brands.createUnderFreeSlug(organizationId, slugOf(name), fields);
    return toBody(await created.catch(refuseTakenSlug));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows a brand' })
  @ApiOkResponse({ type: BrandBody })
  @ApiErrors(400, 404)
  async show(@CurrentSession() session: OrganizationSession, @Param('id', IdPipe) id: string): Promise<BrandBody> {
    return toBody((await this.brands.find(session.organizationId, id)) ?? missing());
  }

  @Patch(':id')
  @RequireRole('admin')
  @ApiOperation({ summary: 'Changes the fields that are sent' })
  @ApiOkResponse({ type: BrandBody })
  @ApiErrors(400, 404, 409, 413, 415)
  async update(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() fields: UpdateBrand,
  ): Promise<BrandBody> {
    const updated = await this.brands.update(session.organizationId, id, { ...fields }).catch(refuseTakenSlug);
    return toBody(updated ?? missing());
  }

  @Delete(':id')
  @RequireRole('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a brand with its brain, context and content; its jobs stay on record' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404)
  async remove(@CurrentSession() session: OrganizationSession, @Param('id', IdPipe) id: string): Promise<void> {
    if (!(await this.brands.delete(session.organizationId, id))) missing();
  }

  @Get(':id/brain')
  @ApiOperation({ summary: 'Shows how a brand speaks' })
  @ApiOkResponse({ type: BrandBrainBody })
  @ApiErrors(400, 404)
  async showBrain(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
  ): Promise<BrandBrainBody> {
    const brain = await this.brands.findBrain(session.organizationId, id);
    if (brain === undefined) missing();
    return brain ? toBrainBody(brain) : new BrandBrainBody();
  }

  @Put(':id/brain')
  @RequireRole('admin')
  @ApiOperation({ summary: 'Replaces how a brand speaks; what is not sent takes its default' })
  @ApiOkResponse({ type: BrandBrainBody })
  @ApiErrors(400, 404, 413, 415)
  async replaceBrain(
    @CurrentSession() session: OrganizationSession,
    @Param('id', IdPipe) id: string,
    @Body() brain: BrandBrainBody,
  ): Promise<BrandBrainBody> {
    return toBrainBody((await this.brands.replaceBrain(session.organizationId, id, { ...brain })) ?? missing());
  }
}

function missing(): never {
  throw ApiError.notFound('brand');
}

function refuseTakenSlug(error: unknown): never {
  throw error instanceof SlugTaken ? ApiError.conflict('Another brand of the organization has this slug.') : error;
}

function toBody({ organizationId: _, ...brand }: Brand): BrandBody {
  return brand;
}

function toBrainBody({ brandId: _, ...brain }: BrandBrain): BrandBrainBody {
  return brain;
}
