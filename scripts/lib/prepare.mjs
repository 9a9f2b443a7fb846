/** What must be there before anything runs: packages, the Prisma client, the build. Each is redone when it is stale. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './local-folder.mjs';
import { step, StepError } from './steps.mjs';

const schemaEngine = join(root, 'tools/schema-engine.mjs');

/**
 * Installs, generates and builds, as far as needed.
 * @param {AbortSignal} [signal] ends what runs
 */
export async function prepare(signal) {
  await prepareServer(signal);
  await step('Dashboard', () => buildWeb(signal));
}

/**
 * The same without the dashboard.
 * @param {AbortSignal} [signal] ends what runs
 */
export async function prepareServer(signal) {
  await step('Packages', () => install(signal));
  await step('Prisma client', () => generate(signal));
  await step('Build', () => build(signal));
}

/** @param {string} path within the checkout */
const read = (path) => readFileSync(join(root, path), 'utf8');

/**
 * @param {string} command
 * @param {string[]} args
 * @param {AbortSignal | undefined} signal
 * @param {Record<string, string>} [env]
 * @throws {StepError} with what the command printed
 */
async function run(command, args, signal, env) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  }
  const [code] = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (...ended) => resolve(ended));
  });
  if (code !== 0) throw new StepError(`"${[command, ...args].join(' ')}" ended with ${code}:\n${output.trim()}`);
}

/** npm's own record of node_modules tells whether it holds what the lock file says, whoever installed it. */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  /** @type {Record<string, { version: string, optional?: boolean }>} */
  const wanted = JSON.parse(read('package-lock.json')).packages;
  /** @type {typeof wanted} */
  const present = JSON.parse(read('node_modules/.package-lock.json')).packages;
  return (
    Object.keys(present).every((path) => path in wanted) &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || (present[path] ? present[path].version === version : optional),
    )
  );
}

/**
 * Installs the packages that the lock file names, unless they are there.
 * @param {AbortSignal} [signal] ends what runs
 */
export async function install(signal) {
  if (isInstalled()) return 'up to date';
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  await run(npm ? process.execPath : 'npm', npm ? [npm, ...args] : args, signal, {
    // Where npm runs every install script, Prisma's would download an engine, and scarf's would report the installation.
    PRISMA_SCHEMA_ENGINE_BINARY: schemaEngine,
    SCARF_ANALYTICS: 'false',
  });
  return 'installed';
}

/**
 * Does `work` unless the stamp says that it was done for these contents.
 * @param {string} stamp path of a file within the checkout
 * @param {string[]} inputs paths of files
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether it was done
 */
async function unlessDone(stamp, inputs, work) {
  const hash = createHash('sha256');
  for (const path of inputs) hash.update(`${path}\n`).update(read(path));
  const digest = hash.digest('hex');
  if (existsSync(join(root, stamp)) && read(stamp) === digest) return false;
  rmSync(join(root, stamp), { force: true });
  await work();
  writeFileSync(join(root, stamp), digest);
  return true;
}

/** @param {AbortSignal} [signal] */
async function generate(signal) {
  const inputs = ['prisma/schema.prisma', 'node_modules/prisma/package.json'];
  const generated = await unlessDone('src/core/database/generated/.schema-hash', inputs, () =>
    run(process.execPath, ['tools/prisma.mjs', 'generate'], signal),
  );
  return generated ? 'generated' : 'up to date';
}

/**
 * @param {string} folder within the checkout
 * @param {RegExp} pattern
 */
const filesIn = (folder, pattern) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => pattern.test(path))
        .map((path) => `${folder}/${path}`)
        .sort()
    : [];

/** @param {AbortSignal} [signal] */
async function build(signal) {
  const sources = ['src', 'sandbox'].flatMap((folder) => filesIn(folder, /(?<!\.spec)\.ts$/));
  const built = await unlessDone(
    'dist/.source-hash',
    ['.swcrc', 'node_modules/@swc/core/package.json', ...sources],
    async () => {
      await run(
        process.execPath,
        ['node_modules/@swc/cli/bin/swc.js', 'src', 'sandbox', '-d', 'dist', '--ignore', '**/*.spec.ts'],
        signal,
      );
      const expected = new Set(sources.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`));
      for (const path of ['dist/src', 'dist/sandbox'].flatMap((folder) => filesIn(folder, /\.js(\.map)?$/))) {
        if (!expected.has(path.replace(/\.map$/, ''))) rmSync(join(root, path));
      }
    },
  );
  return built ? 'built' : 'up to date';
}

/** @param {AbortSignal} [signal] */
async function buildWeb(signal) {
  const sources = ['web', 'client'].flatMap((folder) => filesIn(folder, /(?<!\.spec)\.(css|html|svg|tsx?)$/));
  const built = await unlessDone('dist/.web-hash', ['package-lock.json', ...sources], () =>
    run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web'], signal),
  );
  return built ? 'built' : 'up to date';
}
