import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { GeneratedImage } from '../core/database/generated/client.js';
import { createId } from '../core/database/id.js';
import { PrismaService } from '../core/database/prisma.service.js';
import type { SqlClient } from '../core/database/sql.js';
import { requireHeldJob } from './held-job.js';
import { addUsage } from './monthly-usage.js';

export type { GeneratedImage };

/** An image that was paid for and is about to be stored. */
export type PaidImage = Pick<
  GeneratedImage,
  | 'organizationId'
  | 'brandId'
  | 'jobId'
  | 'contentItemId'
  | 'name'
  | 'thumbnailName'
  | 'width'
  | 'height'
  | 'promptVersion'
  | 'model'
  | 'tokensUsed'
  | 'costMicroUsd'
>;

/** A content item as an image sees it. */
export interface IllustratedItem {
  /** Whether an image may be put to it: a DRAFT or APPROVED item of which nothing is out or may be. */
  readonly isOpen: boolean;
  /** How many of its variations have no image yet. */
  readonly bareVariations: number;
}

/** The images of jobs. A job has one row, written before its files are stored and completed after that. */
@Injectable()
export class GeneratedImagesRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  /** What an earlier attempt of this job paid for, or null. Its files are there for certain when `storedAt` is set. */
  findByJob(organizationId: string, jobId: string): Promise<GeneratedImage | null> {
    return this.prisma.generatedImage.findUnique({ where: { jobId, organizationId } });
  }

  /** @returns null when the brand has no such item */
  findItem(organizationId: string, brandId: string, id: string): Promise<IllustratedItem | null> {
    return readItem(this.database, { organizationId, brandId, contentItemId: id });
  }

  /**
   * Saves that an image was paid for, before its files are stored. The names that an earlier attempt chose stay, so that its
   * files are replaced; what it cost is added.
   * @throws {TransientJobError} `LEASE_LOST` when another attempt has the job by now; nothing is saved then
   */
  async record(image: PaidImage, token: bigint): Promise<GeneratedImage> {
    const { jobId, organizationId } = image;
    await this.database.transaction(async (client) => {
      await requireHeldJob(client, jobId, token);
      await client.query(
        `INSERT INTO generated_images AS g (id, organization_id, brand_id, job_id, content_item_id, name, thumbnail_name,
           width, height, prompt_version, model, tokens_used, cost_micro_usd)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (job_id) DO UPDATE SET width = excluded.width, height = excluded.height,
           prompt_version = excluded.prompt_version, model = excluded.model,
           tokens_used = g.tokens_used + excluded.tokens_used, cost_micro_usd = g.cost_micro_usd + excluded.cost_micro_usd`,
        [
          createId(),
          organizationId,
          image.brandId,
          jobId,
          image.contentItemId,
          image.name,
          image.thumbnailName,
          image.width,
          image.height,
          image.promptVersion,
          image.model,
          image.tokensUsed,
          image.costMicroUsd,
        ],
      );
      await addUsage(client, image);
    });
    return this.prisma.generatedImage.findUniqueOrThrow({ where: { jobId, organizationId } });
  }

  /**
   * Saves that the files are there and attaches the image to its item's variations that have none, if the item is still
   * open; that takes an approved one back to DRAFT.
   * @param url at which the image is served
   * @throws {TransientJobError} `LEASE_LOST` when another attempt has the job by now; nothing is saved then
   */
  async complete(
    { organizationId, jobId, ...image }: GeneratedImage,
    url: string,
    token: bigint,
  ): Promise<GeneratedImage> {
    await this.database.transaction(async (client) => {
      await requireHeldJob(client, jobId, token);
      const { brandId, contentItemId } = image;
      const variationIds = contentItemId ? await attach(client, { organizationId, brandId, contentItemId }, url) : [];
      await client.query(`UPDATE generated_images SET stored_at = now(), variation_ids = $2 WHERE job_id = $1`, [
        jobId,
        variationIds,
      ]);
    });
    return this.prisma.generatedImage.findUniqueOrThrow({ where: { jobId, organizationId } });
  }
}

interface ItemKey {
  readonly organizationId: string;
  readonly brandId: string;
  readonly contentItemId: string;
}

/** @returns the ids of the variations that got the image */
async function attach(client: SqlClient, key: ItemKey, url: string): Promise<string[]> {
  const { organizationId, contentItemId } = key;
  // The lock that whatever changes an item holds before it looks at it (docs/architecture.md).
  await client.query(`SELECT 1 FROM content_items WHERE id = $1 AND organization_id = $2 FOR UPDATE`, [
    contentItemId,
    organizationId,
  ]);
  const item = await readItem(client, key);
  if (!item?.isOpen) return [];
  const changed = await client.query<{ id: string }>(
    `UPDATE content_variations SET media_urls = ARRAY[$2], updated_at = now()
     WHERE content_item_id = $1 AND cardinality(media_urls) = 0 RETURNING id`,
    [contentItemId, url],
  );
  if (changed.length > 0) {
    await client.query(`UPDATE content_items SET status = 'DRAFT', updated_at = now() WHERE id = $1`, [contentItemId]);
  }
  return changed.map(({ id }) => id);
}

/** Open as an edit sees it: `requireChangeable` of the content feature; what was rejected is left alone, too. */
async function readItem(client: SqlClient, key: ItemKey): Promise<IllustratedItem | null> {
  const [item] = await client.query<IllustratedItem>(
    `SELECT i.status IN ('DRAFT', 'APPROVED') AND NOT EXISTS (
         SELECT 1 FROM publications p JOIN content_variations v ON v.id = p.variation_id
         WHERE v.content_item_id = i.id AND p.status <> 'FAILED'
       ) AS "isOpen",
       (SELECT count(*)::int FROM content_variations v
        WHERE v.content_item_id = i.id AND cardinality(v.media_urls) = 0) AS "bareVariations"
     FROM content_items i WHERE i.id = $1 AND i.organization_id = $2 AND i.brand_id = $3`,
    [key.contentItemId, key.organizationId, key.brandId],
  );
  return item ?? null;
}
