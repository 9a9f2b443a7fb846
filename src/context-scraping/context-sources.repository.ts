import { Injectable } from '@nestjs/common';
import { ContextSourceStatus, type ContextSourceType } from '../core/database/enums.js';
import type { ContextSource, Prisma } from '../core/database/generated/client.js';
import { nullIfMissing, refuseTaken } from '../core/database/prisma-errors.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';

export type { ContextSource };

/** What a caller may set of a source. */
export type ContextSourceFields = Pick<
  Prisma.ContextSourceUncheckedCreateInput,
  'brandId' | 'type' | 'name' | 'url' | 'fileName' | 'mimeType' | 'maxItems'
>;

/** Thrown when the brand has another source with that URL. */
export class UrlTaken extends Error {}

/** This many failed syncs in a row make a source unhealthy. */
const FAILURES_TO_UNHEALTHY = 5;

/** What a failed sync led to. */
export interface FailedSync {
  source: ContextSource;
  /** Whether it was this failure that made the source unhealthy. */
  turned: boolean;
}

/** The sources of an organization's brands. Every method but that of the sweeps sees one organization's only. */
@Injectable()
export class ContextSourcesRepository {
  constructor(private readonly prisma: PrismaService) {}

  list(
    organizationId: string,
    brandId: string | undefined,
    position: Position | null,
    count: number,
  ): Promise<ContextSource[]> {
    return this.prisma.contextSource.findMany({
      where: { organizationId, ...(brandId && { brandId }), ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  find(organizationId: string, id: string): Promise<ContextSource | null> {
    return this.prisma.contextSource.findFirst({ where: { id, organizationId } });
  }

  /** Which of the ids are sources of the organization. */
  async findExisting(organizationId: string, ids: string[]): Promise<string[]> {
    const sources = await this.prisma.contextSource.findMany({
      where: { organizationId, id: { in: ids } },
      select: { id: true },
    });
    return sources.map(({ id }) => id);
  }

  /** @throws {UrlTaken} */
  create(organizationId: string, fields: ContextSourceFields): Promise<ContextSource> {
    return refuseTakenUrl(this.prisma.contextSource.create({ data: { ...fields, organizationId } }));
  }

  /**
   * @returns null when there is no such source
   * @throws {UrlTaken}
   */
  update(
    organizationId: string,
    id: string,
    fields: Partial<ContextSourceFields> & { status?: ContextSourceStatus },
  ): Promise<ContextSource | null> {
    return refuseTakenUrl(
      nullIfMissing(this.prisma.contextSource.update({ where: { id, organizationId }, data: fields })),
    );
  }

  /** Removes a source with what was read from it. */
  async delete(organizationId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.contextSource.deleteMany({ where: { id, organizationId } });
    return count > 0;
  }

  /** A sync that worked heals the source. `resumeFrom` is set where it was cut off. */
  async recordSuccess(organizationId: string, id: string, nextSyncAt: Date, resumeFrom: Date | null): Promise<void> {
    const healed = { lastSyncAt: new Date(), nextSyncAt, lastError: null, consecutiveFailures: 0, resumeFrom };
    await this.prisma.$transaction([
      this.prisma.contextSource.updateMany({ where: { id, organizationId }, data: healed }),
      this.prisma.contextSource.updateMany({
        where: { id, organizationId, status: ContextSourceStatus.UNHEALTHY },
        data: { status: ContextSourceStatus.ACTIVE },
      }),
    ]);
  }

  /**
   * Counts a failed sync.
   * @returns the source, and whether it was this failure that made it unhealthy; null when the source is gone
   */
  async recordFailure(organizationId: string, id: string, lastError: string): Promise<FailedSync | null> {
    const counted = { lastError, lastSyncAt: new Date(), consecutiveFailures: { increment: 1 } };
    const source = await nullIfMissing(
      this.prisma.contextSource.update({ where: { id, organizationId }, data: counted }),
    );
    if (!source || source.consecutiveFailures < FAILURES_TO_UNHEALTHY) return source && { source, turned: false };
    const { count } = await this.prisma.contextSource.updateMany({
      where: { id, organizationId, status: ContextSourceStatus.ACTIVE },
      data: { status: ContextSourceStatus.UNHEALTHY },
    });
    return { source, turned: count > 0 };
  }

  /**
   * Sources of all organizations that are not paused and are due by then, in the order of their ids.
   * @param after an id that they come behind, null for the first
   */
  findSwept(type: ContextSourceType, dueBy: Date, after: string | null, limit: number): Promise<ContextSource[]> {
    return this.prisma.contextSource.findMany({
      where: {
        type,
        id: { gt: after ?? '' },
        status: { not: ContextSourceStatus.PAUSED },
        OR: [{ nextSyncAt: null }, { nextSyncAt: { lte: dueBy } }],
      },
      orderBy: { id: 'asc' },
      take: limit,
    });
  }

  /** When the sweeps are to read it again. */
  async postpone(organizationId: string, id: string, nextSyncAt: Date): Promise<void> {
    await this.prisma.contextSource.updateMany({ where: { id, organizationId }, data: { nextSyncAt } });
  }
}

const refuseTakenUrl = <T>(write: Promise<T>): Promise<T> =>
  refuseTaken(write, (cause) => new UrlTaken('The brand has a source with this URL', { cause }));
