/** `npm start`: the whole system on this machine, with stand-ins for what is not set. */
import { join } from 'node:path';
import { APP_PROCESSES } from './lib/app-processes.mjs';
import { goAround } from './lib/circle.mjs';
import { DemoClient } from './lib/demo-client.mjs';
import { curlLine, describeResult, runDemo } from './lib/demo.mjs';
import { keepPostgres, stopPostgres } from './lib/embedded-postgres.mjs';
import { createSignInLink, DEMO, issueToken } from './lib/local-issuer.mjs';
import { localFolder, makeLocalFolder, removeLocal, root, writeLocal } from './lib/local-folder.mjs';
import { choosePort, isFree, requirePort } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import {
  chosenUrl,
  describeSettings,
  LAUNCHER_FILE,
  loadEnvFile,
  PUBLIC_URL_FILE,
  publicUrl,
  runningLauncher,
  standIns,
  standInSettings,
  wantsSandbox,
  withoutPassword,
} from './lib/settings.mjs';
import { requireNode, runScript, secondsSince, step, StepError } from './lib/steps.mjs';
import { Supervisor } from './lib/supervisor.mjs';

const TOKEN_TTL_SECONDS = 86_400;

const begun = performance.now();
const stopped = new AbortController();

/** What must be ended or removed, last first. @type {(() => void | Promise<void>)[]} */
const cleanups = [];

/** @param {number} exitCode */
async function stop(exitCode) {
  if (stopped.signal.aborted) return;
  stopped.abort();
  for (const clean of cleanups.reverse()) await clean();
  process.exit(exitCode);
}

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      console.log(stopped.signal.aborted ? 'Still stopping.' : '\nStopping.');
      void stop(0);
    });
  }
}

function claimCheckout() {
  const running = runningLauncher();
  if (running) throw new StepError(`npm start already runs in this checkout (process ${running}) at ${publicUrl()}.`);
  makeLocalFolder();
  const files = [LAUNCHER_FILE, PUBLIC_URL_FILE, 'database-url', 'sandbox-url'];
  files.forEach(removeLocal);
  writeLocal(LAUNCHER_FILE, String(process.pid));
  cleanups.push(() => files.forEach(removeLocal));
}

/** @returns {Promise<string>} the address of the embedded PostgreSQL */
async function startDatabase() {
  const folder = join(localFolder, 'postgres');
  cleanups.push(() => stopPostgres(folder));
  const server = await keepPostgres(folder, () => choosePort('postgres'));
  cleanups.push(() => server.stop());
  writeLocal('database-url', server.url);
  return server.url;
}

/**
 * @param {string | undefined} embedded
 * @returns {Promise<string[]>} the names of what was applied
 */
async function migrate(embedded) {
  const url = embedded ?? (process.env.DATABASE_DIRECT_URL || String(process.env.DATABASE_URL));
  /** @type {typeof import('../src/core/database/migrator.js')} */
  const { applyMigrations } = await import(join(root, 'dist/src/core/database/migrator.js'));
  try {
    return await applyMigrations(url, join(root, 'prisma/migrations'));
  } catch (cause) {
    const { message, code } = /** @type {NodeJS.ErrnoException} */ (cause);
    throw new StepError(`${withoutPassword(url)}: ${message || code}`, { cause });
  }
}

/**
 * Starts processes on ports chosen for them, and once more on others when one was taken before it was listened on.
 * @param {() => Promise<number[]>} choosePorts
 * @param {(supervisor: Supervisor, ports: number[]) => Promise<unknown>} start
 */
async function startOnFreePorts(choosePorts, start) {
  for (;;) {
    const ports = await choosePorts();
    const supervisor = new Supervisor(Number(process.env.SHUTDOWN_TIMEOUT_MS || 30_000) + 5_000);
    cleanups.push(() => supervisor.stop());
    try {
      await start(supervisor, ports);
      return ports;
    } catch (error) {
      await supervisor.stop();
      const free = await Promise.all(ports.map(isFree));
      if (stopped.signal.aborted || free.every(Boolean)) throw error;
    }
  }
}

/** @returns {Promise<string>} the address of the sandbox */
async function startSandbox() {
  const [port] = await startOnFreePorts(
    async () => [await choosePort('sandbox')],
    (supervisor, [free]) => {
      const args = ['--port', String(free), '--dir', localFolder];
      return supervisor.start({ name: 'sandbox', module: 'dist/sandbox/main.js', args, env: process.env });
    },
  );
  const url = `http://127.0.0.1:${port}`;
  writeLocal('sandbox-url', url);
  return url;
}

