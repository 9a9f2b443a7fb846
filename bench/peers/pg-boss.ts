/**
 * pg-boss, on PostgreSQL alone. Its fetch commits `active` before a handler runs, and finished rows stay, as ours do.
 * - `send`: a statement a job at creation; 200 jobs are fetched, handled and completed in one go.
 * - `coalesced`, its best: calls of one moment share an `insert`; 500 jobs are fetched, handled and completed in one go.
 * In both two loops fetch, and a full batch is followed by the next at once. A NOTIFY wakes the worker where one statement creates many
 * jobs; with one a job it halves the rate of `send` (measured), which polls instead, as it does by itself.
 */
import { PgBoss } from 'pg-boss';
import { Coalescer } from '../../src/core/queue/coalescer.js';
import { serveProducer, Tally, type Work } from '../lib/load.js';
import { sayReady } from '../lib/serve.js';
import { concurrency, databaseUrl, POOL_SIZE, role } from './settings.js';

const BATCH = 500;

const boss = new PgBoss({ connectionString: databaseUrl, max: POOL_SIZE, useListenNotify: true });
boss.on('error', (error) => process.stderr.write(`${String(error)}\n`));
await boss.start();

if (role.name === 'producer') {
  const inserts = new Coalescer<Work, null>(
    async (works) => {
      await boss.insert(
        'bench',
        works.map((data) => ({ data })),
      );
      return works.map(() => null);
    },
    { slots: 2, maxBatch: BATCH },
  );
  serveProducer(([work]) => (role.mode === 'send' ? boss.send('bench', work!) : inserts.submit(work!)));
} else {
  await boss.createQueue('bench', { notify: role.mode === 'coalesced', retryLimit: 0 });
  const tally = new Tally();
  const options = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
  // Fetched and completed in one go, as it does by itself, in either way: only creation differs.
  const batchSize = role.mode === 'send' ? concurrency : BATCH;
  await boss.work<Work>('bench', { ...options, batchSize, localConcurrency: 2 }, async (jobs) => {
    for (const { data } of jobs) tally.enter(data);
    tally.finish(jobs.length);
    return { ok: true };
  });
  tally.serve();
  sayReady();
}
