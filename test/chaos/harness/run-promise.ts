import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { Chaos } from './chaos.js';
import { check } from './checker.js';
import { ChaosClient } from './client.js';
import type { Backend, EnginePromise, Scale } from './engine-promise.js';
import { HostNetwork } from './hosts.js';
import { Observer } from './observer.js';
import { createRandom } from './random.js';
import { openPostgres, openRedis, type PostgresServer, type RedisServer } from './servers.js';
import { ChaosSystem } from './system.js';
import { makeTemplate } from './template.js';
import type { Verdict } from './verdict.js';

/** Where and with what a promise is run. */
export interface Ground {
  /** For its logs and servers; emptied by whoever made it. */
  folder: string;
  /** The compiled sources. */
  build: string;
  /** The address of a PostgreSQL that no promise ends. */
  server: string;
  /** A migrated database on it. */
  template: string;
  /** Aborts when the run is to end before its time. */
  stopped: AbortSignal;
}

/** Leases, delays and limits that make a run short; throttles and caps that let it have as many jobs as it wants. */
const usualSettings: Record<string, string> = {
  JOB_LEASE_MS: '2000',
  JOB_LOSS_DELAYS_MS: '0,100,200,400',
  JOB_BACKOFF_MS: '50,100,200',
  SHUTDOWN_TIMEOUT_MS: '2000',
  ORG_MAX_UNFINISHED_JOBS: '1000000',
  CREATE_RATE_LIMIT: '1000000/1s',
  CHAOS_CONCURRENCY: '10',
  CHAOS_TIME_LIMIT_MS: '60000',
  LOG_LEVEL: 'info',
};

/** After the last fault is healed, everything recovers within this (docs/architecture.md, 8); with short leases it takes less. */
const RECOVERY_MS = { long: 60_000, short: 40_000 };

/** What each job of the load adds to that, where the promise does not say. */
const USUAL_JOB_MS = 50;

/** Runs one promise on a system of its own. The seed decides what it does when. */
export async function runPromise(
  promise: EnginePromise,
  ground: Ground,
  backend: Backend,
  seed: number,
  scale: Scale,
): Promise<Verdict> {
  const folder = join(ground.folder, `promise-${promise.number}-${backend}`);
  const {
    apis = 1,
    workers = 2,
    proxied = false,
    ownPostgres = false,
    hosts: onHosts = false,
    postgresDiskMb,
    settings = {},
  } = promise.system ?? {};
  const hosts = onHosts ? HostNetwork.open(['servers', ...namesOf('api', apis), ...namesOf('worker', workers)]) : null;
  const host = hosts?.host('servers');
  let postgres: PostgresServer | null = null;
  let redis: RedisServer | null = null;
  try {
    if (ownPostgres || host) postgres = await openPostgres(join(folder, 'postgres'), { diskMb: postgresDiskMb, host });
    if (backend === 'redis') redis = await openRedis(join(folder, 'redis'), host);
    const system = await ChaosSystem.start({
      folder,
      build: ground.build,
      postgres,
      server: postgres?.url ?? ground.server,
      template: postgres ? await makeTemplate(postgres.url) : ground.template,
      redis,
      hosts,
      apis,
      workers,
      proxied,
      settings: { ...usualSettings, ...settings },
    });
    const ended = new AbortController();
    try {
      const stopped = abortionOf(ground.stopped, ended.signal);
      return await Promise.race([runOn(system, promise, backend, seed, scale), stopped]);
    } finally {
      ended.abort();
      await system.stop();
    }
  } finally {
    await redis?.stop();
    await postgres?.stop();
    hosts?.close();
  }
}

const namesOf = (kind: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${kind}-${index}`);

async function runOn(
  system: ChaosSystem,
  promise: EnginePromise,
  backend: Backend,
  seed: number,
  scale: Scale,
): Promise<Verdict> {
  const random = createRandom(seed);
  const client = new ChaosClient(system, random, scale.forMs);
  const observer = new Observer(system);
  const chaos = new Chaos(system, client, observer, random, backend, scale, promise.faults[scale.form]);
  const thrown: string[] = [];
  try {
    await promise.run(chaos);
  } catch (error) {
    thrown.push(error instanceof Error ? error.message : String(error));
  }
  await client.settled();
  await allFinal(system, RECOVERY_MS[scale.form] + (promise.jobMs ?? USUAL_JOB_MS) * client.acknowledged.length);
  await observer.stop();
  const verdict = await check(system, client.acknowledged, chaos.faults, observer);
  const problems = new Set([...thrown, ...chaos.problems, ...client.problems, ...verdict.problems]);
  return { ...verdict, problems: [...problems] };
}

/** @param ended aborts when nobody waits for it any more */
async function abortionOf(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort', { signal: ended });
  throw signal.reason;
}

/** Resolves when no job is unfinished, or the patience is at an end: what is left then is stuck. */
async function allFinal(system: ChaosSystem, patienceMs: number): Promise<void> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await delay(50)) {
    const [left] = await system.query<{ count: string }>('SELECT count(*) FROM engine.unfinished');
    if (left!.count === '0') return;
  }
}
