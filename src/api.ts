import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { requireSessions } from './core/auth/require-sessions.js';
import type { Config } from './core/config/config.js';
import { createHttpApplication } from './core/http/http-application.js';
import { serveDocs } from './core/http/openapi.js';

/** What is not under /api and takes no session token. */
const OUTSIDE_API = ['health/*path', 'metrics', 'ops/*path', 'media/*path'];

/**
 * Makes the API, ready to listen.
 * @throws {ConfigError} when a setting that the API needs is missing
 */
export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const app = await createHttpApplication('Api', AppModule, config);
  app.setGlobalPrefix('api', { exclude: OUTSIDE_API });
  requireSessions(app);
  serveDocs(app);
  return app;
}
