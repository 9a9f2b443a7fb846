import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import { ContentStatus, JobStatus, JobType, type Platform } from '../core/database/enums.js';
import type { Prisma, SocialAccount } from '../core/database/generated/client.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';

const withVariations = {
  variations: {
    orderBy: { platform: 'asc' },
    include: {
      publications: {
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: { metrics: { orderBy: { day: 'desc' }, take: 1 } },
      },
    },
  },
} as const satisfies Prisma.ContentItemInclude;

/** An item with its texts and what the ledger says of them. */
export type ContentItem = Prisma.ContentItemGetPayload<{ include: typeof withVariations }>;
export type ContentVariation = ContentItem['variations'][number];

/** Which items of an organization. */
export interface ContentFilter {
  brandId?: string | undefined;
  status?: ContentStatus | undefined;
  jobId?: string | undefined;
}

/** What is to be written of an item. */
export interface ContentChange {
  topic?: string;
  status?: ContentStatus;
  /** A text that is replaced. */
  variation?: { id: string; fields: Prisma.ContentVariationUpdateInput };
}

/** Where a text may be published to; without its tokens. */
export type TargetAccount = Pick<
  SocialAccount,
  'id' | 'brandId' | 'platform' | 'platformId' | 'displayName' | 'username'
>;

/** A text and an account for which a job that publishes has not ended. */
export interface UnfinishedPair {
  variationId: string;
  socialAccountId: string;
}

/** A lock that a stopped process holds is let go after this long; waiting for one gives up a little later. */
const LOCK_MS = 10_000;

/**
 * What was written for the brands of an organization. Whatever changes an item holds the lock of its row from before it
 * looks at the item until it is written, so that of two at once the second sees what the first made of it.
 */
@Injectable()
export class ContentRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  list(
    organizationId: string,
    { brandId, status, jobId }: ContentFilter,
    position: Position | null,
    count: number,
  ): Promise<ContentItem[]> {
    return this.prisma.contentItem.findMany({
      where: {
        organizationId,
        ...(brandId && { brandId }),
        ...(status && { status }),
        ...(jobId && { jobId }),
        ...olderThan(position),
      },
      orderBy: newestFirst,
      take: count,
      include: withVariations,
    });
  }

  find(organizationId: string, id: string): Promise<ContentItem | null> {
    return this.prisma.contentItem.findFirst({ where: { id, organizationId }, include: withVariations });
  }

  /** Which of the ids are the organization's content items. */
  async findExisting(organizationId: string, ids: string[]): Promise<string[]> {
    const items = await this.prisma.contentItem.findMany({
      where: { id: { in: ids }, organizationId },
      select: { id: true },
    });
    return items.map(({ id }) => id);
  }

  /** Which of the ids are variations of the organization's content, and for which platforms. */
  async findExistingVariations(organizationId: string, ids: string[]): Promise<Map<string, Platform>> {
    const variations = await this.prisma.contentVariation.findMany({
      where: { id: { in: ids }, contentItem: { organizationId } },
      select: { id: true, platform: true },
    });
    return new Map(variations.map(({ id, platform }) => [id, platform]));
  }

  /** The organization's accounts with these ids; those that do not exist are left out. */
  findAccounts(organizationId: string, ids: string[]): Promise<TargetAccount[]> {
    return this.prisma.socialAccount.findMany({
      where: { organizationId, id: { in: ids } },
      select: { id: true, brandId: true, platform: true, platformId: true, displayName: true, username: true },
    });
  }

  /** Of these variations, those with an unfinished job that publishes them, with the account that it publishes to. */
  async findUnfinished(organizationId: string, variationIds: string[]): Promise<UnfinishedPair[]> {
    return this.database.query<UnfinishedPair>(
      `SELECT j.payload->>'contentVariationId' AS "variationId", j.payload->>'socialAccountId' AS "socialAccountId"
       FROM engine.unfinished u JOIN jobs j ON j.id = u.job_id
       WHERE u.organization_id = $1 AND j.type = $2 AND NOT j.dry_run AND j.payload->>'contentVariationId' = ANY ($3)`,
      [organizationId, JobType.PUBLISH_CONTENT, variationIds],
    );
  }

  /** Which of the jobs have not ended. */
  findUnfinishedJobs(ids: string[]): Promise<string[]> {
    return unfinishedOf(this.prisma, ids);
  }

  /**
   * @param decide what is to be written of the item as it is now, null for nothing; what it throws leaves all as it is
   * @returns null when there is no such item
   */
  async change(
    organizationId: string,
    id: string,
    decide: (item: ContentItem) => ContentChange | null,
  ): Promise<ContentItem | null> {
    return this.whileLocked(organizationId, id, async (sql) => {
      await closeAbandoned(sql, id);
      const item = await sql.contentItem.findFirst({ where: { id, organizationId }, include: withVariations });
      const change = item && decide(item);
      if (!change) return item;
      const { variation, ...fields } = change;
      if (variation) await sql.contentVariation.update({ where: { id: variation.id }, data: variation.fields });
      return sql.contentItem.update({ where: { id }, data: fields, include: withVariations });
    });
  }

  /**
   * Removes an item with its texts and what the ledger says of them.
   * @param decide is given the ids of the ledger's jobs that have not ended, too; throws what stands against it
   * @returns false when there is no such item
   */
  async delete(
    organizationId: string,
    id: string,
    decide: (item: ContentItem, unfinishedJobs: string[]) => void,
  ): Promise<boolean> {
    return this.whileLocked(organizationId, id, async (sql) => {
      const item = await sql.contentItem.findFirst({ where: { id, organizationId }, include: withVariations });
      if (!item) return false;
      const jobIds = item.variations.flatMap(({ publications }) => publications.map(({ jobId }) => jobId));
      decide(item, await unfinishedOf(sql, jobIds));
      await sql.contentItem.delete({ where: { id } });
      return true;
    });
  }

  /**
   * Runs `work` while nobody else changes the item, if there is one. It may use other connections, so a process has only a
   * few of these under way at once (see ContentPublisher).
   */
  whileLocked<T>(organizationId: string, id: string, work: (sql: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    return this.prisma.$transaction(
      async (sql) => {
        await sql.$queryRaw`
          SELECT set_config('idle_in_transaction_session_timeout', ${String(LOCK_MS)}, true)
          FROM content_items WHERE id = ${id} AND organization_id = ${organizationId} FOR UPDATE`;
        return work(sql);
      },
      { maxWait: LOCK_MS, timeout: LOCK_MS },
    );
  }
}

/** A publication whose job was cancelled before anything was sent holds nothing up. */
async function closeAbandoned(sql: Prisma.TransactionClient, contentItemId: string): Promise<void> {
  await sql.$executeRaw`
    UPDATE publications p SET status = 'FAILED', error = 'Its job ended before anything was sent', updated_at = now()
    FROM content_variations v WHERE v.id = p.variation_id AND v.content_item_id = ${contentItemId} AND p.status = 'PENDING'
      AND cardinality(p.post_ids) = 0 AND NOT EXISTS (SELECT FROM engine.unfinished u WHERE u.job_id = p.job_id)`;
}

async function unfinishedOf(sql: Prisma.TransactionClient, jobIds: string[]): Promise<string[]> {
  const jobs = await sql.job.findMany({
    where: { id: { in: jobIds }, status: { in: [JobStatus.PENDING, JobStatus.RUNNING] } },
    select: { id: true },
  });
  return jobs.map(({ id }) => id);
}
