import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import { requireOpsToken } from '../auth/require-ops-token.js';
import type { Config } from '../config/config.js';
import { createLogger, type ProcessName } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { startTracing } from '../telemetry/tracing.js';
import { BODY_LIMIT, readOnlyJson } from './body-parser.js';
import { answerBrokenRequest } from './broken-request.js';
import { closeConnections } from './close-connections.js';
import { isDecodable } from './decodable.js';
import { ErrorFilter } from './error-filter.js';
import { InputGuard } from './input.guard.js';
import { InputPipe } from './input.pipe.js';
import { LeavingAdapter, servesOnMs } from './leaving-adapter.js';
import { logRequests } from './request-log.js';
import { traceRequests } from './trace-requests.js';

/** A caller's own request id is kept when it looks like one. */
const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** A longer path than Node takes in its headers: the router never answers for length itself, before anybody is known. */
const MAX_PARAM_LENGTH = 16_384;

/**
 * Makes the HTTP side of a process around its root module: limits, request ids, security headers, the one error shape,
 * validation of all input, the ops token, a log line and, where it is on, a trace a request. It does not listen yet.
 */
export async function createHttpApplication(
  processName: ProcessName,
  module: Type,
  config: Config,
): Promise<NestFastifyApplication> {
  const log = createLogger(processName, config.LOG_LEVEL);
  await startTracing(processName, config, log);
  const options: FastifyServerOptions = {
    bodyLimit: BODY_LIMIT,
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    genReqId: requestId,
    requestIdHeader: false,
    return503OnClosing: false,
    rewriteUrl: decodableUrl,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: answerBrokenRequest,
  };
  const adapter = new LeavingAdapter(options, servesOnMs(processName, config));
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  closeConnections(fastify);
  logRequests(fastify, log);
  traceRequests(fastify);
  readOnlyJson(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(processName, config.LOG_LEVEL),
    abortOnError: false,
    bodyParser: false,
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { styleSrc: ["'self'", "'unsafe-inline'"], upgradeInsecureRequests: null },
    },
  });
  requireOpsToken(app, config);
  app.useGlobalFilters(new ErrorFilter(log));
  app.useGlobalGuards(new InputGuard());
  app.useGlobalPipes(new InputPipe());
  return app;
}

function requestId(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** A path that cannot be decoded goes on as one that can, so that it is answered in the order of any other request. */
function decodableUrl(request: { url?: string | undefined }): string {
  const url = request.url ?? '/';
  const [path = '', ...query] = url.split('?');
  return isDecodable(path) ? url : [path.replaceAll('%', '%25'), ...query].join('?');
}
