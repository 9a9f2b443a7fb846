import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../core/database/database.js';
import { LOGGER } from '../core/logging/logger.js';
import type { Job } from '../core/queue/job.js';
import { JobCreator } from '../core/queue/job-creator.js';
import { type Sweep, SweepRegistry } from '../core/queue/sweep.js';
import { CronTimes } from './cron-times.js';
import { addSweep, continueSweep, endSweep, lockSweep, readClock } from './sweeps.repository.js';

/** How many rows one transaction looks at: its jobs are written in some ten milliseconds. */
const AT_ONCE = 200;

const UTC = 'UTC';

/**
 * Runs the rounds of the sweeps, a part at a time. The part's jobs and how far the round has come are one transaction
 * under the sweep's row lock: schedulers take turns, and where one dies another goes on.
 */
@Injectable()
export class SweepRounds {
  constructor(
    private readonly database: Database,
    private readonly creator: JobCreator,
    private readonly sweeps: SweepRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Makes the rows of the sweeps; a new one looks for the first time when its pattern says. */
  async prepare(): Promise<void> {
    const now = await readClock(this.database);
    for (const { name, cron } of this.sweeps.all) await addSweep(this.database, name, nextTime(cron, now));
  }

  /** Goes on with whatever is due or under way. @returns once there is nothing more to do */
  async run(isStopped: () => boolean = () => false): Promise<void> {
    for (const sweep of this.sweeps.all) while (!isStopped() && (await this.runPart(sweep)));
  }

  /** @returns whether there may be another part */
  private async runPart(sweep: Sweep): Promise<boolean> {
    const { name, cron } = sweep;
    const done = await this.database.transaction(async (sql): Promise<{ jobs: Job[]; isLast: boolean } | null> => {
      const locked = await lockSweep(sql, name);
      if (!locked) return null;
      // A round that begins late still takes the whole interval: what was missed does not come all at once.
      const startedAt = locked.startedAt ?? locked.now;
      const intervalMs = nextTime(cron, locked.nextRunAt).getTime() - locked.nextRunAt.getTime();
      const { wishes, after } = await sweep.findDue({ startedAt, intervalMs }, locked.after, AT_ONCE);
      const jobs = wishes.length > 0 ? await this.creator.createScheduled(sql, wishes) : [];
      if (after === null) await endSweep(sql, name, nextTime(cron, locked.now));
      else await continueSweep(sql, name, startedAt, after);
      return { jobs, isLast: after === null };
    });
    if (!done) return false;
    this.creator.announce(done.jobs);
    if (done.jobs.length > 0)
      this.log.info({ event: 'swept', sweep: name, jobs: done.jobs.length }, `Planned ${done.jobs.length} ${name}`);
    return !done.isLast;
  }
}

/** A sweep's pattern always has a next time; {@link CronTimes} refuses one that has none. */
const nextTime = (cron: string, from: Date): Date => new CronTimes(cron, UTC).after(from)!;
