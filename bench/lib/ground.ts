import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres, stopPostgres } from '../../scripts/lib/embedded-postgres.mjs';
import { root } from '../../scripts/lib/local-folder.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startRedis, stopRedis } from '../../scripts/lib/redis-server.mjs';
import { applyMigrations } from '../../src/core/database/migrator.js';
import { runStatement } from '../../test/support/run-statement.js';
import { createTokenIssuer, type TokenIssuer } from '../../test/support/session-tokens.js';
import { BenchProcess } from './bench-process.js';

const FIRST_PORT = 59_432;

/** As on a small server of its own: what is committed is on the disk (fsync, synchronous_commit and full pages are on by default). */
const POSTGRES_SETTINGS = ['shared_buffers=1GB', 'max_wal_size=4GB', 'checkpoint_timeout=15min'];

/** Higher than anything that a row asks for: no limit of the product's is measured here. */
const NO_LIMIT = { ORG_MAX_UNFINISHED_JOBS: '1000000', CREATE_RATE_LIMIT: '1000000/1s' };

/** The servers of a run, which all sides share. */
export class Ground {
  readonly issuer: TokenIssuer = createTokenIssuer();
  private databases = 0;

  private constructor(
    readonly folder: string,
    /** Where the compiled sources are. */
    readonly build: string,
    readonly server: string,
    readonly redisUrl: string,
  ) {}

  static async open(folder: string, build: string): Promise<Ground> {
    const redisFolder = join(folder, 'redis');
    mkdirSync(redisFolder, { recursive: true });
    const { url } = await startPostgres(join(folder, 'postgres'), () => freePort(FIRST_PORT), POSTGRES_SETTINGS);
    const ground = new Ground(folder, build, url, await startRedis(redisFolder));
    await runStatement(url, 'CREATE DATABASE template_bench');
    await applyMigrations(addressOf(url, 'template_bench'), join(root, 'prisma/migrations'));
    return ground;
  }

  async close(): Promise<void> {
    await stopRedis(join(this.folder, 'redis'));
    await stopPostgres(join(this.folder, 'postgres'));
  }

  /** A migrated database of a side's own, and a Redis with nothing in it. */
  async openSite(): Promise<Site> {
    const name = `bench_${(this.databases += 1)}`;
    await runStatement(this.server, `CREATE DATABASE ${name} TEMPLATE template_bench`);
    const redis = new Redis(this.redisUrl);
    await redis.flushall();
    return new Site(this, name, addressOf(this.server, name), redis);
  }
}

const addressOf = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = database;
  return url.href;
};

/** What one side runs on while it is measured. */
export class Site {
  readonly pool: pg.Pool;
  private readonly processes: BenchProcess[] = [];

  constructor(
    readonly ground: Ground,
    private readonly name: string,
    readonly url: string,
    readonly redis: Redis,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 2 });
    this.pool.on('error', () => undefined);
  }

  async query<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.pool.query(text, values)).rows as R[];
  }

  /** Starts a module of the build, with the settings that the product needs. */
  async start(module: string, { args = [] as string[], env = {} as Record<string, string> } = {}) {
    const { folder, build, issuer, redisUrl } = this.ground;
    const started = await BenchProcess.start({
      module: join(build, module),
      args,
      env: { ...issuer.environment, ...NO_LIMIT, DATABASE_URL: this.url, REDIS_URL: redisUrl, ...env },
      logFile: join(folder, `${this.name}-${this.processes.length}.log`),
    });
    this.processes.push(started);
    return started;
  }

  /** Ends what was started here, and removes the database. */
  async close(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.end()));
    this.redis.disconnect();
    await this.pool.end();
    await runStatement(this.ground.server, `DROP DATABASE ${this.name} WITH (FORCE)`);
  }
}

/** Runs `work` on a site of its own, and clears up after it. */
export async function onSite<T>(ground: Ground, work: (site: Site) => Promise<T>): Promise<T> {
  const site = await ground.openSite();
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}
