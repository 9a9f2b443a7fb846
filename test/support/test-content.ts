import { randomUUID } from 'node:crypto';
import type { ContentStatus, ContentType, Platform, PublicationStatus } from '../../src/core/database/enums.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { openOrganization, type TestOrganization } from './test-organization.js';
import type { Answer, TestApi } from './test-api.js';

/** What tests read of content. */
export interface Item {
  id: string;
  status: ContentStatus;
  topic: string;
  variations: {
    id: string;
    platform: Platform;
    content: string;
    posts?: string[];
    characterCount: number;
    hashtags: string[];
    mediaUrls: string[];
  }[];
}

export const IMAGE = 'https://example.com/tea.jpg';

/** Content of an organization of its own, and what its people do with it. */
export class TestContent {
  private constructor(
    readonly own: TestOrganization,
    readonly prisma: PrismaService,
  ) {}

  static async open(api: TestApi): Promise<TestContent> {
    return new TestContent(await openOrganization(api), api.app.get(PrismaService));
  }

  /** Content as a job saves it, with a variation a platform; Instagram's has an image. @returns its id */
  async write(
    platforms: Platform[] = ['TWITTER', 'LINKEDIN'],
    over: { status?: ContentStatus; contentType?: ContentType; brandId?: string; createdAt?: Date } = {},
  ): Promise<string> {
    const variations = platforms.map((platform) => {
      const posts = over.contentType === 'THREAD' && platform === 'TWITTER' ? ['One #tea', 'Two'] : [];
      const text = { content: posts.length > 0 ? posts.join('\n\n') : 'Some #tea', posts, characterCount: 9 };
      const mediaUrls = platform === 'INSTAGRAM' ? [IMAGE] : [];
      return { platform, ...text, hashtags: ['tea'], mediaUrls };
    });
    const { id: organizationId, brandId } = this.own;
    const of = { organizationId, brandId, topic: 'Tea', contentType: 'POST' as const, ...over };
    const made = {
      jobId: randomUUID(),
      promptVersion: 'v1',
      model: 'gpt',
      contextItemIds: ['context_1'],
      costMicroUsd: 7,
    };
    const data = { ...of, ...made, variations: { create: variations } };
    const { id } = await this.prisma.contentItem.create({ data });
    return id;
  }

  /** What a job has written of a publication of an item's text for X. */
  async publication(id: string, status: PublicationStatus, over: object = {}): Promise<void> {
    const { id: variationId } = await this.variation(id, 'TWITTER');
    const where = { organizationId: this.own.id, variationId, socialAccountId: 'account_gone', platformId: 'x_1' };
    const data = { ...where, platform: 'TWITTER' as const, jobId: randomUUID(), status, fingerprint: '', ...over };
    await this.prisma.publication.create({ data });
  }

  async read(id: string): Promise<Item> {
    return (await this.own.ask(`/api/content/${id}`)).body as unknown as Item;
  }

  async variation(id: string, platform: Platform): Promise<Item['variations'][number]> {
    return (await this.read(id)).variations.find((variation) => variation.platform === platform)!;
  }

  async edit(id: string, platform: Platform, body: object): Promise<Answer> {
    const { id: variationId } = await this.variation(id, platform);
    return this.own.ask(`/api/content/${id}/variations/${variationId}`, { method: 'PATCH', body });
  }

  approve(id: string, body?: object): Promise<Answer> {
    return this.own.ask(`/api/content/${id}/approve`, { method: 'POST', ...(body && { body }) });
  }

  reject(id: string, body?: object): Promise<Answer> {
    return this.own.ask(`/api/content/${id}/reject`, { method: 'POST', ...(body && { body }) });
  }

  delete(id: string): Promise<Answer> {
    return this.own.ask(`/api/content/${id}`, { method: 'DELETE' });
  }
}
