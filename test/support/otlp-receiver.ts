import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { PATIENCE } from './patience.js';

/** A span as OTLP/HTTP has it in JSON (opentelemetry.io/docs/specs/otlp), its attributes as one object. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  /** `service.name` of the process that sent it. */
  service: string;
  /** Milliseconds of Unix time. */
  begun: number;
  ended: number;
  failed: boolean;
  attributes: Record<string, string | number>;
}

interface WireAttribute {
  key: string;
  value: { stringValue?: string; intValue?: string | number; doubleValue?: number };
}

interface WireSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  attributes: WireAttribute[];
}

interface WireTraces {
  resourceSpans: { resource: { attributes: WireAttribute[] }; scopeSpans: { spans: WireSpan[] }[] }[];
}

/** A collector that keeps what it is sent. */
export interface OtlpReceiver {
  /** What `OTEL_EXPORTER_OTLP_ENDPOINT` is set to. */
  readonly url: string;
  readonly spans: ReceivedSpan[];
  /** Everything received, as it came. */
  readonly bodies: string[];
  /** Resolves with the spans of a trace once `complete` holds for them, oldest first. */
  trace(traceId: string, complete: (spans: ReceivedSpan[]) => boolean): Promise<ReceivedSpan[]>;
  close(): Promise<void>;
}

const STATUS_ERROR = 2;

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.method !== 'POST' || request.url !== '/v1/traces') return void response.writeHead(404).end();
    bodies.push(body);
    spans.push(...read(JSON.parse(body) as WireTraces));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    trace: (traceId, complete) =>
      vi.waitFor(() => {
        const own = spans.filter((span) => span.traceId === traceId).sort((a, b) => a.begun - b.begun);
        if (!complete(own)) throw new Error(`Of trace ${traceId} came only ${own.map(({ name }) => name).join(', ')}`);
        return own;
      }, PATIENCE),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read({ resourceSpans }: WireTraces): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || undefined,
        name: span.name,
        service: String(objectOf(resource.attributes)['service.name']),
        begun: Number(span.startTimeUnixNano) / 1e6,
        ended: Number(span.endTimeUnixNano) / 1e6,
        failed: span.status.code === STATUS_ERROR,
        attributes: objectOf(span.attributes),
      })),
    ),
  );
}

function objectOf(attributes: WireAttribute[]): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue ?? value.doubleValue)]),
  );
}
