import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { ModuleRef } from '@nestjs/core';
import pino from 'pino';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { JobRegistry } from '../../src/core/queue/job-registry.js';
import { QueueTransport } from '../../src/core/queue/queue-transport.js';
import { type Dispatched, dispatchJobs } from '../../src/core/queue/repository/dispatch-jobs.js';
import type { Ground, Site } from '../lib/ground.js';
import { interleave, type Line, type Row } from '../lib/row.js';
import { median, ratio } from '../lib/statistics.js';

const QUEUE = 'bench';
const AT_ONCE = 200;
const ORGANIZATIONS = [1, 10_000] as const;

/** Dispatches a round; their median is the round's figure. */
const REPEATS = 15;

interface Backlog {
  waiting: number;
  organizations: number;
  site: Site;
  database: Database;
  queue: Queue;
  transport: QueueTransport;
  connection: Redis;
}

/** Milliseconds for 200 jobs, and the Redis memory with them in the window. */
interface Dispatch {
  ms: number;
  redisBytes: number;
}

/**
 * 4: the product's own dispatch of 200 jobs (its transaction, then addBulk) with so many waiting, of one organization and of
 * 10 000 of which one has half of the jobs, in milliseconds; and the memory that Redis uses with the 200 in its window. Each
 * backlog is a database of its own. After each dispatch, untimed, its jobs are finished (their rows deleted) and 200 new ones
 * take their place, so the tables have the dead rows of a system at work. `jobs` rows, which dispatching never reads, are
 * left out of the backlog.
 */
export const dispatching: Row = {
  number: 4,
  title: 'dispatching 200 jobs out of a backlog',
  async run({ ground, short, ...context }) {
    const sizes = short ? [1_000, 10_000, 20_000] : [1_000, 100_000, 1_000_000];
    const [few, many, most] = sizes as [number, number, number];
    const backlogs = new Map<string, Backlog>();
    try {
      for (const organizations of ORGANIZATIONS) {
        for (const waiting of sizes) {
          context.say(`  filling: ${waiting} waiting, organizations ${organizations}`);
          backlogs.set(nameOf(waiting, organizations), await fill(ground, waiting, organizations));
        }
      }
      const names = [...backlogs.keys(), ...ORGANIZATIONS.map((each) => `${nameOf(many, each)} again`)];
      const measured = await interleave(
        { ...context, rounds: context.rounds + 1 },
        names,
        (name) => measure(backlogs.get(name.replace(' again', ''))!),
        ({ ms, redisBytes }) => `${ms.toFixed(2)} ms, Redis ${(redisBytes / 1e6).toFixed(2)} MB`,
      );
      const of = (name: string, key: keyof Dispatch): number[] => measured[name]!.slice(1).map((value) => value[key]);
      return ORGANIZATIONS.flatMap((organizations): Line[] => {
        const base = nameOf(many, organizations);
        const large = nameOf(most, organizations);
        const small = nameOf(few, organizations);
        const time = (name: string): string => `${median(of(name, 'ms')).toFixed(1)} ms`;
        const memory = (name: string): string => `${(median(of(name, 'redisBytes')) / 1e6).toFixed(2)} MB`;
        const suffix = `${organizations} organization${organizations === 1 ? '' : 's'}`;
        return [
          {
            row: 4,
            what: `dispatching 200, ${most} / ${many} waiting, ${suffix}`,
            ratio: ratio(of(large, 'ms'), of(base, 'ms')),
            noise: ratio(of(`${base} again`, 'ms'), of(base, 'ms')),
            target: { atMost: 1.5 },
            figures: { [few]: time(small), [many]: time(base), [most]: time(large) },
          },
          {
            row: 4,
            what: `Redis memory, ${most} / ${few} waiting, ${suffix}`,
            ratio: ratio(of(large, 'redisBytes'), of(small, 'redisBytes')),
            noise: ratio(of(`${base} again`, 'redisBytes'), of(base, 'redisBytes')),
            target: { atMost: 1.1 },
            figures: { [few]: memory(small), [many]: memory(base), [most]: memory(large) },
          },
        ];
      });
    } finally {
      for (const { site, database, queue, connection } of backlogs.values()) {
        await queue.close();
        connection.disconnect();
        await database.onApplicationShutdown();
        await site.close();
      }
    }
  },
};

