import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.js';
import { AuthRepository } from './auth.repository.js';
import { type OrganizationSession } from './session.js';
import { SessionVerifier } from './session-verifier.js';

/** Swagger UI and its document are for everybody. */
const DOCS = /^\/api\/docs(-json|\/|$)/;

/**
 * Puts every route under /api behind a session token, checked before the body is read: token (401), organization and
 * role (403). An unknown route under /api asks for a token first, too, so that strangers learn nothing of the routes.
 */
export function requireSessions(app: NestFastifyApplication): void {
  const verifier = app.get(SessionVerifier);
  const repository = app.get(AuthRepository);

  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      if (request.is404) {
        if (/^\/api(\/|\?|$)/.test(request.url)) await verifier.verify(request.headers.authorization);
        throw ApiError.unknownRoute();
      }
      if (!needsSession(request)) return;
      const session = await verifier.verify(request.headers.authorization);
      if (session.organizationId === null) throw ApiError.noOrganization();
      if (request.routeOptions.config.access === 'admin' && session.role !== 'admin') throw ApiError.forbidden();
      request.session = session as OrganizationSession;
      await repository.ensureRows(request.session);
    });
}

/** Judged by the route's own pattern: no spelling of a URL leads past it. */
function needsSession({ routeOptions: { url = '', config } }: FastifyRequest): boolean {
  return url.startsWith('/api/') && config.access !== 'public' && !DOCS.test(url);
}
