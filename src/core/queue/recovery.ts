import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { countLost } from '../telemetry/job-metrics.js';
import { Dispatcher } from './dispatcher.js';
import { JobEvents } from './job-events.js';
import { WORKER_ID } from './lease-keeper.js';
import { recoverJobs } from './repository/recover-jobs.js';

/** How often workers look for runs whose lease ran out (docs/architecture.md). */
const EVERY_MS = 5_000;

/** Takes up the runs of workers that died. Every worker does it, at start and from then on. */
@Injectable()
export class Recovery {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly dispatcher: Dispatcher,
    private readonly events: JobEvents,
    @Inject(WORKER_ID) private readonly workerId: string,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Looks once, and says what was found; then every five seconds, and says it where there was anything. */
  async start(): Promise<void> {
    await this.recover(true);
    this.schedule();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => (this.current = this.recover(false).then(() => this.schedule())), EVERY_MS);
  }

  private async recover(tell: boolean): Promise<void> {
    try {
      const recovered = await recoverJobs(this.database, this.workerId, this.config.JOB_LOSS_DELAYS_MS);
      countLost(recovered);
      this.events.changed(recovered.map(({ jobId, organizationId }) => ({ id: jobId, organizationId })));
      if (recovered.length === 0 && !tell) return;
      this.log.info(`Found ${recovered.length} stalled jobs, recovering...`);
      for (const job of recovered) {
        this.log.warn(
          { event: 'recovered', jobId: job.jobId, jobType: job.type, status: job.status },
          'Its worker stopped answering',
        );
        this.dispatcher.wake(job.queue);
      }
      this.log.info(`Recovered ${recovered.length} stalled jobs`);
    } catch (error) {
      this.log.warn({ err: error }, 'Stalled jobs could not be looked for; trying again');
    }
  }
}
