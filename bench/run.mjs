/**
 * `npm run bench -- [--rows 1,3] [--rounds N] [--short]`: what the engine and its neighbours do on this machine, side by side.
 * Installs the peers and their Node.js under bench/, compiles, and runs `main.ts` on servers of its own, which it removes.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/lib/local-folder.mjs';
import { prepare } from '../scripts/lib/prepare.mjs';
import { isRedisInstalled } from '../scripts/lib/redis-server.mjs';
import { makeRunFolder, removeRunFolder } from '../scripts/lib/run-folder.mjs';
import { requireNode, runScript, step, StepError } from '../scripts/lib/steps.mjs';

const folder = join(root, 'bench');

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let stopped = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stopped = true;
    running?.kill('SIGTERM');
  });

/**
 * Runs a command; what it prints is shown, or kept for the case that it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {'shown' | 'kept'} output
 * @param {string} cwd
 * @returns {Promise<void>}
 * @throws {StepError}
 */
async function run(command, args, output, cwd = root) {
  const streams = output === 'shown' ? 'inherit' : 'pipe';
  /** @type {import('node:child_process').ChildProcess} */
  const child = spawn(command, args, { cwd, stdio: ['ignore', streams, streams] });
  running = child;
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (printed += text));
  /** @type {[number | null, NodeJS.Signals | null]} */
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (...ended) => resolve(ended));
  });
  running = undefined;
  if (stopped) throw new StepError('Stopped.');
  if (code !== 0)
    throw new StepError(
      output === 'shown'
        ? `The benchmark ended with ${signal ?? code}.`
        : `"${command} ${args.join(' ')}" ended with ${signal ?? code}:\n${printed.trim()}`,
    );
}

/** npm's own record tells whether the peers are what the lock file says. */
function isInstalled() {
  const record = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version }]) => path === '' || present[path]?.version === version);
}

async function installPeers() {
  if (isInstalled()) return 'up to date';
  await run('npm', ['ci', '--no-audit', '--no-fund'], 'kept', folder);
  return 'installed';
}

requireNode();
await runScript(async () => {
  if (process.platform !== 'linux')
    throw new StepError("The benchmark runs on Linux: it reads the processes' time and memory from /proc.");
  if (!isRedisInstalled())
    throw new StepError(
      'There is no redis-server on the PATH: install it (Debian: apt-get install redis-server). Every row needs it.',
    );
  await prepare();
  await step('Peers and their Node.js', installPeers);
  await step('Types of the benchmark', async () => {
    await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'bench'], 'kept');
    return 'checked';
  });
  const runFolder = await makeRunFolder('bench');
  try {
    const build = join(runFolder, 'build');
    const { compile } = await import('../scripts/lib/compile.mjs');
    await step(
      'Benchmark build',
      () => compile(build, ['src', 'test/support', 'bench']),
      () => 'built',
    );
    symlinkSync(join(folder, 'node_modules'), join(build, 'bench/node_modules'), 'junction');
    const node = join(folder, 'node_modules/.bin/node');
    const args = [
      '--enable-source-maps',
      join(build, 'bench/main.js'),
      '--folder',
      runFolder,
      ...process.argv.slice(2),
    ];
    await run(node, args, 'shown');
  } finally {
    await removeRunFolder(runFolder);
  }
});
