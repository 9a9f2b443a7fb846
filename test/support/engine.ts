import { randomUUID } from 'node:crypto';
import { Global, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Processor } from '@nestjs/bullmq';
import { IsOptional, IsString } from 'class-validator';
import pino from 'pino';
import { CONFIG, loadConfig } from '../../src/core/config/config.js';
import { DatabaseModule } from '../../src/core/database/database.module.js';
import { Database } from '../../src/core/database/database.js';
import { LOGGER } from '../../src/core/logging/logger.js';
import { defineJob } from '../../src/core/queue/define-job.js';
import type { Job } from '../../src/core/queue/job.js';
import { type Idempotency, JobCreator, type JobOptions } from '../../src/core/queue/job-creator.js';
import type { JobContext, JobHandler } from '../../src/core/queue/job-handler.js';
import { provideHandlers } from '../../src/core/queue/job-handlers.js';
import { JobProcessor, processorOptions } from '../../src/core/queue/job-processor.js';
import { JobRunner } from '../../src/core/queue/job-runner.js';
import { QueueModule, WorkerQueueModule } from '../../src/core/queue/queue.module.js';
import { WorkerProcess } from '../../src/core/queue/worker-process.js';
import type { Created } from '../../src/core/queue/repository/create-jobs.js';
import { openRedis, usualRedis } from './redis.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { PATIENCE_MS } from './patience.js';

/** The payload of the tests' own work: a name, by which the test says what its handler does. */
class WorkPayload {
  @IsString()
  name!: string;

  @IsOptional()
  @IsString()
  detail?: string;
}

class WorkResult {
  name!: string;
}

export type Work = (context: JobContext<WorkPayload>) => Promise<object>;

/** What a test sets beside the defaults, as environment variables. */
export type Settings = Record<string, string>;

/** A database, a queue of its own, and any number of producers and workers in this process. */
export interface Engine {
  readonly database: TestDatabase;
  readonly queue: string;
  /** SQL against the test's database. */
  readonly sql: Database;
  /** Creates jobs of the tests' type in an organization that is made when first named. */
  create(
    organizationId: string,
    names: string[],
    options?: JobOptions,
    idempotency?: Idempotency | null,
  ): Promise<Created>;
  read(id: string): Promise<Job>;
  /** Resolves when the job is in one of the statuses. */
  reaches(id: string, ...statuses: Job['status'][]): Promise<Job>;
  startWorker(work: Work, settings?: Settings): Promise<INestApplicationContext>;
  close(): Promise<void>;
}

/** The BullMQ backends that the engine's tests run on: PostgreSQL, and Redis where the run has one. */
export const backends: { name: string; redisUrl: string | null }[] = [
  { name: 'PostgreSQL', redisUrl: null },
  ...(process.env.TEST_REDIS_URL ? [{ name: 'Redis', redisUrl: process.env.TEST_REDIS_URL }] : []),
];

export async function startEngine(redisUrl: string | null = usualRedis, settings: Settings = {}): Promise<Engine> {
  const database = await createTestDatabase();
  const redis = redisUrl === null ? null : await openRedis(redisUrl);
  const queue = `test-${randomUUID()}`;
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl,
    JOB_BACKOFF_MS: '20,40,60',
    ORG_MAX_UNFINISHED_JOBS: '1000000',
    ...(redis && { REDIS_URL: redis.url }),
    ...settings,
  };
  const contract = defineJob({
    type: 'GENERATE_CONTENT',
    queue,
    payload: WorkPayload,
    result: WorkResult,
    timeLimitMs: Number(settings.TEST_TIME_LIMIT_MS ?? 60_000),
    summary: 'What a test wants done',
    example: { name: 'example' },
    references: () => [],
  });
  const applications: INestApplicationContext[] = [];

  const boot = async (extra: object[], own: Settings, providers: Type[] = []): Promise<INestApplicationContext> => {
    const config = loadConfig({ ...environment, ...own });
    const logger = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });

    @Global()
    @Module({
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
      ],
      exports: [CONFIG, LOGGER],
    })
    class Surroundings {}

    @Module({
      imports: [
        Surroundings,
        DatabaseModule,
        QueueModule,
        QueueModule.forFeature({ name: queue, concurrency: () => Number(own.TEST_CONCURRENCY ?? 10) }, [contract]),
        ...(extra as Type[]),
      ],
      providers,
    })
    class Root {}

    const application = await NestFactory.createApplicationContext(Root, { logger: false });
    await application.init();
    applications.push(application);
    return application;
  };

  const producer = await boot([], {});
  const sql = producer.get(Database);

  const engine: Engine = {
    database,
    queue,
    sql,
    async create(organizationId, names, options = {}, idempotency = null) {
      await sql.query('INSERT INTO organizations (id) VALUES ($1) ON CONFLICT DO NOTHING', [organizationId]);
      const wishes = names.map((name) => ({ contract, payload: { name }, options }));
      return producer.get(JobCreator).create({ organizationId, userId: 'user_test' }, wishes, idempotency);
    },
    async read(id) {
      const [job] = await sql.query<Job>(
        'SELECT *, error_code AS "errorCode", completed_at AS "completedAt", started_at AS "startedAt", run_at AS "runAt" FROM jobs WHERE id = $1',
        [id],
      );
      return job!;
    },
    async reaches(id, ...statuses) {
      return eventually(
        async () => {
          const job = await engine.read(id);
          return statuses.includes(job.status) ? job : undefined;
        },
        `job ${id} to be ${statuses.join(' or ')}`,
      );
    },
    async startWorker(work, own = {}) {
      class WorkHandler implements JobHandler<typeof contract> {
        async handle(context: JobContext<WorkPayload>): Promise<WorkResult> {
          return (await work(context)) as WorkResult;
        }
      }

      @Processor(queue, processorOptions)
      class WorkProcessor extends JobProcessor {
        constructor(runner: JobRunner) {
          super(queue, runner);
        }
      }

      @Module({
        imports: [WorkerQueueModule],
        providers: [WorkProcessor, ...provideHandlers([contract] as const, { GENERATE_CONTENT: WorkHandler })],
      })
      class WorkModule {}

      const worker = await boot([WorkModule], own);
      await worker.get(WorkerProcess).start(() => void worker.close());
      return worker;
    },
    async close() {
      await Promise.all(applications.map((application) => application.close()));
      await redis?.stop();
      await database.drop();
    },
  };
  return engine;
}

/** Asks again and again, a few milliseconds apart, until there is an answer. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error(`Waited ${PATIENCE_MS} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
