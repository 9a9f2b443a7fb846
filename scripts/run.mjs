/**
 * `npm run start:api` (start:worker, start:scheduler): one process of the build. Beside a running `npm start` of this
 * checkout it joins that one's stand-ins; otherwise it has what the environment says. `npm run dev:api` (and so on): the
 * same, built again and restarted on every change.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { APP_PROCESSES } from './lib/app-processes.mjs';
import { readLocal, root } from './lib/local-folder.mjs';
import { freePort, USUAL_PORTS } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { loadEnvFile, runningLauncher, standInSettings } from './lib/settings.mjs';
import { requireNode, runScript, StepError } from './lib/steps.mjs';

/**
 * Gives the process what the running `npm start` gave its own, and a port beside them.
 * @param {import('./lib/app-processes.mjs').AppProcess} app
 */
async function joinRunningLauncher({ port, variable }) {
  const settings = standInSettings({
    databaseUrl: readLocal('database-url'),
    sandboxUrl: readLocal('sandbox-url'),
  });
  Object.assign(process.env, settings);
  if (process.env[variable]) return;
  process.env[variable] = String(await freePort(USUAL_PORTS[port]));
  console.log(`Beside the running npm start, on port ${process.env[variable]} (${variable}).`);
}

/** @param {string} module */
async function watch(module) {
  const swc = [
    'node_modules/@swc/cli/bin/swc.js',
    'src',
    'sandbox',
    '-d',
    'dist',
    '--ignore',
    '**/*.spec.ts',
    '--watch',
  ];
  const children = [swc, ['--watch', '--enable-source-maps', module]].map((args) =>
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }),
  );
  const stop = () => children.forEach((child) => child.kill('SIGTERM'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
}

requireNode();
await runScript(async () => {
  const { values, positionals } = parseArgs({ options: { watch: { type: 'boolean' } }, allowPositionals: true });
  const chosen = APP_PROCESSES.find(({ port }) => port === positionals[0]);
  if (!chosen) throw new StepError(`Name one of ${APP_PROCESSES.map(({ port }) => port).join(', ')}.`);
  process.chdir(root);
  if (values.watch) await prepare();
  if (!existsSync(join(root, chosen.module)))
    throw new StepError(`There is no ${chosen.module}. Run "npm run build" first.`);
  loadEnvFile();
  if (runningLauncher()) await joinRunningLauncher(chosen);
  if (values.watch) return watch(chosen.module);
  await import(join(root, chosen.module));
});
