/**
 * `npm run chaos -- [--jobs N] [--minutes M] [--backend redis|postgres|both] [--seed S] [--promise P] [--short] [--mutants]`:
 * the promises of the job engine, against real processes and faults, on servers of its own. N jobs and M minutes are for
 * one backend, shared by its promises. `--mutants` breaks the engine in known ways instead, each of which must be noticed.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from './lib/prepare.mjs';
import { isRedisInstalled } from './lib/redis-server.mjs';
import { requireNode, runScript, step, StepError } from './lib/steps.mjs';

/** @typedef {import('../test/chaos/harness/engine-promise.js').Backend} Backend */

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} fallback
 */
function readNumber(name, text, fallback) {
  if (text === undefined) return fallback;
  if (!/^\d+(\.\d+)?$/.test(text)) throw new StepError(`--${name} takes a number, not "${text}".`);
  return Number(text);
}

/**
 * @param {string} wanted
 * @returns {Backend[]}
 */
function readBackends(wanted) {
  if (!['redis', 'postgres', 'both'].includes(wanted))
    throw new StepError(`--backend takes redis, postgres or both, not "${wanted}".`);
  if (wanted === 'postgres') return ['postgres'];
  if (isRedisInstalled()) return wanted === 'redis' ? ['redis'] : ['redis', 'postgres'];
  if (wanted === 'redis')
    throw new StepError('There is no redis-server on the PATH: install it, or leave --backend out.');
  console.log('Skipped: what needs Redis (install redis-server).');
  return ['postgres'];
}

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => stopped.abort(new StepError(`Stopped by ${signal}.`)));

requireNode();
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string' },
      minutes: { type: 'string' },
      backend: { type: 'string', default: 'both' },
      seed: { type: 'string' },
      promise: { type: 'string' },
      short: { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
    },
  });
  const backends = readBackends(values.backend);
  await prepare();
  const { makeRunFolder, removeRunFolder } = await import('./lib/run-folder.mjs');
  const folder = await makeRunFolder('chaos');
  const build = join(folder, 'build');
  const { buildChaos } = await import('../test/chaos/build.mjs');
  await step(
    'Chaos build',
    () => buildChaos(build),
    () => 'built',
  );
  /** @type {typeof import('../test/chaos/main.js')} */
  const { runChaos, runMutants } = await import(join(build, 'test/chaos/main.js'));
  const run = values.mutants ? runMutants : runChaos;
  const kept = await run({
    folder,
    build,
    backends,
    jobs: readNumber('jobs', values.jobs, values.short || values.mutants ? 40 : 2_000),
    minutes: readNumber('minutes', values.minutes, 15),
    seed: readNumber('seed', values.seed, Math.floor(Math.random() * 1_000_000)),
    promise: values.promise === undefined ? undefined : readNumber('promise', values.promise, 0),
    form: values.short ? 'short' : 'long',
    say: console.log,
    stopped: stopped.signal,
  });
  if (kept) await removeRunFolder(folder);
  else {
    console.log(`The processes' logs are kept in ${folder}.`);
    process.exitCode = 1;
  }
});
// What a stopped run still waits for is no reason to stay.
process.exit();
