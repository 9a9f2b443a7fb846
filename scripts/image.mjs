/**
 * `npm run image`: the Dockerfile's very commands, in plain folders instead of a container, then the image's file set at work:
 * migrations, and the three processes as its user, who may write nowhere but where the image says. Needs root, as a build does.
 */
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DockerfileParser } from 'dockerfile-ast';
import { APP_PROCESSES } from './lib/app-processes.mjs';
import { copyCheckout } from './lib/checkout-copy.mjs';
import { startPostgres, stopPostgres } from './lib/embedded-postgres.mjs';
import { root } from './lib/local-folder.mjs';
import { freePort } from './lib/ports.mjs';
import { isRedisInstalled, startRedis, stopRedis } from './lib/redis-server.mjs';
import { requireNode, runScript, step, StepError } from './lib/steps.mjs';

const FIRST_PORT = 21_000;

/** How long a process may take to answer, and to end. */
const PATIENCE_MS = 60_000;

/**
 * @typedef {object} Image what a stage of the Dockerfile has come to
 * @property {string} folder its root
 * @property {string} workdir within it
 * @property {Record<string, string>} env
 * @property {string} user `uid:gid`
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 * @throws {StepError} with what it printed, when it fails
 */
function run(command, args, options) {
  const { status, stdout, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (status !== 0) throw new StepError(`"${[command, ...args].join(' ')}" ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * `COPY`, as Docker has it: folders give what is in them, a place that ends with a slash is a folder.
 * @param {string[]} sources
 * @param {string} target
 */
function copy(sources, target) {
  for (const source of sources) {
    const into = target.endsWith('/') ? join(target, source.split('/').at(-1) ?? '') : target;
    mkdirSync(dirname(into), { recursive: true });
    cpSync(source, into, { recursive: true, verbatimSymlinks: true });
  }
}

/**
 * Carries out a Dockerfile.
 * @param {string} text
 * @param {string} context folder
 * @param {string} folder where the stages go
 * @returns {Promise<Image>} the last stage
 */
async function build(text, context, folder) {
  /** @type {Record<string, Image>} */
  const stages = {};
  /** @type {Image} */
  let image = { folder: '', workdir: '', env: {}, user: '0:0' };
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((argument) => argument.getValue());
    const flags = instruction.getArgumentsContent() === null ? '' : instruction.toString();
    const cwd = join(image.folder, image.workdir);
    if (keyword === 'FROM') {
      image = { folder: join(folder, String(Object.keys(stages).length)), workdir: '/', env: {}, user: '0:0' };
      mkdirSync(image.folder, { recursive: true });
      stages[words[2] ?? 'last'] = image;
    } else if (keyword === 'WORKDIR') {
      image.workdir = words[0] ?? '/';
      mkdirSync(join(image.folder, image.workdir), { recursive: true });
    } else if (keyword === 'ENV') {
      for (const [name, value] of words.map((word) => word.split('='))) image.env[name ?? ''] = value ?? '';
    } else if (keyword === 'USER') image.user = words[0] ?? '';
    else if (keyword === 'COPY') {
      const from = /--from=(\w+)/.exec(flags)?.[1];
      const origin = from ? stages[from]?.folder : context;
      const places = words.filter((word) => !word.startsWith('--'));
      const target = places.pop() ?? '';
      copy(
        places.map((place) => join(origin ?? '', place)),
        join(cwd, target) + (target.endsWith('/') ? '/' : ''),
      );
    } else if (keyword === 'RUN') {
      const command = instruction.getArgumentsContent() ?? '';
      const env = { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_prefer_offline: 'true', ...image.env };
      await step(
        `RUN ${command}`,
        () => void run('sh', ['-c', command], { cwd, env }),
        () => 'done',
      );
    }
  }
  return image;
}

/**
 * Starts a process of the image, waits until the image's own health check finds it well and its route answers 200, and ends it.
 * @param {Image} image
 * @param {import('./lib/app-processes.mjs').AppProcess} app
 * @param {NodeJS.ProcessEnv} env
 */
async function tryProcess({ folder, workdir, user }, { module, variable, port }, env) {
  const [uid, gid] = user.split(':').map(Number);
  const own = { ...env, [variable]: String(await freePort(FIRST_PORT)) };
  const options = { cwd: join(folder, workdir), env: own, uid, gid };
  const child = spawn(process.execPath, [module], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(child, 'exit');
  const deadline = Date.now() + PATIENCE_MS;
  const isHealthy = () => spawnSync(process.execPath, ['scripts/health-check.mjs'], options).status === 0;
  while (!isHealthy()) {
    if (child.exitCode !== null || Date.now() > deadline) throw new StepError(`${module} does not answer:\n${output}`);
    await delay(200);
  }
  const path = port === 'worker' ? '/health' : '/health/ready';
  const { status } = await fetch(`http://127.0.0.1:${own[variable]}${path}`);
  child.kill('SIGTERM');
  const [code] = await ended;
  if (status !== 200 || code !== 0) throw new StepError(`${path} is ${status}, its exit code ${code}:\n${output}`);
  return `${path} 200, exit code 0`;
}

requireNode();
await runScript(async () => {
  if (process.getuid?.() !== 0) {
    console.log('Skipped: the image in plain folders (needs root).');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  chmodSync(folder, 0o755);
  try {
    // What a build sees of the checkout.
    copyCheckout(join(folder, 'context'));
    const image = await build(readFileSync(join(root, 'Dockerfile'), 'utf8'), join(folder, 'context'), folder);
    await step('Size', () => String(run('du', ['-sh', join(image.folder, image.workdir)], {})).split('\t')[0] ?? '');
    const choosePort = () => freePort(FIRST_PORT);
    const { url } = await startPostgres(join(folder, 'postgres'), choosePort, ['fsync=off']);
    mkdirSync(join(folder, 'redis'));
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const env = {
      ...image.env,
      MEDIA_DIR: 'media',
      DATABASE_URL: url,
      ...(isRedisInstalled() && { REDIS_URL: await startRedis(join(folder, 'redis')) }),
      CLERK_JWT_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      CLERK_ISSUER: 'https://clerk.example.com',
      CLERK_AUTHORIZED_PARTIES: 'https://app.example.com',
    };
    const [uid, gid] = image.user.split(':').map(Number);
    const migrate = ['dist/src/core/database/migrate.cli.js'];
    await step('Migrations', () => {
      const applied = String(run(process.execPath, migrate, { cwd: join(image.folder, image.workdir), env, uid, gid }));
      return `${applied.trim().split('\n').length} applied`;
    });
    for (const app of APP_PROCESSES) await step(`node ${app.module}`, () => tryProcess(image, app, env));
  } finally {
    await stopRedis(join(folder, 'redis'));
    await stopPostgres(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
});
