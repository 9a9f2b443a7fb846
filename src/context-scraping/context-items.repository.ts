import { Injectable } from '@nestjs/common';
import type { ContextItem, Prisma } from '../core/database/generated/client.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';

export type { ContextItem };

/** Which items of an organization. */
export interface ContextItemFilter {
  brandId?: string | undefined;
  contextSourceId?: string | undefined;
  q?: string | undefined;
}

/** What was read of an item. Times are the page's or feed's own. */
export type ContextItemFields = Pick<
  Prisma.ContextItemUncheckedCreateInput,
  'url' | 'title' | 'content' | 'summary' | 'author' | 'language' | 'publishedAt'
> & { identity: string; contentHash: string; keywords: string[] };

/** What became of an item that was seen. */
export type Seen = 'created' | 'updated' | 'unchanged';

/** What was read for the brands of an organization. */
@Injectable()
export class ContextItemsRepository {
  constructor(private readonly prisma: PrismaService) {}

  list(
    organizationId: string,
    { brandId, contextSourceId, q }: ContextItemFilter,
    position: Position | null,
    count: number,
  ): Promise<ContextItem[]> {
    const words =
      q
        ?.trim()
        .split(/\s+/)
        .filter((word) => word !== '') ?? [];
    const contains = (word: string) => ({ contains: word.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const });
    return this.prisma.contextItem.findMany({
      where: {
        organizationId,
        ...(brandId && { brandId }),
        ...(contextSourceId && { contextSourceId }),
        AND: [
          olderThan(position),
          ...words.map((word) => ({ OR: [{ title: contains(word) }, { content: contains(word) }] })),
        ],
      },
      orderBy: newestFirst,
      take: count,
    });
  }

  find(organizationId: string, id: string): Promise<ContextItem | null> {
    return this.prisma.contextItem.findFirst({ where: { id, organizationId } });
  }

  /** Which of the ids are items of the organization. */
  async findExisting(organizationId: string, ids: string[]): Promise<string[]> {
    const items = await this.prisma.contextItem.findMany({
      where: { organizationId, id: { in: ids } },
      select: { id: true },
    });
    return items.map((item) => item.id);
  }

  /** Writes an item once, however often it is seen: by its identity within the source, and only where its text has changed. */
  async save(
    source: { id: string; organizationId: string; brandId: string },
    fields: ContextItemFields,
  ): Promise<{ id: string; seen: Seen }> {
    const { id: contextSourceId, organizationId, brandId } = source;
    const where = { contextSourceId_identity: { contextSourceId, identity: fields.identity } };
    const before = await this.prisma.contextItem.findUnique({ where, select: { id: true, contentHash: true } });
    if (before?.contentHash === fields.contentHash) return { id: before.id, seen: 'unchanged' };
    const update = { ...fields, fetchedAt: new Date() };
    const { id } = await this.prisma.contextItem.upsert({
      where,
      create: { ...update, contextSourceId, organizationId, brandId },
      update,
      select: { id: true },
    });
    return { id, seen: before ? 'updated' : 'created' };
  }
}
