import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, isTracing, type Span } from '../telemetry/tracing.js';

/** Probes and scrapes come every few seconds, and nothing comes of them. */
const UNTRACED = /^\/(health|metrics)/;

/** Puts each request into a span named by its route, under the `traceparent` that it came with. Nothing while tracing is off. */
export function traceRequests(fastify: FastifyInstance): void {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, Span>();

  fastify.addHook('onRequest', async (request) => {
    const { method, routeOptions, headers } = request;
    const route = routeOptions.url ?? 'unknown';
    if (UNTRACED.test(route)) return;
    const { traceparent } = headers;
    const span = beginSpan({
      name: `${method} ${route}`,
      kind: 'server',
      attributes: { 'http.request.method': method, 'http.route': route },
      parent: typeof traceparent === 'string' ? traceparent : null,
    });
    if (span) spans.set(request, span);
  });

  // Here, and not before: what runs while a body is read belongs to the connection, not to the request.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span) span.within(done);
    else done();
  });

  fastify.addHook('onResponse', async (request, { statusCode }) => {
    const span = spans.get(request);
    span?.note({ 'http.response.status_code': statusCode });
    span?.end({ failed: statusCode >= 500 });
  });
}
