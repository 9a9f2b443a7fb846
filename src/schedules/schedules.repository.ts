import { Injectable } from '@nestjs/common';
import type { Prisma, Schedule } from '../core/database/generated/client.js';
import { nullIfMissing } from '../core/database/prisma-errors.js';
import { PrismaService } from '../core/database/prisma.service.js';
import { newestFirst, olderThan, type Position } from '../core/http/page.js';

export type { Schedule };

/** What a schedule is made of. */
export type ScheduleFields = Omit<Prisma.ScheduleUncheckedCreateInput, 'id' | 'organizationId' | 'slots'>;

/** The schedules of an organization. Every method sees one organization's only. */
@Injectable()
export class SchedulesRepository {
  constructor(private readonly prisma: PrismaService) {}

  list(organizationId: string, position: Position | null, count: number): Promise<Schedule[]> {
    return this.prisma.schedule.findMany({
      where: { organizationId, ...olderThan(position) },
      orderBy: newestFirst,
      take: count,
    });
  }

  count(organizationId: string): Promise<number> {
    return this.prisma.schedule.count({ where: { organizationId } });
  }

  find(organizationId: string, id: string): Promise<Schedule | null> {
    return this.prisma.schedule.findFirst({ where: { id, organizationId } });
  }

  create(organizationId: string, fields: ScheduleFields): Promise<Schedule> {
    return this.prisma.schedule.create({ data: { ...fields, organizationId } });
  }

  /** @returns null when there is no such schedule */
  update(organizationId: string, id: string, fields: Partial<ScheduleFields>): Promise<Schedule | null> {
    return nullIfMissing(this.prisma.schedule.update({ where: { id, organizationId }, data: fields }));
  }

  /** Its jobs stay on record. */
  async delete(organizationId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.schedule.deleteMany({ where: { id, organizationId } });
    return count > 0;
  }
}
