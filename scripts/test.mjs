/**
 * `npm test [-- <path>…]`: every test, on a PostgreSQL of its own and, where there is one, a Redis of its own. What
 * follows `--` goes to vitest. The last line is `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from './lib/chromium.mjs';
import { startPostgres, stopPostgres } from './lib/embedded-postgres.mjs';
import { localFolder, makeLocalFolder, root } from './lib/local-folder.mjs';
import { freePort } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { isRunning } from './lib/processes.mjs';
import { isRedisInstalled, startRedis, stopRedis } from './lib/redis-server.mjs';
import { requireNode, runScript, step } from './lib/steps.mjs';
import { countTests } from './lib/test-report.mjs';

const FIRST_POSTGRES_PORT = 55432;
const FOLDER_PREFIX = 'test-';

/** What is lost when the machine stops does not matter to a test. */
const UNSAFE_BUT_FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const folder = join(localFolder, `${FOLDER_PREFIX}${process.pid}`);
const stopped = new AbortController();

/** Stops and removes what a run used. @param {string} runFolder */
async function removeRun(runFolder) {
  await stopRedis(runFolder);
  await stopPostgres(join(runFolder, 'postgres'));
  rmSync(runFolder, { recursive: true, force: true });
}

/** Removes what runs left that were killed. */
async function removeAbandonedRuns() {
  for (const name of readdirSync(localFolder).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    if (!isRunning(Number(name.slice(FOLDER_PREFIX.length)), 'test.mjs')) await removeRun(join(localFolder, name));
  }
}

async function startServers() {
  makeLocalFolder();
  await removeAbandonedRuns();
  mkdirSync(folder, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const given = process.env.TEST_REDIS_URL || process.env.TEST_REDIS || process.env.REDIS_URL;
  const redisUrl = given || (isRedisInstalled() ? await step('Redis', () => startRedis(folder)) : undefined);
  if (!chromiumPath()) console.log('Skipped: what needs a browser (install chromium, or set CHROMIUM_PATH).');
  if (!redisUrl) console.log('Skipped: what needs Redis (install redis-server, or set REDIS_URL).');
  const choosePort = () => freePort(FIRST_POSTGRES_PORT);
  const { url } = await step(
    'PostgreSQL',
    () => startPostgres(join(folder, 'postgres'), choosePort, UNSAFE_BUT_FAST),
    (server) => `port ${new URL(server.url).port}`,
  );
  return { TEST_DATABASE_URL: url, ...(redisUrl && { TEST_REDIS_URL: redisUrl }) };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reportFile
 * @returns {Promise<number | null>} vitest's exit code
 */
function runVitest(env, reportFile) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2)];
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
  await prepare(stopped.signal);
  const reportFile = join(folder, 'report.json');
  try {
    const servers = await startServers();
    const code = await runVitest({ ...process.env, ...servers }, reportFile);
    const { passed, failed, skipped } = readCounts(reportFile);
    if (code !== 0 || failed > 0 || passed === 0) process.exitCode = 1;
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  } finally {
    await removeRun(folder);
  }
});
