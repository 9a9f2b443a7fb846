import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Writes one line a request when its answer has gone: never its token, query or body. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const level = route.startsWith('/health') ? 'debug' : 'info';
    log[level](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        requestId: request.id,
        address: request.ip,
        organizationId: request.session?.organizationId ?? undefined,
      },
      `${request.method} ${route} ${reply.statusCode}`,
    );
  });
}
