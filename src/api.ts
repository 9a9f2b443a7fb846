import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { requireSessions } from './core/auth/require-sessions.js';
import type { Config } from './core/config/config.js';
import { createHttpApplication } from './core/http/http-application.js';
import { describeApi, serveDocs } from './core/http/openapi.js';
import { JobRegistry } from './core/queue/job-registry.js';
import { serveQueueBoard } from './core/queue/queue-board.js';
import { addJobTypes, modelsOf } from './jobs/job-types.openapi.js';
import { serveWeb } from './web/serve-web.js';

/** What is not under /api and takes no session token. */
const OUTSIDE_API = ['health/*path', 'metrics', 'ops/*path', 'media/*path'];

/**
 * Makes the API, ready to listen.
 * @throws {ConfigError} when a setting that the API needs is missing
 */
export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const app = await createHttpApplication('Api', AppModule, config);
  app.setGlobalPrefix('api', { exclude: OUTSIDE_API });
  await serveWeb(app, config);
  requireSessions(app);
  if (config.OPS_TOKEN !== undefined) await serveQueueBoard(app);
  // Built here, so that a wrong one fails the start.
  serveDocs(app, documentOf(app));
  return app;
}

/** The OpenAPI document of the API that {@link createApi} makes. */
export function documentOf(app: NestFastifyApplication): OpenAPIObject {
  const contracts = app.get(JobRegistry).all;
  return addJobTypes(describeApi(app, modelsOf(contracts)), contracts);
}