async function chooseAppPorts() {
  /** @type {number[]} */
  const ports = [];
  for (const { port, variable } of APP_PROCESSES) {
    ports.push(process.env[variable] ? await requirePort(variable) : await choosePort(port, ports));
  }
  return ports;
}

/**
 * @param {{ databaseUrl?: string, sandboxUrl?: string }} running
 * @returns {Promise<number[]>} the ports of the processes, in their order
 */
async function startApp(running) {
  return startOnFreePorts(chooseAppPorts, async (supervisor, chosen) => {
    writeLocal(PUBLIC_URL_FILE, chosenUrl());
    const portSettings = Object.fromEntries(APP_PROCESSES.map(({ variable }, i) => [variable, String(chosen[i])]));
    const env = { ...process.env, ...standInSettings(running), ...portSettings };
    await Promise.all(APP_PROCESSES.map(({ name, module }) => supervisor.start({ name, module, env })));
  });
}

/**
 * @param {string | undefined} embedded
 * @returns {Promise<string>} where to sign in
 */
async function dashboardLink(embedded) {
  if (!standIns().identity) return publicUrl();
  const link = await createSignInLink(embedded ?? String(process.env.DATABASE_URL), DEMO);
  return `${link}\n  It signs in once, within 10 minutes (another: npm run sign-in).`;
}

/**
 * @param {string} url of the API on this machine
 * @param {string} user
 */
async function openClient(url, user) {
  return new DemoClient(url, await issueToken({ ...DEMO, user }, TOKEN_TTL_SECONDS), stopped.signal);
}

/** @param {string} url of the API on this machine */
async function demonstrate(url) {
  const client = await openClient(url, DEMO.user);
  console.log(`\nA bearer token for 24 hours (another: npm run token):\n\n${client.token}`);
  const generated = await runDemo(client);
  console.log(`\n${describeResult(generated.job)}`);
  console.log(`\nAnother job:\n\n${curlLine(client, generated.brandId)}\n`);
  return generated;
}

/**
 * Shows what it can do, and is quiet about what a stop interrupts.
 * @param {string} url of the API on this machine
 * @param {string | undefined} sandboxUrl
 */
async function runShow(url, sandboxUrl) {
  if (!standIns().identity)
    return console.log("The demo is skipped: it would need one of your Clerk users' session tokens.");
  try {
    const generated = await demonstrate(url);
    const { platforms, openai } = standIns();
    const sandboxed = platforms.map(({ platform }) => platform);
    // A user of its own: creation requests are limited by user, and those of the printed token are its owner's.
    const guide = await openClient(url, 'user_guide');
    await goAround(guide, { ...generated, sandboxUrl, sandboxed, isModelSandboxed: openai });
  } catch (error) {
    if (!stopped.signal.aborted) console.log(`The demo failed: ${/** @type {Error} */ (error).message}`);
  }
}

requireNode();
await runScript(async () => {
  stopOnSignals();
  loadEnvFile();
  try {
    claimCheckout();
    await prepare(stopped.signal);
    const databaseUrl = standIns().database ? await step('PostgreSQL', startDatabase, withoutPassword) : undefined;
    await step(
      'Migrations',
      () => migrate(databaseUrl),
      (applied) => applied.join(', ') || 'up to date',
    );
    const sandboxUrl = wantsSandbox() ? await step('Sandbox', startSandbox) : undefined;
    const running = { databaseUrl, sandboxUrl };
    const [apiPort] = await step(
      'Processes',
      () => startApp(running),
      (ports) => APP_PROCESSES.map(({ name }, i) => `${name} :${ports[i]}`).join(', '),
    );
    const api = `http://localhost:${apiPort}`;
    console.log(`Ready in ${secondsSince(begun)}: ${api}, Swagger UI at ${api}/api/docs`);
    console.log(describeSettings(running));
    console.log(`\nThe dashboard: ${await dashboardLink(databaseUrl)}`);
    console.log('Ctrl-C stops everything.');
    await runShow(api, sandboxUrl);
  } catch (error) {
    // What a stop interrupts fails, and is no news.
    if (stopped.signal.aborted) return;
    console.error(error instanceof StepError ? error.message : error);
    await stop(1);
  }
});
