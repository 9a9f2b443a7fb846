import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { loadConfig } from '../core/config/config.js';
import type { ApiError } from '../core/http/api-error.js';
import { serveWeb } from './serve-web.js';

it('says how to build where there is no build', async () => {
  const server = fastify().setErrorHandler<ApiError>(({ status, message }, _request, reply) =>
    reply.status(status).send(message),
  );
  const app = { getHttpAdapter: () => ({ getInstance: () => server }) } as unknown as NestFastifyApplication;
  await serveWeb(app, loadConfig({ DATABASE_URL: 'postgres://localhost/none' }), '/no/such/folder');

  const { statusCode, body } = await server.inject('/');

  expect([statusCode, body]).toEqual([
    404,
    'The dashboard is not built: run "npm run build", then start the API again.',
  ]);
});
