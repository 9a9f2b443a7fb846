import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import {
  createPostgresBackend,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  setDefaultBackendFactory,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Cluster, type Redis } from 'ioredis';
import pg from 'pg';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { LOGGER } from '../logging/logger.js';
import type { JobContract } from './define-job.js';
import type { QueueDefinition } from './define-queue.js';
import { Dispatcher } from './dispatcher.js';
import { FetchWatchdog } from './fetch-watchdog.js';
import { JobCreator } from './job-creator.js';
import { JobEvents } from './job-events.js';
import { JobHandlers } from './job-handlers.js';
import { JobReferences } from './job-references.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { LeaseKeeper, WORKER_ID } from './lease-keeper.js';
import { QueueStats } from './queue-stats.js';
import { QueueTransport } from './queue-transport.js';
import { Reconciler } from './reconciler.js';
import { Recovery } from './recovery.js';
import { createRedis, REDIS } from './redis-connection.js';
import { RunJournal } from './run-journal.js';
import { SweepRegistry } from './sweep.js';
import { WorkerProcess } from './worker-process.js';

/** BullMQ's tables, where it has no Redis, live in a schema of their own. */
const BULLMQ_SCHEMA = 'bullmq';

/** On a Cluster a queue's keys must share a slot: the one of its name in braces. */
const slotted = (name: string, connection: unknown): string => (connection instanceof Cluster ? `{${name}}` : name);

/** BullMQ prints an error raw that nobody listens for; the listeners that log come once the application has started. */
const heardLater = (): void => undefined;

BullModule.queueClass = class extends Queue {
  constructor(name: string, options: QueueOptions) {
    super(slotted(name, options.connection), options);
    this.on('error', heardLater);
  }
};

BullModule.workerClass = class extends Worker {
  constructor(name: string, processor: Processor, options: WorkerOptions) {
    super(slotted(name, options.connection), processor, options);
    this.on('error', heardLater);
  }
};

/** The engine in any process: the record's door, the dispatcher and BullMQ's connection. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      useFactory: async (config: Config, redis: Redis | Cluster | null) => {
        const extraOptions = { manualRegistration: true };
        setDefaultBackendFactory(redis ? undefined : createPostgresBackend);
        if (redis) return { connection: redis, prefix: 'bull', extraOptions };
        // BullMQ listens, and sets its schema's search path when it connects: both need a session.
        const connectionString = config.DATABASE_DIRECT_URL ?? config.DATABASE_URL;
        await migrateTransport(connectionString);
        return { connection: { connectionString, schema: BULLMQ_SCHEMA, max: 4 } as object, extraOptions };
      },
      inject: [CONFIG, REDIS],
    }),
  ],
  providers: [
    { provide: REDIS, useFactory: connectRedis, inject: [CONFIG, LOGGER] },
    JobRegistry,
    JobReferences,
    SweepRegistry,
    QueueTransport,
    Dispatcher,
    Reconciler,
    JobEvents,
    JobCreator,
  ],
  exports: [REDIS, JobRegistry, JobReferences, SweepRegistry, QueueTransport, Dispatcher, JobEvents, JobCreator],
})
export class QueueModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | Cluster | null) {}

  /** Declares a feature's queue and job types, in every process that creates or runs them. */
  static forFeature(queue: QueueDefinition, contracts: readonly JobContract[]): DynamicModule {
    const bull = BullModule.registerQueue({ name: queue.name });
    return {
      module: FeatureQueue,
      imports: [bull],
      providers: [
        {
          provide: `queue ${queue.name}`,
          useFactory: (registry: JobRegistry) => registry.add(queue, contracts),
          inject: [JobRegistry],
        },
      ],
      exports: [bull],
    };
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}

@Module({})
class FeatureQueue {}

/** The engine's part that only a worker process has. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: WORKER_ID, useValue: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}` },
    JobHandlers,
    JobRunner,
    LeaseKeeper,
    RunJournal,
    Recovery,
    QueueStats,
    FetchWatchdog,
    WorkerProcess,
  ],
  exports: [JobHandlers, JobRunner, WorkerProcess, WORKER_ID],
})
export class WorkerQueueModule {}

function connectRedis(config: Config, log: Logger): Redis | Cluster | null {
  if (!config.REDIS_URL) return null;
  const redis = createRedis(config.REDIS_URL);
  // It reconnects by itself, for ever; without a listener ioredis would print each error raw.
  redis.on('error', (error: Error) => log.debug({ err: error }, 'Redis cannot be reached'));
  return redis;
}

/** Brings BullMQ's own schema up to date; BullMQ takes an advisory lock, so that any number of processes may start at once. */
async function migrateTransport(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await runMigrations(client, BULLMQ_SCHEMA);
  } finally {
    await client.end();
  }
}
