import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import { type ContentType, LearningStatus, type Platform } from '../core/database/enums.js';
import type { Brand, BrandBrain, ContextItem, Learning } from '../core/database/generated/client.js';
import { createId } from '../core/database/id.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { requireHeldJob } from './held-job.js';
import { addUsage } from './monthly-usage.js';

/** Who speaks: the brand, and how it does. */
export type SpeakingBrand = Pick<Brand, 'name' | 'website' | 'industry'> & { brain: Omit<BrandBrain, 'brandId'> };

/** What was read for the brand and may be quoted. Its text comes from outside. */
export type QuotableItem = Pick<ContextItem, 'id' | 'title' | 'url' | 'publishedAt' | 'content' | 'summary'>;

/** What the brand's figures say of its posts on a platform. */
export type ActiveLearning = Pick<Learning, 'id' | 'platform' | 'insight'>;

/** One platform's text as it is kept. */
export interface WrittenVariation {
  readonly platform: Platform;
  readonly content: string;
  /** The posts of a thread; empty for everything else. */
  readonly posts: readonly string[];
  readonly characterCount: number;
  readonly hashtags: readonly string[];
}

/** What one job wrote, with what it was made from. */
export interface WrittenContent {
  readonly jobId: string;
  readonly organizationId: string;
  readonly brandId: string;
  readonly topic: string;
  readonly contentType: ContentType;
  readonly contextItemIds: readonly string[];
  readonly learningIds: readonly string[];
  readonly promptVersion: string;
  readonly model: string;
  readonly tokensUsed: number | null;
  readonly costMicroUsd: number | null;
  readonly variations: readonly WrittenVariation[];
}

/** {@link WrittenContent} with the ids under which it was saved. */
export interface SavedContent extends Pick<WrittenContent, 'model' | 'tokensUsed' | 'costMicroUsd'> {
  readonly id: string;
  readonly variations: readonly (WrittenVariation & { readonly id: string })[];
}

/** Of a brand whose voice nobody has described yet; the defaults of the schema. */
export const UNDESCRIBED_BRAIN: SpeakingBrand['brain'] = {
  description: '',
  mission: '',
  values: [],
  audience: '',
  voiceTone: '',
  formality: 3,
  writingStyle: '',
  mustMention: [],
  doNotMention: [],
  useEmojis: true,
  useHashtags: true,
  preferredHashtags: [],
  bannedHashtags: [],
  ctaStyle: 'soft',
  keyMessages: [],
};

/** More would drown the brand's own voice; the surest come first. */
const MAX_LEARNINGS = 5;

/** What content generation reads and saves. Every read names the organization. */
@Injectable()
export class ContentGenerationRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {}

  /** What an earlier attempt of this job saved, or null. */
  async findByJob(organizationId: string, jobId: string): Promise<SavedContent | null> {
    return this.prisma.contentItem.findUnique({ where: { jobId, organizationId }, include: { variations: true } });
  }

  /** The brand with its voice, or null when the organization has no such brand. */
  async findBrand(organizationId: string, brandId: string): Promise<SpeakingBrand | null> {
    const brand = await this.prisma.brand.findFirst({
      where: { id: brandId, organizationId },
      include: { brain: { omit: { brandId: true } } },
    });
    return brand && { ...brand, brain: brand.brain ?? UNDESCRIBED_BRAIN };
  }

  /** The brand's context items with these ids, in this order; those that do not exist are left out. */
  async findContextItems(organizationId: string, brandId: string, ids: readonly string[]): Promise<QuotableItem[]> {
    if (ids.length === 0) return [];
    const items = await this.prisma.contextItem.findMany({ where: { id: { in: [...ids] }, organizationId, brandId } });
    return items.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }

  /** What the brand has learned for these platforms and is still so: the surest 5 of each, in an order of their own. */
  async findActiveLearnings(
    organizationId: string,
    brandId: string,
    platforms: readonly Platform[],
  ): Promise<ActiveLearning[]> {
    const learnings = await this.prisma.learning.findMany({
      where: {
        organizationId,
        brandId,
        platform: { in: [...platforms] },
        status: LearningStatus.ACTIVE,
        expiresAt: { gt: new Date() },
      },
      orderBy: [{ pValue: 'asc' }, { id: 'asc' }],
      select: { id: true, platform: true, insight: true },
    });
    return platforms.flatMap((platform) =>
      learnings.filter((learning) => learning.platform === platform).slice(0, MAX_LEARNINGS),
    );
  }

  /**
   * Saves what a job wrote, all of it or nothing, if the attempt with this token still holds the job.
   * @throws {TransientJobError} `LEASE_LOST` when another attempt has the job by now; nothing is saved then
   */
  async save(written: WrittenContent, token: bigint): Promise<SavedContent> {
    const id = createId();
    const variations = written.variations.map((variation) => ({ id: createId(), ...variation }));
    await this.database.transaction(async (client) => {
      await requireHeldJob(client, written.jobId, token);
      await client.query(
        `INSERT INTO content_items (id, organization_id, brand_id, job_id, topic, content_type, context_item_ids,
           learning_ids, prompt_version, model, tokens_used, cost_micro_usd, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now())`,
        [
          id,
          written.organizationId,
          written.brandId,
          written.jobId,
          written.topic,
          written.contentType,
          written.contextItemIds,
          written.learningIds,
          written.promptVersion,
          written.model,
          written.tokensUsed,
          written.costMicroUsd,
        ],
      );
      await client.query(
        `INSERT INTO content_variations (id, content_item_id, platform, content, posts, character_count, hashtags, updated_at)
         SELECT id, $1, platform, content, posts, "characterCount", hashtags, now()
         FROM jsonb_to_recordset($2) AS v(id text, platform platform, content text, posts text[], "characterCount" int, hashtags text[])`,
        [id, JSON.stringify(variations)],
      );
      await addUsage(client, written);
    });
    return { ...written, id, variations };
  }
}
