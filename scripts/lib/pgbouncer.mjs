/** A PgBouncer of the tests' own in transaction mode, where `pgbouncer` is installed: on loopback, before any database. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, startInBackground, stopInBackground } from './background-server.mjs';
import { giveFolder, postgresAccount } from './postgres-account.mjs';

const NAME = 'pgbouncer';
const FIRST_PORT = 56432;
const PID_FILE = 'pgbouncer.pid';

/** Connections to a database: fewer than one process's pool has, so that processes and statements really share them. */
const POOL_SIZE = 10;

/** @returns {boolean} */
export const isPgbouncerInstalled = () => isInstalled(NAME);

/**
 * @param {string} folder for its files
 * @param {string} postgresUrl of a superuser, as whom everybody comes through
 * @returns {Promise<string>} the same address with the pooler's host and port
 */
export async function startPgbouncer(folder, postgresUrl) {
  const url = new URL(postgresUrl);
  const own = join(folder, NAME);
  const file = join(own, `${NAME}.ini`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  // It refuses root as PostgreSQL does.
  const { prefix, identity, owner } = postgresAccount(NAME, folder);
  const port = await startInBackground({
    firstPort: FIRST_PORT,
    command: (free) => {
      writeFileSync(file, settings(url, free, own), { mode: 0o600 });
      giveFolder(own, { prefix, identity, owner });
      return [...prefix, NAME, file];
    },
    readyText: 'process up',
    identity,
  });
  url.host = `127.0.0.1:${port}`;
  return url.href;
}

/**
 * Stops the one of a folder, if one runs.
 * @param {string} folder
 */
export const stopPgbouncer = (folder) => stopInBackground(NAME, join(folder, NAME, PID_FILE));

/**
 * What a transaction leaves in its session is thrown away: in production it would be found now and then, by somebody else.
 * Startup parameters are refused, as PgBouncer does by default.
 * @param {URL} postgres
 * @param {number} port
 * @param {string} folder
 */
const settings = ({ hostname, port: behind, username, password }, port, folder) => `[databases]
* = host=${hostname} port=${behind} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
max_client_conn = 1000
server_reset_query = DISCARD ALL
server_reset_query_always = 1
log_connections = 0
log_disconnections = 0
pidfile = ${join(folder, PID_FILE)}
`;
