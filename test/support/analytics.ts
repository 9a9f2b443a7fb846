import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { BrandLearning } from '../../src/analytics-sync/brand-learning.js';
import { LearningsRepository } from '../../src/analytics-sync/learnings.repository.js';
import { PostMetricsRepository } from '../../src/analytics-sync/post-metrics.repository.js';
import { SyncAnalyticsHandler } from '../../src/analytics-sync/sync-analytics/sync-analytics.handler.js';
import type {
  SyncAnalyticsPayload,
  SyncAnalyticsResult,
} from '../../src/analytics-sync/sync-analytics/sync-analytics.job.js';
import { CONFIG, loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { DatabaseModule } from '../../src/core/database/database.module.js';
import { createId } from '../../src/core/database/id.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { LOGGER } from '../../src/core/logging/logger.js';
import type { JobContext } from '../../src/core/queue/job-handler.js';
import { PlatformsWorkerModule } from '../../src/platforms/platforms.worker.module.js';

/** A post that is out, as a test wants it on record. */
export interface OutPost {
  readonly postId: string;
  readonly publishedAt?: Date;
  readonly text?: string;
  readonly topic?: string;
}

/** What reads figures, as the worker has it, on the database of a test's own. */
export interface Analytics {
  readonly prisma: PrismaService;
  readonly sql: Database;
  /** Puts posts on record as published for the account. @returns the ids of their variations, in order */
  record(
    account: { organizationId: string; brandId: string; platformId: string },
    posts: readonly OutPost[],
  ): Promise<string[]>;
  /** One attempt of a job; with the id of an earlier one, that job goes on after it had to wait. */
  sync(
    organizationId: string,
    payload: Partial<SyncAnalyticsPayload> & { socialAccountId: string },
    over?: Partial<JobContext<SyncAnalyticsPayload>>,
  ): Promise<SyncAnalyticsResult>;
  /** Writes down, as the engine does, that an attempt of the job began at `startedAt` and had to wait; nothing blocks it any more. */
  snooze(jobId: string, startedAt: Date): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** @param settings environment variables: the database's address, the platforms' and the key of the tokens */
export async function openAnalytics(settings: Record<string, string>): Promise<Analytics> {
  @Global()
  @Module({
    providers: [
      { provide: CONFIG, useValue: loadConfig(settings) },
      { provide: LOGGER, useValue: pino({ level: 'silent' }) },
    ],
    exports: [CONFIG, LOGGER],
  })
  class Surroundings {}

  @Module({
    imports: [Surroundings, DatabaseModule, PlatformsWorkerModule],
    providers: [BrandLearning, LearningsRepository, PostMetricsRepository, SyncAnalyticsHandler],
  })
  class Root {}

  const application = await NestFactory.createApplicationContext(Root, { logger: false });
  const prisma = application.get(PrismaService);
  const sql = application.get(Database);
  return {
    prisma,
    sql,
    async record({ organizationId, brandId, platformId }, posts) {
      const rows = posts.map((post) => ({ item: createId(), variation: createId(), publication: createId(), ...post }));
      const made = { organizationId, brandId, contentType: 'POST' as const, promptVersion: 'v1', model: 'gpt' };
      await prisma.contentItem.createMany({
        data: rows.map(({ item: id, topic = 'Tea' }) => ({ id, ...made, topic, jobId: randomUUID() })),
      });
      await prisma.contentVariation.createMany({
        data: rows.map(({ item, variation: id, text = 'Some tea' }) => {
          const content = { content: text, characterCount: text.length };
          return { id, contentItemId: item, platform: 'TWITTER' as const, ...content };
        }),
      });
      await prisma.publication.createMany({
        data: rows.map(({ variation, publication: id, postId, publishedAt = new Date(Date.now() - 10 * DAY_MS) }) => {
          const where = { variationId: variation, socialAccountId: 'account_gone', platformId, organizationId };
          const known = { platform: 'TWITTER' as const, status: 'CONFIRMED' as const, fingerprint: '', jobId: '' };
          return { id, ...where, ...known, postIds: [postId, `${postId}0`], publishedAt };
        }),
      });
      return rows.map(({ variation }) => variation);
    },
    sync(organizationId, payload, over = {}) {
      return application.get(SyncAnalyticsHandler).handle({
        jobId: randomUUID(),
        organizationId,
        payload: { platform: 'TWITTER', syncType: 'INCREMENTAL', ...payload },
        attempt: 1,
        dryRun: false,
        token: 1n,
        signal: new AbortController().signal,
        effect: (write) => write(),
        progress: () => undefined,
        log: pino({ enabled: false }),
        ...over,
      });
    },
    async snooze(jobId, startedAt) {
      const ends = { startedAt, finishedAt: new Date(), outcome: 'SNOOZED' as const };
      const token = BigInt(await prisma.jobAttempt.count({ where: { jobId } }));
      await prisma.jobAttempt.create({ data: { jobId, token, number: 1, ...ends } });
      await sql.query('DELETE FROM platform_quotas');
    },
    close: () => application.close(),
  };
}
