import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: 'public' | 'admin';
  }
}

/** Marks a route that needs no session token. Without a mark a route needs a session with an organization, of any role. */
export const Public = (): MethodDecorator => RouteConfig({ access: 'public' });

/** Marks a route that only an admin of the organization may use. */
export const RequireRole = (role: 'admin'): MethodDecorator => RouteConfig({ access: role });
