import type { Attributes } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { ProcessName } from '../logging/logger.js';

/** What a span begins with. Attributes hold no secret, no query and nothing that somebody wrote. */
export interface SpanStart {
  name: string;
  kind: 'server' | 'producer' | 'consumer' | 'client' | 'internal';
  attributes?: Attributes;
  /** W3C `traceparent` of the span it belongs under; the current one when left out. One that cannot be read counts as none. */
  parent?: string | null;
  /** Now when left out. */
  startTime?: Date;
}

/** A span that was begun. */
export interface Span {
  /** As W3C Trace Context writes it, to be handed on. */
  readonly traceparent: string;
  note(attributes: Attributes): void;
  /** Runs `work`, and all that it awaits, with this span as the current one. */
  within<T>(work: () => T): T;
  end(how?: { failed?: boolean; endTime?: Date }): void;
}

/** What OpenTelemetry does for this process. */
export interface Tracer {
  begin(start: SpanStart): Span;
  current(): Span | null;
  /** Sends what is left. */
  stop(): Promise<void>;
}

let tracer: Tracer | null = null;

/** Turns tracing on where the settings name an endpoint. Without one nothing of OpenTelemetry's SDK is loaded. */
export async function startTracing(name: ProcessName, config: Config, log: Logger): Promise<void> {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined || tracer) return;
  const { startOpenTelemetry } = await import('./opentelemetry.js');
  tracer = startOpenTelemetry(name, config.OTEL_EXPORTER_OTLP_ENDPOINT, log);
}

/** Sends what is left, and turns tracing off. */
export async function stopTracing(): Promise<void> {
  const stopped = tracer;
  tracer = null;
  await stopped?.stop();
}

export const isTracing = (): boolean => tracer !== null;

/** Begins a span that somebody must end; null while tracing is off. */
export const beginSpan = (start: SpanStart): Span | null => tracer?.begin(start) ?? null;

/** The span under which the caller runs; null without one, or while tracing is off. */
export const currentSpan = (): Span | null => tracer?.current() ?? null;

/** Runs `work` in a span that ends with it, and counts as failed when it throws. */
export async function traced<T>(start: SpanStart, work: () => Promise<T>): Promise<T> {
  const span = beginSpan(start);
  if (!span) return work();
  let failed = true;
  try {
    const done = await span.within(work);
    failed = false;
    return done;
  } finally {
    span.end({ failed });
  }
}