const nameOf = (waiting: number, organizations: number): string => `${waiting} of ${organizations}`;

/** Even rows belong to the first organization, the others go round. */
const ORGANIZATION_OF = `'org_' || CASE WHEN n % 2 = 0 THEN 0 ELSE n / 2 % $2::int END`;

async function fill(ground: Ground, waiting: number, organizations: number): Promise<Backlog> {
  const site = await ground.openSite();
  const client = await site.pool.connect();
  try {
    // Neither triggers nor foreign keys: the rows stand alone.
    await client.query('SET session_replication_role = replica');
    await client.query(
      `INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, slot)
       SELECT 'job_' || n, '${QUEUE}', ${ORGANIZATION_OF}, 'r', now() - interval '1 hour' + n * interval '1 millisecond', now() - interval '1 hour', 'n'
       FROM generate_series(1, $1::int) n`,
      [waiting, organizations],
    );
    await client.query(
      `INSERT INTO engine.lanes (queue, organization_id, waiting)
       SELECT queue, organization_id, true FROM engine.unfinished GROUP BY 1, 2`,
    );
  } finally {
    client.release(true);
  }
  await site.query(`INSERT INTO engine.queues (queue) VALUES ('${QUEUE}')`);
  await site.query(`INSERT INTO engine.workers (id, queue, concurrency) VALUES ('worker', '${QUEUE}', 100)`);
  await site.query('VACUUM ANALYZE engine.unfinished');
  await site.query('VACUUM ANALYZE engine.lanes');
  const config = loadConfig({ DATABASE_URL: site.url, REDIS_URL: ground.redisUrl });
  const { hostname, port } = new URL(ground.redisUrl);
  const connection = new Redis({ host: hostname, port: Number(port), maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection });
  const modules = { get: () => queue } as unknown as ModuleRef;
  const transport = new QueueTransport(modules, new JobRegistry(), pino({ level: 'silent' }));
  return { waiting, organizations, site, database: new Database(config), queue, transport, connection };
}

async function measure({ site, database, queue, transport, organizations }: Backlog): Promise<Dispatch> {
  await queue.obliterate({ force: true });
  const times: number[] = [];
  let redisBytes = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    // A worker that finished 200 in the last 250 ms: so much room there is.
    await site.query(
      `UPDATE engine.workers SET finished = $1, finished_at = clock_timestamp(), seen_at = clock_timestamp()`,
      [AT_ONCE],
    );
    const since = performance.now();
    const jobs: Dispatched[] = [];
    // As the product's dispatcher does: again while lanes turned out to be empty and there is more.
    for (let more = true; more && jobs.length < AT_ONCE;) {
      const dispatched = await dispatchJobs(database, QUEUE);
      await transport.add(QUEUE, dispatched.jobs);
      jobs.push(...dispatched.jobs);
      more = dispatched.more;
    }
    times.push(performance.now() - since);
    if (jobs.length !== AT_ONCE) throw new Error(`${jobs.length} jobs were dispatched, not ${AT_ONCE}`);
    redisBytes = Number(/used_memory:(\d+)/.exec(await site.redis.info('memory'))![1]);
    await queue.obliterate({ force: true });
    await site.query('DELETE FROM engine.unfinished WHERE job_id = ANY ($1)', [jobs.map(({ jobId }) => jobId)]);
    await refill(site, organizations);
  }
  return { ms: median(times), redisBytes };
}

async function refill(site: Site, organizations: number): Promise<void> {
  const client = await site.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(
      `WITH added AS (INSERT INTO engine.unfinished (job_id, queue, organization_id, phase, rank_at, run_at, slot)
         SELECT gen_random_uuid()::text, '${QUEUE}', ${ORGANIZATION_OF}, 'r', clock_timestamp(), clock_timestamp(), 'n'
         FROM (SELECT (random() * 1e6)::int AS n FROM generate_series(1, $1::int)) numbers
         RETURNING queue, organization_id)
       INSERT INTO engine.lanes (queue, organization_id, waiting) SELECT DISTINCT queue, organization_id, true FROM added
       ON CONFLICT (queue, organization_id) DO UPDATE SET waiting = true`,
      [AT_ONCE, organizations],
    );
    await client.query('SET session_replication_role = DEFAULT');
  } finally {
    client.release();
  }
}
