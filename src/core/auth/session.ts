import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.js';

/** Who asks, by a verified session token. */
export interface Session {
  userId: string;
  /** null without an active organization; routes see such a session only where they need none. */
  organizationId: string | null;
  /** A role of the customer's own making counts as member. */
  role: 'admin' | 'member';
  /** When the token does. */
  expiresAt: Date;
}

/** The session of a route that acts for an organization, which is every one but those that say otherwise. */
export interface OrganizationSession extends Session {
  organizationId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler of a route behind a session token runs. */
    session?: OrganizationSession;
  }
}

/** Hands the {@link OrganizationSession} of the request to a controller's method. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): OrganizationSession => {
  const { session } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!session) throw ApiError.unauthorized('This route needs a session token.');
  return session;
});
