import { setTimeout as delay } from 'node:timers/promises';
import {
  type Context,
  context,
  diag,
  DiagLogLevel,
  propagation,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';
import type { ProcessName } from '../logging/logger.js';
import type { Span, Tracer } from './tracing.js';

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
};

/** By this name the processes are told apart in a trace. */
const serviceName = (name: ProcessName): string => `epic-${name.toLowerCase()}`;

/**
 * Sends spans in batches to an OTLP/HTTP endpoint. The SDK's other variables (`OTEL_EXPORTER_OTLP_HEADERS`,
 * `OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, …) hold as the SDK has them. An endpoint that does not answer costs the spans only.
 * @param endpoint without `/v1/traces`
 * @param lastMs how long a process that ends waits for the endpoint to take its last spans
 */
export function startOpenTelemetry(name: ProcessName, endpoint: string, log: Logger, lastMs = LAST_SPANS_MS): Tracer {
  const tell = (text: string): void => log.warn({ component: 'OpenTelemetry' }, text.slice(0, MOST_TEXT));
  const ignore = (): void => undefined;
  diag.setLogger({ error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName(name), 'service.instance.id': String(process.pid) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  const otel = provider.getTracer('epic-ai-background-workers');

  return {
    begin({ name: spanName, kind, attributes = {}, parent, startTime }) {
      const under = parent === undefined ? context.active() : contextOf(parent);
      const span = otel.startSpan(spanName, { kind: KINDS[kind], attributes, ...(startTime && { startTime }) }, under);
      return toSpan(span, trace.setSpan(under, span));
    },
    current() {
      const span = trace.getActiveSpan();
      return span ? toSpan(span, context.active()) : null;
    },
    async stop() {
      // What goes wrong from here on is said once, below.
      diag.disable();
      const failed = await Promise.race([
        provider.shutdown().then(
          () => null,
          (error: Error) => error.message,
        ),
        delay(lastMs, `the collector did not take them within ${lastMs} ms`, { ref: false }),
      ]);
      if (failed !== null) tell(`The last traces may be lost: ${failed}`);
      for (const api of [trace, context, propagation]) api.disable();
    },
  };
}

/** The SDK itself would go on trying for 10 s and more, which is all the time that closing has. */
const LAST_SPANS_MS = 3_000;

/** An error of the SDK may hold a whole answer. */
const MOST_TEXT = 300;

function contextOf(traceparent: string | null): Context {
  return traceparent === null ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

function toSpan(span: OtelSpan, within: Context): Span {
  return {
    get traceparent() {
      const carrier: { traceparent?: string } = {};
      propagation.inject(within, carrier);
      return carrier.traceparent ?? '';
    },
    note: (attributes) => void span.setAttributes(attributes),
    within: (work) => context.with(within, work),
    end({ failed = false, endTime } = {}) {
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endTime);
    },
  };
}
