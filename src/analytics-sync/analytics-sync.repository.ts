import { Injectable } from '@nestjs/common';
import { PrismaService } from '../core/database/prisma.service.js';

/** What this feature reads of the record. */
@Injectable()
export class AnalyticsSyncRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** When a job was asked for; null for one that is not on record. */
  async findJobCreation(id: string): Promise<Date | null> {
    return (await this.prisma.job.findUnique({ where: { id }, select: { createdAt: true } }))?.createdAt ?? null;
  }
}
