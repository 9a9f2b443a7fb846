import { setTimeout as delay } from 'node:timers/promises';
import { BullRegistrar } from '@nestjs/bullmq';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { FetchWatchdog } from './fetch-watchdog.js';
import { JobProcessor } from './job-processor.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { LeaseKeeper, WORKER_ID } from './lease-keeper.js';
import { QueueStats } from './queue-stats.js';
import { complainOf } from './queue-transport.js';
import { Recovery } from './recovery.js';
import { retireWorker } from './repository/workers.js';
import { catchStrayErrors } from './stray-errors.js';

/** BullMQ's `worker.close()` has no deadline of its own. */
const CLOSE_MS = 5_000;

/** Starts a worker process's part of the engine in its order, and ends it in the reverse one. */
@Injectable()
export class WorkerProcess implements BeforeApplicationShutdown {
  private processors: JobProcessor[] = [];
  private ignoreStrayErrors: () => void = () => undefined;

  constructor(
    private readonly registrar: BullRegistrar,
    private readonly discovery: DiscoveryService,
    private readonly registry: JobRegistry,
    private readonly runner: JobRunner,
    private readonly leases: LeaseKeeper,
    private readonly recovery: Recovery,
    private readonly stats: QueueStats,
    private readonly watchdog: FetchWatchdog,
    private readonly database: Database,
    @Inject(WORKER_ID) private readonly workerId: string,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @param exit drains and ends the process, for when it cannot go on */
  async start(exit: () => void): Promise<void> {
    const [connecting, connected] = this.config.REDIS_URL
      ? ['Redis', 'Redis']
      : ['PostgreSQL queue', 'PostgreSQL queue'];
    this.log.info(`Connecting to ${connecting}...`);
    this.registrar.register();
    this.processors = this.discovery
      .getProviders()
      .map((provider) => provider.instance as unknown)
      .filter((instance) => instance instanceof JobProcessor);
    const complain = complainOf(this.log);
    for (const { worker, queueName } of this.processors) worker.on('error', (error) => complain(error, queueName));
    await Promise.all(this.processors.map((processor) => processor.worker.waitUntilReady()));
    this.log.info(`Connected to ${connected}`);

    this.ignoreStrayErrors = catchStrayErrors(this.log, exit);
    this.runner.start(exit);
    await this.leases.start(exit);
    await this.recovery.start();
    for (const { name, concurrency } of this.registry.queues) {
      const worker = this.processors.find((processor) => processor.queueName === name)?.worker;
      if (!worker) throw new Error(`The queue ${name} has no processor: add one to its feature's worker module`);
      worker.concurrency = concurrency(this.config);
      this.log.info(`Starting ${name} worker (concurrency: ${worker.concurrency})`);
      void worker
        .run()
        .catch((error: unknown) => this.log.error({ err: error, queue: name }, 'The worker stopped running'));
    }
    this.stats.start();
    this.watchdog.start(
      this.processors.map(({ queueName: queue, worker }) => ({
        queue,
        hasFreeSlot: () => this.runner.running(queue) < worker.concurrency,
      })),
      exit,
    );
    this.log.info('Ready to process jobs');
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.watchdog.stop();
    await retireWorker(this.database, this.workerId).catch((error: unknown) =>
      this.log.warn({ err: error }, 'This worker could not be taken off the list; it counts as alive for 15 s more'),
    );
    await Promise.all(this.processors.map((processor) => processor.worker.pause(true)));
    await this.runner.drain(this.config.SHUTDOWN_TIMEOUT_MS);
    await Promise.race([Promise.all(this.processors.map((processor) => processor.worker.close())), delay(CLOSE_MS)]);
    await this.recovery.stop();
    await this.leases.close();
    this.ignoreStrayErrors();
  }
}
