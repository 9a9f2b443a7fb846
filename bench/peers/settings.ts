/** What every peer's process is started with: the same for all. */

/** As many connections as a process of the product may have. */
export const POOL_SIZE = 20;

export const databaseUrl = process.env.DATABASE_URL!;

export const redisUrl = process.env.REDIS_URL!;

/** Jobs that a worker runs at once. */
export const concurrency = Number(process.env.BENCH_CONCURRENCY);

/** Which of a peer's two processes this is, and which of its ways it goes. */
export const role = { name: process.argv[2] as 'producer' | 'worker', mode: process.argv[3] ?? '' };
