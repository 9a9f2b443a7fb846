/** A process that creates the bench's jobs as a feature's producer does: through JobCreator, its dispatcher beside it. */
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '../../src/core/config/config.js';
import { ConfigModule } from '../../src/core/config/config.module.js';
import { Database } from '../../src/core/database/database.js';
import { DatabaseModule } from '../../src/core/database/database.module.js';
import { LoggingModule } from '../../src/core/logging/logging.module.js';
import { NestLogger } from '../../src/core/logging/nest-logger.js';
import type { PriorityName } from '../../src/core/queue/job.js';
import { JobCreator } from '../../src/core/queue/job-creator.js';
import { QueueModule } from '../../src/core/queue/queue.module.js';
import { clockMs, serveProducer, type Work } from '../lib/load.js';
import { noopJob } from './noop.job.js';
import { NoopModule } from './noop.module.js';

/** Whose jobs a flood is: as many tenants take turns. */
const ORGANIZATIONS = 100;

@Module({ imports: [ConfigModule, LoggingModule.forRoot('Api'), DatabaseModule, QueueModule, NoopModule] })
class ProducerModule {}

const logger = new NestLogger('Api', loadConfig().LOG_LEVEL);
const app = await NestFactory.createApplicationContext(ProducerModule, { logger });
const creator = app.get(JobCreator);

const organizations = Array.from({ length: ORGANIZATIONS }, (_, index) => `org_${index}`);
await app
  .get(Database)
  .query('INSERT INTO organizations (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
    [...organizations, 'org_a', 'org_b'],
  ]);

/** @throws Error when the product refuses them */
async function create(organizationId: string, payloads: (Work & { workMs?: number })[], priority?: PriorityName) {
  const options = priority ? { priority } : {};
  const wishes = payloads.map((payload) => ({ contract: noopJob, payload, options }));
  const created = await creator.create({ organizationId, userId: 'user_bench' }, wishes, null);
  if (created.kind !== 'created') throw new Error(`The jobs were not created: ${created.kind}`);
}

let turn = 0;
process.once('SIGTERM', () => void app.close().then(() => process.exit()));
serveProducer((works) => create(organizations[(turn += 1) % ORGANIZATIONS]!, works), {
  /** Jobs of one organization, 100 a call, as its batch route allows. */
  async submit(wish: { organization: string; jobs: number; workMs: number; priority?: PriorityName }) {
    for (let left = wish.jobs; left > 0; left -= 100) {
      const payloads = Array.from({ length: Math.min(left, 100) }, () => ({ at: clockMs(), workMs: wish.workMs }));
      await create(wish.organization, payloads, wish.priority);
    }
  },
});
