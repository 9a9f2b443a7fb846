import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../core/database/database.js';
import type { SqlClient } from '../core/database/sql.js';
import { LOGGER } from '../core/logging/logger.js';
import { type Job, nameOfPriority } from '../core/queue/job.js';
import { JobCreator, type ScheduledWish } from '../core/queue/job-creator.js';
import { JobRegistry } from '../core/queue/job-registry.js';
import { CronTimes, tzVersion } from './cron-times.js';
import {
  countUnfinished,
  lockDue,
  lockOutdated,
  lockOwing,
  type LockedSchedule,
  type Move,
  moveOn,
  recordSlots,
} from './due-schedules.repository.js';
import { decideSlot, roomOf } from './slot-decision.js';

/** How many schedules one transaction fires: short enough that nobody waits for it. */
const AT_ONCE = 100;

/** What a transaction did, for when it is committed. */
interface Done {
  looked: number;
  jobs: Job[];
  notes: { level: 'info' | 'error'; fields: object; text: string }[];
}

type Decide = (schedule: LockedSchedule, unfinished: number) => Move | null;

/**
 * Fires the slots of schedules: the job, the note of its slot and the move to the next slot are one transaction under the
 * schedule's row lock, so a slot is fired once, whoever dies when.
 */
@Injectable()
export class ScheduleFiring {
  constructor(
    private readonly database: Database,
    private readonly creator: JobCreator,
    private readonly registry: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Fires what is owed and has room by now, then what is due. @returns once there is nothing more to do */
  async fire(isStopped: () => boolean = () => false): Promise<void> {
    const owing = (sql: SqlClient) => lockOwing(sql, AT_ONCE);
    const due = (sql: SqlClient) => lockDue(sql, AT_ONCE);
    while (!isStopped() && (await this.commit(owing, fireOwed)) > 0);
    while (!isStopped() && (await this.commit(due, fireDue)) > 0);
  }

  /** Finds the next slots anew that were found with an older time zone database. */
  async renew(isStopped: () => boolean = () => false): Promise<void> {
    const outdated = (sql: SqlClient) => lockOutdated(sql, tzVersion, AT_ONCE);
    while (!isStopped() && (await this.commit(outdated, renewTimes)) > 0);
  }

  private async commit(lock: (sql: SqlClient) => Promise<LockedSchedule[]>, decide: Decide): Promise<number> {
    const { looked, jobs, notes } = await this.database.transaction(async (sql): Promise<Done> => {
      const locked = await lock(sql);
      if (locked.length === 0) return { looked: 0, jobs: [], notes: [] };
      return this.apply(sql, locked, decide);
    });
    this.creator.announce(jobs);
    for (const { level, fields, text } of notes) this.log[level](fields, text);
    return looked;
  }

  private async apply(sql: SqlClient, locked: LockedSchedule[], decide: Decide): Promise<Done> {
    const done: Done = { looked: locked.length, jobs: [], notes: [] };
    const ids = locked.map(({ id }) => id);
    const unfinished = await countUnfinished(sql, ids);
    const moves: Move[] = [];
    for (const schedule of locked) {
      const move = this.tryTo(decide, schedule, unfinished.get(schedule.id)!, done);
      if (move) moves.push(move);
    }
    const isNew = await recordSlots(sql, moves);
    const wishes: ScheduledWish[] = [];
    for (const { id, slot } of moves) {
      if (!slot || !isNew.has(id)) continue;
      const fields = { scheduleId: id, slot: slot.at, outcome: slot.outcome };
      if (slot.outcome === 'FIRED') wishes.push(this.wishOf(locked.find((schedule) => schedule.id === id)!));
      else done.notes.push({ level: 'info', fields, text: 'A slot of a schedule was dropped' });
    }
    if (wishes.length > 0) done.jobs = await this.creator.createScheduled(sql, wishes);
    await moveOn(sql, moves, new Set(done.jobs.flatMap(({ scheduleId }) => scheduleId ?? [])), tzVersion);
    return done;
  }

  /** One whose times or job type are no more stops, and says so; it is in nobody's way. */
  private tryTo(decide: Decide, schedule: LockedSchedule, unfinished: number, done: Done): Move | null {
    try {
      if (!this.registry.find(schedule.jobType)) throw new Error(`No feature declares ${schedule.jobType}`);
      return decide(schedule, unfinished);
    } catch (err) {
      const fields = { err, scheduleId: schedule.id };
      done.notes.push({
        level: 'error',
        fields,
        text: 'A schedule has stopped: change its pattern, time zone or type',
      });
      return { id: schedule.id, slot: null, nextRunAt: null, owedSlot: null };
    }
  }

  private wishOf({ id, organizationId, brandId, jobType, payload, priority }: LockedSchedule): ScheduledWish {
    const options = { brandId, priority: nameOfPriority(priority), scheduleId: id };
    return { organizationId, contract: this.registry.find(jobType)!, payload, options };
  }
}

function fireDue(schedule: LockedSchedule, unfinished: number): Move {
  const { id, cron, timezone, nextRunAt, now } = schedule;
  return { id, ...decideSlot(nextRunAt!, { ...schedule, unfinished }, new CronTimes(cron, timezone), now) };
}

/** Locking saw room; whether there still is, the count after the lock tells. */
function fireOwed({ id, owedSlot, nextRunAt, overlap }: LockedSchedule, unfinished: number): Move | null {
  if (unfinished >= roomOf[overlap]) return null;
  return { id, slot: { at: owedSlot!, outcome: 'FIRED' }, nextRunAt, owedSlot: null };
}

function renewTimes({ id, cron, timezone, owedSlot, now }: LockedSchedule): Move {
  return { id, slot: null, nextRunAt: new CronTimes(cron, timezone).after(now), owedSlot };
}
