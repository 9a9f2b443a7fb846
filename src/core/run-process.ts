import type { INestApplicationContext } from '@nestjs/common';
import { CONFIG, type Config, ConfigError } from './config/config.js';
import { servesOnMs } from './http/leaving-adapter.js';
import { createLogger, type ProcessName } from './logging/logger.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What closing takes at most once `SHUTDOWN_TIMEOUT_MS`, the time for running work, is over. */
const CLOSING_MS = 10_000;

/**
 * The life of a process: it starts, tells its parent `ready`, and closes on a signal (a second one changes nothing) or
 * when its parent is gone. A start that fails is one line, and exit code 1.
 * @param start makes the application and waits until it serves
 */
export async function runProcess(name: ProcessName, start: () => Promise<INestApplicationContext>): Promise<void> {
  try {
    const app = await start();
    app.enableShutdownHooks([...SIGNALS], { useProcessExit: true });
    const config = app.get<Config>(CONFIG);
    const closingEndsAfter = servesOnMs(name, config) + config.SHUTDOWN_TIMEOUT_MS + CLOSING_MS;
    // Listened to until the end: a signal that finds no listener any more ends the process by itself, in the middle of its exit.
    for (const signal of SIGNALS) process.on(signal, () => setTimeout(() => process.exit(1), closingEndsAfter).unref());
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    if (process.connected) process.send?.('ready');
  } catch (error) {
    const reason = reasonOf(error);
    createLogger(name, 'info').fatal(reason ? {} : { err: error }, reason ?? `${name} could not start`);
    process.exit(1);
  }
}

/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = '42P01';

/** Why a start failed, where that is for whoever started it to put right. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop the process that has it, or choose another port.`;
  if (code === UNDEFINED_TABLE) return 'The database has not been migrated: run "npm run db:migrate".';
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has: choose one above 1023.`;
  return undefined;
}
