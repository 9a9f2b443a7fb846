import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { ContextItem, Prisma } from '../core/database/generated/client.js';
import { createId } from '../core/database/id.js';
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
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

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

  /**
   * Writes an item once, however often it is seen: by its identity within the source, and only where its text has changed.
   * Runs for every item that is read, so it is SQL of its own (docs/adr/0002).
   */
  async save(
    source: { id: string; organizationId: string; brandId: string },
    fields: ContextItemFields,
  ): Promise<{ id: string; seen: Seen }> {
    const [before] = await this.database.query<{ id: string; contentHash: string }>(
      `SELECT id, content_hash AS "contentHash" FROM context_items WHERE context_source_id = $1 AND identity = $2`,
      [source.id, fields.identity],
    );
    if (before?.contentHash === fields.contentHash) return { id: before.id, seen: 'unchanged' };
    const [saved] = await this.database.query<{ id: string }>(
      `INSERT INTO context_items (id, organization_id, brand_id, context_source_id, identity, content_hash, url, title, content,
         summary, author, language, keywords, published_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, now())
       ON CONFLICT (context_source_id, identity) DO UPDATE SET content_hash = excluded.content_hash, url = excluded.url,
         title = excluded.title, content = excluded.content, summary = excluded.summary, author = excluded.author,
         language = excluded.language, keywords = excluded.keywords, published_at = excluded.published_at,
         fetched_at = excluded.fetched_at, updated_at = excluded.updated_at
       RETURNING id`,
      [
        createId(),
        source.organizationId,
        source.brandId,
        source.id,
        fields.identity,
        fields.contentHash,
        fields.url,
        fields.title,
        fields.content,
        fields.summary,
        fields.author,
        fields.language,
        fields.keywords,
        fields.publishedAt,
      ],
    );
    return { id: saved!.id, seen: before ? 'updated' : 'created' };
  }
}
