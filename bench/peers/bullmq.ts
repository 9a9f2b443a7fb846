/**
 * Raw BullMQ: jobs live in Redis alone (or, `postgres`, in its own tables alone), no row of ours anywhere. Its documentation's ways
 * for throughput: concurrency, finished jobs removed, `addBulk` where a caller has several. The same connection limit a pool.
 */
import { createPostgresBackend, Queue, runMigrations, setDefaultBackendFactory, Worker } from 'bullmq';
import pg from 'pg';
import { serveProducer, Tally, type Work } from '../lib/load.js';
import { sayReady } from '../lib/serve.js';
import { concurrency, databaseUrl, POOL_SIZE, redisUrl, role } from './settings.js';

const onPostgres = role.mode === 'postgres';
if (onPostgres) {
  setDefaultBackendFactory(createPostgresBackend);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await runMigrations(client, 'bullmq');
  await client.end();
}
const { hostname, port } = new URL(redisUrl);
const connection = onPostgres
  ? ({ connectionString: databaseUrl, schema: 'bullmq', max: POOL_SIZE } as object)
  : { host: hostname, port: Number(port), maxRetriesPerRequest: null };

const options = { attempts: 1, removeOnComplete: true, removeOnFail: true };

if (role.name === 'producer') {
  const queue = new Queue<Work>('bench', { connection });
  await queue.waitUntilReady();
  serveProducer((works) =>
    works.length === 1
      ? queue.add('run', works[0]!, options)
      : queue.addBulk(works.map((data) => ({ name: 'run', data, opts: options }))),
  );
} else {
  const tally = new Tally();
  const worker = new Worker<Work>(
    'bench',
    async ({ data }) => {
      tally.enter(data);
      return { ok: true };
    },
    { connection, concurrency },
  );
  // Told when BullMQ has recorded it.
  worker.on('completed', () => tally.finish());
  await worker.waitUntilReady();
  tally.serve();
  sayReady();
}
