import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../config/config.js';

/** The process that a line comes from. */
export type ProcessName = 'Api' | 'Worker' | 'Scheduler';

/** Nest's token for the process's logger. */
export const LOGGER = Symbol('LOGGER');

/** Never written, at the top of a line or one level down: whatever lets somebody in. */
const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'apiKey',
  'accessToken',
  'refreshToken',
  'bearerToken',
];

const OPTIONS = {
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label: string) => ({ level: label }) },
  redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]), censor: '[redacted]' },
  serializers: { err: describeError },
};

/**
 * Makes a logger for a process or a class (`component`) that writes JSON lines to standard output, or `[Worker] msg` where that is a terminal.
 * Both are written synchronously, so that a process's last words are not lost.
 */
export function createLogger(component: string, level: Config['LOG_LEVEL']): Logger {
  const output = process.stdout.isTTY ? prettyOutput() : pino.destination({ dest: 1, sync: true });
  return pino({ ...OPTIONS, base: { component }, level }, output);
}

/** An error's own enumerable fields stay out: libraries keep requests, headers and rows in them. */
function describeError(error: Error): object {
  const { type, message, stack } = pino.stdSerializers.err(error);
  return { type, message, code: (error as NodeJS.ErrnoException).code, stack };
}

function prettyOutput(): pino.DestinationStream {
  return pretty({
    sync: true,
    singleLine: true,
    ignore: 'level,time,component',
    messageFormat: ({ component, level, msg }) => {
      const mark = ['warn', 'error', 'fatal'].includes(String(level)) ? `${String(level).toUpperCase()} ` : '';
      return `[${String(component)}] ${mark}${String(msg)}`;
    },
  });
}
