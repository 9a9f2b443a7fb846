import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { createLogger, type ProcessName } from './logger.js';

/** Where Nest tells of its own wiring: wanted only when something is being looked for. */
const WIRING = new Set(['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Nest reports here what made a start fail, and throws it too: `runProcess` says it, once and in one line. */
const START_FAILURES = new Set(['ExceptionHandler', 'NestApplication']);

/** Writes what Nest and its libraries log through pino; the context, a class name, becomes the component. */
export class NestLogger implements LoggerService {
  private readonly loggers = new Map<string, Logger>();

  constructor(
    private readonly processName: ProcessName,
    private readonly level: Config['LOG_LEVEL'],
  ) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    this.write(context && WIRING.has(context) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    if (!context || !START_FAILURES.has(context)) this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Config['LOG_LEVEL'], message: unknown, rest: unknown[]): void {
    const logger = this.loggerOf(contextOf(rest) ?? this.processName);
    if (message instanceof Error) logger[level]({ err: message }, message.message);
    else if (level === 'error' && rest.length > 1) logger.error({ stack: rest[0] }, String(message));
    else logger[level](String(message));
  }

  private loggerOf(component: string): Logger {
    const logger = this.loggers.get(component) ?? createLogger(component, this.level);
    this.loggers.set(component, logger);
    return logger;
  }
}

/** Nest hands the context over as the last argument. */
function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}
