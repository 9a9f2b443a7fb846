/**
 * `npm test [-- <path>…]`: every test but those of test/long, on a PostgreSQL of its own and, where there is one, a Redis of
 * its own. What follows `--` goes to vitest, but for `--through`: `pooler` puts a PgBouncer in transaction mode before
 * PostgreSQL, `cluster` or `sentinel` gives each system of processes a Redis Cluster of its own, or a master under Sentinels.
 * The last line is `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from './lib/chromium.mjs';
import { startPostgres, stopPostgres } from './lib/embedded-postgres.mjs';
import { localFolder, makeLocalFolder, root } from './lib/local-folder.mjs';
import { freePort } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { isPgbouncerInstalled, startPgbouncer, stopPgbouncer } from './lib/pgbouncer.mjs';
import { isRunning } from './lib/processes.mjs';
import { isRedisInstalled, startRedis, stopRedis } from './lib/redis-server.mjs';
import { requireNode, runScript, step, StepError } from './lib/steps.mjs';
import { countTests } from './lib/test-report.mjs';

const FIRST_POSTGRES_PORT = 55432;
const FOLDER_PREFIX = 'test-';

/** What takes long by itself is run when it is named, as `.ci/run` does. */
const WITHOUT_LONG = ['--project', '!long'];

/** `--through`, for Redis. */
const REDIS_WAYS = ['cluster', 'sentinel'];

/** What is lost when the machine stops does not matter to a test. */
const UNSAFE_BUT_FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** @param {string} url */
const portOf = (url) => `port ${new URL(url).port}`;

const folder = join(localFolder, `${FOLDER_PREFIX}${process.pid}`);
const stopped = new AbortController();

/** Stops and removes what a run used. @param {string} runFolder */
async function removeRun(runFolder) {
  await stopRedis(runFolder);
  await stopPgbouncer(runFolder);
  await stopPostgres(join(runFolder, 'postgres'));
  rmSync(runFolder, { recursive: true, force: true });
}

/** Removes what runs left that were killed. */
async function removeAbandonedRuns() {
  for (const name of readdirSync(localFolder).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    if (!isRunning(Number(name.slice(FOLDER_PREFIX.length)), 'test.mjs')) await removeRun(join(localFolder, name));
  }
}

/**
 * Takes `--through <way>[,<way>]` out of the arguments.
 * @param {string[]} args
 * @throws {StepError} where there is no such way, or nothing to go through
 */
function readArguments(args) {
  const at = args.indexOf('--through');
  if (at < 0) return { through: [], forVitest: args };
  const through = args[at + 1]?.split(',') ?? [];
  const unknown = through.filter((way) => !['pooler', ...REDIS_WAYS].includes(way));
  if (unknown.length > 0 || through.length === 0)
    throw new StepError(`--through ${through.join()}: pooler, cluster, sentinel, or two of them with a comma.`);
  if (through.includes('pooler') && !isPgbouncerInstalled())
    throw new StepError('--through pooler: install pgbouncer.');
  if (through.some((way) => REDIS_WAYS.includes(way)) && !isRedisInstalled())
    throw new StepError(`--through ${through.join()}: install redis-server.`);
  return { through, forVitest: args.toSpliced(at, 2) };
}

/**
 * @param {string[]} through
 * @returns {Promise<string | undefined>} an address, or what each system starts for itself
 */
async function provideRedis(through) {
  const given = process.env.TEST_REDIS_URL || process.env.TEST_REDIS || process.env.REDIS_URL;
  const own = through.find((way) => REDIS_WAYS.includes(way)) ?? given;
  return own || (isRedisInstalled() ? step('Redis', () => startRedis(folder)) : undefined);
}

/** @param {string[]} through */
async function startServers(through) {
  makeLocalFolder();
  await removeAbandonedRuns();
  mkdirSync(folder, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const redisUrl = await provideRedis(through);
  if (!chromiumPath()) console.log('Skipped: what needs a browser (install chromium, or set CHROMIUM_PATH).');
  if (!redisUrl) console.log('Skipped: what needs Redis (install redis-server, or set REDIS_URL).');
  const choosePort = () => freePort(FIRST_POSTGRES_PORT);
  const { url } = await step(
    'PostgreSQL',
    () => startPostgres(join(folder, 'postgres'), choosePort, UNSAFE_BUT_FAST),
    (server) => portOf(server.url),
  );
  const pooled = through.includes('pooler') && (await step('PgBouncer', () => startPgbouncer(folder, url), portOf));
  return {
    TEST_DATABASE_URL: url,
    ...(pooled && { TEST_DATABASE_POOLER_URL: pooled }),
    ...(redisUrl && { TEST_REDIS_URL: redisUrl }),
  };
}

/**
 * @param {string[]} given
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reportFile
 * @returns {Promise<number | null>} vitest's exit code
 */
function runVitest(given, env, reportFile) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...given];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit', signal: stopped.signal });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => (stopped.signal.aborted ? resolve(null) : reject(error)));
    child.once('exit', resolve);
  });
}

/** @param {string} reportFile */
function readCounts(reportFile) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  return countTests(JSON.parse(readFileSync(reportFile, 'utf8')));
}

requireNode();
await runScript(async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopped.abort());
  const { through, forVitest } = readArguments(process.argv.slice(2));
  await prepare(stopped.signal);
  const reportFile = join(folder, 'report.json');
  try {
    const servers = await startServers(through);
    const code = await runVitest(
      forVitest.length > 0 ? forVitest : WITHOUT_LONG,
      { ...process.env, ...servers },
      reportFile,
    );
    const { passed, failed, skipped } = readCounts(reportFile);
    if (code !== 0 || failed > 0 || passed === 0) process.exitCode = 1;
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  } finally {
    await removeRun(folder);
  }
});
