import { Injectable } from '@nestjs/common';
import type { ContextPage } from '../core/database/generated/client.js';
import { PrismaService } from '../core/database/prisma.service.js';

export type { ContextPage };

/** Remembers, of each address that a source was read from, what the next visit needs to know. */
@Injectable()
export class ContextPagesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** By URL. */
  async ofSource(contextSourceId: string): Promise<Map<string, ContextPage>> {
    const pages = await this.prisma.contextPage.findMany({ where: { contextSourceId } });
    return new Map(pages.map((page) => [page.url, page]));
  }

  find(contextSourceId: string, url: string): Promise<ContextPage | null> {
    return this.prisma.contextPage.findUnique({ where: { contextSourceId_url: { contextSourceId, url } } });
  }

  async remember({ contextSourceId, url, ...page }: Omit<ContextPage, 'fetchedAt'>): Promise<void> {
    const read = { ...page, fetchedAt: new Date() };
    await this.prisma.contextPage.upsert({
      where: { contextSourceId_url: { contextSourceId, url } },
      create: { contextSourceId, url, ...read },
      update: read,
    });
  }

  /** Notes that an address was visited and had not changed. */
  async touch(contextSourceId: string, url: string): Promise<void> {
    await this.prisma.contextPage.updateMany({ where: { contextSourceId, url }, data: { fetchedAt: new Date() } });
  }
}
