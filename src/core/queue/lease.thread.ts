import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { sqlOver } from '../database/sql.js';
import type { FromThread, LeaseThreadSettings, ToThread } from './lease-keeper.js';
import { monotonicMs } from './monotonic.js';
import { announceWorker, findCancelRequests, renewLeases } from './repository/workers.js';

/**
 * Keeps a worker's leases in a thread and over a connection of its own, so that neither a handler that blocks the event
 * loop nor a pool that is used up loses them.
 */
const port = parentPort!;
const settings = workerData as LeaseThreadSettings;

/** How often cancel requests are read, and the worker says that it is alive (docs/architecture.md). */
const CANCEL_POLL_MS = 2_000;
const ANNOUNCE_MS = 5_000;

/** A main loop silent for this long, with a run past the end of its renewals, is taken for blocked for good. */
const SILENT_MS = 5_000;
const WATCH_MS = 1_000;

type Held = { jobId: string; token: bigint; renewUntil: number };
const held = new Map<bigint, Held>();
let heardAt = monotonicMs();
let connection: Promise<pg.Client> | null = null;
let closing = false;

port.on('message', (message: ToThread) => {
  heardAt = monotonicMs();
  if (message.kind === 'hold')
    for (const { jobId, token, renewForMs } of message.runs)
      held.set(token, { jobId, token, renewUntil: heardAt + renewForMs });
  if (message.kind === 'release') for (const token of message.tokens) held.delete(token);
  if (message.kind === 'close') void close();
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: settings.databaseUrl,
    connectionTimeoutMillis: settings.leaseMs / 3,
    query_timeout: settings.leaseMs / 3,
    keepAlive: true,
  });
  client.on('error', () => (connection = null));
  await client.connect();
  return client;
}

/** Runs `work` again and again. A failure is told to the main thread and costs the connection; the next turn makes a new one. */
function every(ms: number, work: (client: pg.Client) => Promise<void>): void {
  const turn = async (): Promise<void> => {
    try {
      connection ??= connect();
      await work(await connection);
    } catch (error) {
      const broken = connection;
      connection = null;
      void broken?.then((client) => client.end()).catch(() => undefined);
      post({ kind: 'failed', error: error instanceof Error ? error.message : String(error) });
    }
    if (!closing) setTimeout(() => void turn(), ms);
  };
  void turn();
}

async function renew(client: pg.Client): Promise<void> {
  const now = monotonicMs();
  const entries = [...held.values()].filter((entry) => entry.renewUntil > now);
  if (entries.length === 0) return;
  const renewed = await renewLeases(sqlOver(client), entries, settings.workerId, settings.leaseMs);
  const lost = entries.map((entry) => entry.token).filter((token) => !renewed.has(token));
  for (const token of lost) held.delete(token);
  post({ kind: 'renewed', tokens: [...renewed], validUntil: now + settings.leaseMs, lost });
}

function watchMainLoop(): void {
  const now = monotonicMs();
  const overdue = [...held.values()].some((entry) => entry.renewUntil < now);
  if (overdue && now - heardAt > SILENT_MS) process.kill(process.pid, 'SIGKILL');
}

async function close(): Promise<void> {
  closing = true;
  const client = await connection?.catch(() => null);
  await client?.end();
  process.exit();
}

function post(message: FromThread): void {
  port.postMessage(message);
}

every(settings.leaseMs / 3, renew);
every(CANCEL_POLL_MS, async (client) => {
  if (held.size === 0) return;
  const tokens = await findCancelRequests(sqlOver(client), settings.workerId);
  if (tokens.length > 0) post({ kind: 'cancelled', tokens });
});
every(ANNOUNCE_MS, async (client) => {
  await announceWorker(sqlOver(client), settings.workerId, settings.queues);
  post({ kind: 'announced' });
});
setInterval(watchMainLoop, WATCH_MS);
