/**
 * graphile-worker, on PostgreSQL alone. It keeps no finished rows: what it has finished is gone.
 * - `single`: addJob a job; every job is fetched and completed by itself.
 * - `coalesced`, its best: calls of one moment share an `addJobs`, a local queue fetches 500 at once, completions are batched.
 */
import { Logger, makeWorkerUtils, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { Coalescer } from '../../src/core/queue/coalescer.js';
import { serveProducer, Tally, type Work } from '../lib/load.js';
import { sayReady } from '../lib/serve.js';
import { concurrency, databaseUrl, POOL_SIZE, role } from './settings.js';

const BATCH = 500;

const pgPool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
pgPool.on('error', () => undefined);
const logger = new Logger(() => () => undefined);

if (role.name === 'producer') {
  const utils = await makeWorkerUtils({ pgPool, logger });
  const inserts = new Coalescer<Work, null>(
    async (works) => {
      await utils.addJobs(works.map((payload) => ({ identifier: 'bench', payload })));
      return works.map(() => null);
    },
    { slots: 2, maxBatch: BATCH },
  );
  serveProducer(([work]) => (role.mode === 'single' ? utils.addJob('bench', work!) : inserts.submit(work!)));
} else {
  await runMigrations({ pgPool, logger });
  const tally = new Tally();
  const batching = { localQueue: { size: BATCH }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
  const runner = await run({
    pgPool,
    logger,
    noHandleSignals: true,
    taskList: { bench: async (payload) => tally.enter(payload as Work) },
    preset: { worker: { concurrentJobs: concurrency, ...(role.mode === 'coalesced' && batching) } },
  });
  runner.events.on('job:complete', () => tally.finish());
  tally.serve();
  sayReady();
}
