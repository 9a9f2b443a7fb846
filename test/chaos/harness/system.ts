import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createTokenIssuer, type TokenIssuer } from '../../support/session-tokens.js';
import { runStatement } from '../../support/run-statement.js';
import type { LoggedEffect } from '../processes/effect-log.protocol.js';
import { ChaosProcess } from './chaos-process.js';
import { FaultProxy } from './fault-proxy.js';
import type { HostNetwork } from './hosts.js';
import type { PostgresServer, RedisServer } from './servers.js';

/** What a system is made of, and where it lies. */
export interface SystemPlan {
  /** For its logs. */
  folder: string;
  /** Where the compiled sources are. */
  build: string;
  /** The address of the PostgreSQL server that its database is made on. */
  server: string;
  /** That server, where the system has it for itself. */
  postgres: PostgresServer | null;
  /** A migrated database that the system's own is a copy of. */
  template: string;
  /** null: BullMQ on PostgreSQL. */
  redis: RedisServer | null;
  apis: number;
  workers: number;
  /** A host for each API and worker, by its name; null: all are on this machine. */
  hosts: HostNetwork | null;
  /** Whether each process reaches its servers through proxies of its own. */
  proxied: boolean;
  settings: Record<string, string>;
}

/** The network of one process. */
export interface Links {
  postgres: FaultProxy;
  redis: FaultProxy | null;
}

/** Processes under test on a database of their own, with an effect log beside them. */
export class ChaosSystem {
  readonly apis: ChaosProcess[] = [];
  readonly workers: ChaosProcess[] = [];
  readonly links = new Map<ChaosProcess, Links>();
  readonly issuer: TokenIssuer = createTokenIssuer();
  /** The suite's own way to the database, past all proxies. */
  readonly pool: pg.Pool;
  private effectLog!: ChaosProcess;

  private constructor(
    readonly plan: SystemPlan,
    readonly databaseUrl: string,
  ) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    this.pool.on('error', () => undefined);
  }

  static async start(plan: SystemPlan): Promise<ChaosSystem> {
    mkdirSync(plan.folder, { recursive: true });
    const name = `chaos_${process.pid}_${process.hrtime.bigint()}`;
    await runStatement(plan.server, `CREATE DATABASE ${name} TEMPLATE ${plan.template}`);
    const url = new URL(plan.server);
    url.pathname = name;
    const system = new ChaosSystem(plan, url.href);
    try {
      await system.open();
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  get processes(): ChaosProcess[] {
    return [...this.apis, ...this.workers];
  }

  async query<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.pool.query(text, values)).rows as R[];
  }

  /** Every effect begun, oldest first. */
  effects(): LoggedEffect[] {
    return readFileSync(this.effectFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LoggedEffect);
  }

  /** Starts one more worker. @param settings of its own */
  async addWorker(settings: Record<string, string> = {}): Promise<ChaosProcess> {
    const worker = await this.create(`worker-${this.workers.length}`, 'worker', settings);
    this.workers.push(worker);
    await worker.start();
    return worker;
  }

  /** Ends everything, frozen processes too. */
  async stop(): Promise<void> {
    await Promise.all([...this.processes, this.effectLog].map((each) => (each?.isRunning ? each.kill() : undefined)));
    await Promise.all(
      [...this.links.values()].flatMap(({ postgres, redis }) => [postgres.close(), redis?.close() ?? undefined]),
    );
    await this.pool.end();
    if (this.plan.postgres) return;
    const { pathname } = new URL(this.databaseUrl);
    await runStatement(this.plan.server, `DROP DATABASE ${pathname.slice(1)} WITH (FORCE)`);
  }

  private get effectFile(): string {
    return join(this.plan.folder, 'effects.jsonl');
  }

  private async open(): Promise<void> {
    const { plan } = this;
    await this.query(
      `CREATE SCHEMA chaos; CREATE TABLE chaos.intents (job_id text PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT clock_timestamp(), confirmed_at timestamptz)`,
    );
    this.effectLog = new ChaosProcess('effect-log', {
      module: this.moduleOf('effect-log'),
      args: [this.effectFile, this.plan.hosts?.address ?? '127.0.0.1'],
      env: {},
      logFile: join(plan.folder, 'effect-log.log'),
    });
    await this.effectLog.start();
    for (let index = 0; index < plan.apis; index += 1) this.apis.push(await this.create(`api-${index}`, 'api'));
    for (let index = 0; index < plan.workers; index += 1)
      this.workers.push(await this.create(`worker-${index}`, 'worker'));
    await Promise.all(this.processes.map((each) => each.start()));
  }

  private moduleOf(name: string): string {
    return join(this.plan.build, `test/chaos/processes/${name}.js`);
  }

  private async create(name: string, module: string, settings: Record<string, string> = {}): Promise<ChaosProcess> {
    const { plan } = this;
    const links = plan.proxied
      ? {
          postgres: await FaultProxy.open(this.databaseUrl),
          redis: plan.redis && (await FaultProxy.open(plan.redis.url)),
        }
      : null;
    const host = plan.hosts?.host(name);
    const redisUrl = links?.redis?.url ?? plan.redis?.url;
    const env = {
      ...this.issuer.environment,
      DATABASE_URL: links?.postgres.url ?? this.databaseUrl,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      CHAOS_ADDRESS: host?.address ?? '127.0.0.1',
      CHAOS_EFFECT_LOG: `http://${plan.hosts?.address ?? '127.0.0.1'}:${this.effectLog.port}`,
      ...plan.settings,
      ...settings,
    };
    const logFile = join(plan.folder, `${name}.log`);
    const made = new ChaosProcess(name, { module: this.moduleOf(module), env, logFile, host });
    if (links) this.links.set(made, links);
    return made;
  }
}
