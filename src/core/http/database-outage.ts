/** SQLSTATE: connection lost (08), out of disk, memory or connections (53), shutting down or starting (57P), I/O error, read-only. */
const SQLSTATE = /^(08...|53...|57P0[1-5]|58030|25006)$/;

/** Prisma: cannot reach, timed out, operation timed out, server closed the connection, no connection in the pool. */
const PRISMA = /^(P1001|P1002|P1008|P1017|P2024)$/;

/** What Node says of a socket that cannot be opened or broke. */
const SOCKET = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** `pg` and its pool give these no code. */
const PG_SENTENCE =
  /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|Cannot use a pool after|Client (has encountered a connection error|was closed))/;

/** Prisma's driver adapter, which keeps no code of a broken connection. */
const ADAPTER_KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/;

/** Causes nest this deep at most: Prisma's error, its adapter's, the driver's, the socket's. */
const MAX_DEPTH = 5;

/** Whether an error means that PostgreSQL cannot be reached or cannot write just now, through `pg` or through Prisma. */
export function isDatabaseOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, originalCode, kind, message, cause, meta } = error as Record<string, unknown>;
  if ([code, originalCode].some((each) => typeof each === 'string' && isOutageCode(each))) return true;
  if (typeof kind === 'string' && ADAPTER_KIND.test(kind)) return true;
  if (typeof message === 'string' && PG_SENTENCE.test(message)) return true;
  const inner =
    typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta ? meta.driverAdapterError : undefined;
  return isDatabaseOutage(cause, depth + 1) || isDatabaseOutage(inner, depth + 1);
}

function isOutageCode(code: string): boolean {
  return SQLSTATE.test(code) || PRISMA.test(code) || SOCKET.test(code);
}
