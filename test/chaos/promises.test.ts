import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { isRedisInstalled } from '../../scripts/lib/redis-server.mjs';
import { buildChaos } from './build.mjs';
import type { Backend } from './harness/engine-promise.js';
import { createLimit } from './harness/limit.js';
import { type Ground, runPromise } from './harness/run-promise.js';
import { complaints } from './harness/verdict.js';
import { promises } from './promises/list.js';
import { makeRunFolder, removeRunFolder } from '../../scripts/lib/run-folder.mjs';

/** Most of a run is waiting for leases to end. */
const AT_ONCE = 2;

const RUN_MS = 150_000;

const hasRedis = isRedisInstalled();

/** Both are met over the whole list. */
const backendOf = (number: number): Backend => (hasRedis && number % 2 === 0 ? 'redis' : 'postgres');

const able = promises.filter(({ number, backends, onlyLong, title, missing }) => {
  if (onlyLong || (backends && !backends.includes(backendOf(number)))) return false;
  const lacking = missing?.();
  if (lacking) process.stderr.write(`Skipped: promise ${number}, ${title} (${lacking}).\n`);
  return !lacking;
});

describe('promises of the job engine, one seed each', () => {
  const limit = createLimit(AT_ONCE);
  const stopped = new AbortController();
  let ground: Ground;

  beforeAll(async () => {
    const folder = await makeRunFolder('chaos');
    const build = `${folder}/build`;
    await buildChaos(build);
    const url = inject('databaseServer');
    ground = { folder, build, server: url, template: inject('templateDatabase'), stopped: stopped.signal };
  });

  afterAll(async () => {
    stopped.abort();
    await removeRunFolder(ground.folder);
  });

  it.concurrent.for(able)('$number $title', { timeout: able.length * RUN_MS }, async (promise, { expect }) => {
    const { number } = promise;
    const backend = backendOf(number);
    const seed = Number(process.env.CHAOS_SEED ?? number);
    const scale = { form: 'short', jobs: 30, forMs: RUN_MS } as const;
    const verdict = await limit(() => runPromise(promise, ground, backend, seed, scale));
    const again = `npm run chaos -- --short --jobs 30 --promise ${number} --backend ${backend} --seed ${seed}`;
    expect(complaints(verdict), `To see it again: ${again}`).toEqual([]);
  });
});
