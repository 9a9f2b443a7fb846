import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_PROCESSES } from '../../scripts/lib/app-processes.mjs';
import { root } from '../../scripts/lib/local-folder.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { createSignInLink } from '../../src/local-sign-in/sign-in-link.js';
import { openRedis, usualRedis } from './redis.js';
import { createTokenIssuer } from './session-tokens.js';
import { Tenant } from './tenant.js';
import { createTestDatabase } from './test-database.js';

/** Environment variables. */
export type Settings = Record<string, string>;

/** A post in the sandbox's log of effects. */
export interface SandboxPost {
  service: string;
  account: string;
  id: string;
  text: string;
}

/** How a process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The API and the sandbox on a database of their own; the other processes are started by the tests. */
export interface System {
  readonly api: SystemProcess;
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
  start(kind: 'api' | 'worker' | 'scheduler', settings?: Settings): Promise<SystemProcess>;
  /** Starts the API again, where it was, after it has ended. */
  restartApi(): Promise<void>;
  /** Somebody whom the system has not seen before. */
  createTenant(): Promise<Tenant>;
  /** A link that signs in to the dashboard once, as an admin. */
  signInLink(organizationId: string): Promise<string>;
  /** An admin of that organization. */
  tenantOf(organizationId: string): Promise<Tenant>;
  /** Sets a fault in the sandbox; OpenAI's where it names no service. */
  setFault(fault: object): Promise<void>;
  /** How many calls the sandbox has accepted. */
  countCalls(): Promise<number>;
  /** The posts that the sandbox has let out, oldest first. */
  posts(): Promise<SandboxPost[]>;
  /** What the API, the sandbox and every process that a test started have printed. */
  printed(): string;
  /** Takes all faults away. */
  clearFaults(): Promise<void>;
  /** Ends what a test has started and takes its fault away. @throws Error when a process does not end as it should */
  reset(): Promise<void>;
  /** Ends everything and removes the database. @throws Error when a process does not end as it should */
  close(): Promise<void>;
}

/** Below the ports that systems give to outgoing connections (Linux: 32768 and up), which could take a free one again. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;

/** A process that takes longer to end than its own deadline, `SHUTDOWN_TIMEOUT_MS` + 10 s, is killed. */
const KILL_AFTER_MS = 45_000;

/**
 * @param redisUrl null: BullMQ on PostgreSQL
 * @param privateHosts `host:port` that fetches may reach beside the sandbox
 */
