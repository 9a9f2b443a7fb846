import { Injectable } from '@nestjs/common';
import { PrismaService } from '../core/database/prisma.service.js';

/** Reads what was scraped for the brands of an organization. */
@Injectable()
export class ContextItemsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Which of the ids are items of the organization. */
  async findExisting(organizationId: string, ids: string[]): Promise<string[]> {
    const items = await this.prisma.contextItem.findMany({
      where: { organizationId, id: { in: ids } },
      select: { id: true },
    });
    return items.map((item) => item.id);
  }
}
