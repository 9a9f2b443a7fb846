/**
 * pg-boss, on PostgreSQL alone. Its fetch commits `active` before a handler runs, and finished rows stay, as ours do.
 * - `send`: a statement a job at creation, every job settled by itself; its workers fetch as many at once as run at once.
 * - `coalesced`, its best: calls of one moment share an `insert`, 500 jobs are fetched, handled and completed in one go.
 * In both a NOTIFY wakes the worker and full batches are followed by the next at once, as its documentation says for throughput.
 */
import { type JobResult, PgBoss } from 'pg-boss';
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
  await boss.createQueue('bench', { notify: true, retryLimit: 0 });
  const tally = new Tally();
  const options = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
  if (role.mode === 'send') {
    await boss.work<Work, JobResult[]>(
      'bench',
      { ...options, batchSize: concurrency, perJobResults: true },
      async (jobs) => {
        for (const job of jobs) tally.enter(job.data);
        return jobs.map(({ id }) => ({ id, status: 'completed' as const, output: { ok: true } }));
      },
    );
  } else {
    await boss.work<Work>('bench', { ...options, batchSize: BATCH, localConcurrency: 2 }, async (jobs) => {
      for (const job of jobs) tally.enter(job.data);
      return { ok: true };
    });
  }
  tally.serve();
  sayReady();
}