export async function startSystem(
  redisUrl: string | null = usualRedis,
  settings: Settings = {},
  privateHosts: string[] = [],
): Promise<System> {
  const issuer = createTokenIssuer();
  const database = await createTestDatabase();
  const redis = redisUrl === null ? null : await openRedis(redisUrl);
  const folder = await mkdtemp(join(tmpdir(), 'system-'));
  const own = new Set<SystemProcess>();
  const ofTest = new Set<SystemProcess>();

  const close = async (): Promise<void> => {
    try {
      await endAll([...ofTest, ...own]);
    } finally {
      await redis?.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    }
  };

  const begin = async (
    kind: string,
    env: Settings,
    into: Set<SystemProcess>,
    chosen?: number,
  ): Promise<SystemProcess> => {
    const { module, variable } = APP_PROCESSES.find(({ port }) => port === kind)!;
    const port = chosen ?? (await anyFreePort());
    return launch(module, { env: { ...env, [variable]: String(port) }, port }, into);
  };

  try {
    const sandboxPort = await anyFreePort();
    const apiPort = await anyFreePort();
    const publicHost = `127.0.0.1:${apiPort}`;
    const args = ['--port', String(sandboxPort), '--dir', folder];
    const sandbox = await launch('dist/sandbox/main.js', { env: {}, args, port: sandboxPort }, own);
    const environment: Settings = {
      ...issuer.environment,
      DATABASE_URL: database.url,
      DATABASE_DIRECT_URL: database.directUrl,
      PUBLIC_URL: `http://${publicHost}`,
      OPENAI_API_KEY: 'sandbox',
      OPENAI_BASE_URL: `${sandbox.url}/openai/v1`,
      ...platformsAt(sandbox.url),
      OUTBOUND_ALLOWED_PRIVATE_HOSTS: [new URL(sandbox.url).host, publicHost, ...privateHosts].join(','),
      TOKEN_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
      ...(redis && { REDIS_URL: redis.url }),
      ...settings,
    };
    const api = await begin('api', environment, own, apiPort);
    const faults = `${sandbox.url}/__sandbox/faults`;
    const tenantOf = async (organization: string): Promise<Tenant> => {
      const user = organization.replace('org_', 'user_');
      return new Tenant(api.url, await issuer.token({ organization, user }));
    };
    return {
      api,
      databaseUrl: database.url,
      sandboxUrl: sandbox.url,
      start: (kind, extra = {}) => begin(kind, { ...environment, ...extra }, ofTest),
      async restartApi() {
        await begin('api', environment, own, Number(new URL(api.url).port));
      },
      createTenant: () => tenantOf(`org_${randomUUID()}`),
      tenantOf,
      signInLink(organizationId) {
        const identity = { organizationId, userId: organizationId.replace('org_', 'user_'), role: 'admin' };
        return createSignInLink(database.url, api.url, identity);
      },
      async setFault(fault) {
        const body = JSON.stringify({ service: 'openai', ...fault });
        const response = await fetch(faults, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
        if (!response.ok) throw new Error(`The sandbox refuses the fault: ${await response.text()}`);
      },
      async countCalls() {
        const log = await (await fetch(`${sandbox.url}/__sandbox/effects`)).text();
        return log.split('\n').length - 1;
      },
      async posts() {
        const log = await (await fetch(`${sandbox.url}/__sandbox/effects`)).text();
        const effects = log.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
        return effects.filter(({ kind }) => kind === 'post') as SandboxPost[];
      },
      async clearFaults() {
        await fetch(faults, { method: 'DELETE' });
      },
      printed: () => [...own, ...ofTest].map(({ output }) => output).join('\n'),
      async reset() {
        const started = [...ofTest];
        ofTest.clear();
        await fetch(faults, { method: 'DELETE' });
        await endAll(started);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One process of the build, a child of the test's own. */
export class SystemProcess {
  /** All that it has printed so far. */
  output = '';
  private readonly ended: Promise<Ended>;

  constructor(
    readonly module: string,
    /** Where it answers. */
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it says that it serves. @throws Error with what it printed, when it ends before */
  async ready(): Promise<void> {
    const ended = this.ended.then((how) => {
      throw new Error(`${this.module} ended before it was ready (${describe(how)}):\n${this.output}`);
    });
    await Promise.race([once(this.child, 'message'), ended]);
  }

  /** The `msg` of every line that it has logged so far. */
  log(): string[] {
    const lines = this.output.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  }

  /** Sends the signal; resolves when the process is gone, for which it is killed if it takes too long. */
  async end(signal: NodeJS.Signals): Promise<Ended> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), KILL_AFTER_MS);
    this.child.kill(signal);
    const how = await this.ended;
    clearTimeout(timer);
    return how;
  }

  /** Asks it to end. @throws Error with what it printed, when it does not end with 0 */
  async endInPeace(): Promise<void> {
    if (!this.isRunning) return;
    const how = await this.end('SIGTERM');
    if (how.code !== 0) throw new Error(`${this.module} ended with ${describe(how)}:\n${this.output}`);
  }
}

const describe = ({ code, signal }: Ended): string => signal ?? `code ${code}`;

/** Starts a module with nothing of this process's environment but what Node needs; resolves when it serves. */
async function launch(
  module: string,
  { env, port, args = [] }: { env: Settings; port: number; args?: string[] },
  into: Set<SystemProcess>,
): Promise<SystemProcess> {
  const { PATH, HOME } = process.env;
  const child = fork(join(root, module), args, {
    cwd: root,
    env: { PATH, HOME, ...env },
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const started = new SystemProcess(module, `http://127.0.0.1:${port}`, child);
  into.add(started);
  await started.ready();
  return started;
}

/** Every platform, with an app of ours on it. */
function platformsAt(origin: string): Settings {
  const addresses = ['X_API', 'LINKEDIN_API', 'LINKEDIN_OAUTH', 'FACEBOOK_GRAPH', 'INSTAGRAM_GRAPH'];
  const apps = ['X_CLIENT', 'LINKEDIN_CLIENT', 'META_APP', 'INSTAGRAM_APP'];
  return Object.fromEntries([
    ...addresses.map((name) => [`${name}_BASE_URL`, origin]),
    ...apps.flatMap((name) => [`${name}_ID`, `${name}_SECRET`].map((each) => [each, 'sandbox'])),
  ]) as Settings;
}

async function endAll(processes: SystemProcess[]): Promise<void> {
  const endings = await Promise.allSettled(processes.map((each) => each.endInPeace()));
  for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
}

const anyFreePort = (): Promise<number> => freePort(FIRST_PORT + Math.floor(Math.random() * PORTS));
