import { Injectable } from '@nestjs/common';
import type { Brand, BrandBrain } from '../core/database/generated/client.js';
import { nullIfMissing, refuseTaken } from '../core/database/prisma-errors.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';
import { firstFree } from './slug.js';

export type { Brand, BrandBrain };

export type BrandFields = Pick<Brand, 'name' | 'website' | 'industry'>;

/** Thrown when an organization has another brand with that slug. */
export class SlugTaken extends Error {}

/** Brands made at the same moment under one name each need one more try. */
const MAX_TRIES = 25;

/** Every method sees one organization's brands only. */
@Injectable()
export class BrandsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** @returns up to `count` brands after `position`, newest first */
  list(organizationId: string, position: Position | null, count: number): Promise<Brand[]> {
    return this.prisma.brand.findMany({
      where: { organizationId, ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  find(organizationId: string, id: string): Promise<Brand | null> {
    return this.prisma.brand.findFirst({ where: { id, organizationId } });
  }

  /** Which of the ids are brands of the organization. */
  async findExisting(organizationId: string, ids: string[]): Promise<string[]> {
    const brands = await this.prisma.brand.findMany({
      where: { organizationId, id: { in: ids } },
      select: { id: true },
    });
    return brands.map(({ id }) => id);
  }

  /** @throws {SlugTaken} */
  async create(organizationId: string, slug: string, fields: BrandFields): Promise<Brand> {
    return refuseTakenSlug(this.prisma.brand.create({ data: { ...fields, organizationId, slug } }));
  }

  /** Creates a brand under `base`, or under `base-2`, `base-3`, … where that is taken. */
  async createUnderFreeSlug(organizationId: string, base: string, fields: BrandFields): Promise<Brand> {
    for (let tries = 1; ; tries++) {
      const taken = await this.prisma.brand.findMany({
        where: { organizationId, slug: { startsWith: base } },
        select: { slug: true },
      });
      try {
        return await this.create(organizationId, firstFree(base, new Set(taken.map(({ slug }) => slug))), fields);
      } catch (error) {
        if (!(error instanceof SlugTaken) || tries === MAX_TRIES) throw error;
      }
    }
  }

  /**
   * @returns null when there is no such brand
   * @throws {SlugTaken}
   */
  async update(
    organizationId: string,
    id: string,
    fields: Partial<BrandFields & { slug: string }>,
  ): Promise<Brand | null> {
    return refuseTakenSlug(nullIfMissing(this.prisma.brand.update({ where: { id, organizationId }, data: fields })));
  }

  /** Removes a brand with its brain, context and content. */
  async delete(organizationId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.brand.deleteMany({ where: { id, organizationId } });
    return count > 0;
  }

  /** @returns undefined when there is no such brand, null when its brain was never written */
  async findBrain(organizationId: string, id: string): Promise<BrandBrain | null | undefined> {
    const brand = await this.prisma.brand.findFirst({ where: { id, organizationId }, select: { brain: true } });
    return brand?.brain;
  }

  /** @returns null when there is no such brand */
  async replaceBrain(
    organizationId: string,
    id: string,
    brain: Omit<BrandBrain, 'brandId'>,
  ): Promise<BrandBrain | null> {
    const brand = await nullIfMissing(
      this.prisma.brand.update({
        where: { id, organizationId },
        data: { brain: { upsert: { create: brain, update: brain } } },
        select: { brain: true },
      }),
    );
    return brand?.brain ?? null;
  }
}

const refuseTakenSlug = <T>(write: Promise<T>): Promise<T> =>
  refuseTaken(write, (cause) => new SlugTaken('The slug is taken', { cause }));
