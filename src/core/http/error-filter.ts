import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ApiError, type ErrorCode } from './api-error.js';
import { BODY_LIMIT } from './body-parser.js';
import { isDatabaseOutage } from './database-outage.js';

/** What every answer other than success looks like. */
export interface ErrorAnswer {
  error: string;
  code: ErrorCode;
  details?: object;
  requestId: string;
}

/** Turns whatever was thrown, by us, Nest, Fastify or a library, into the one error shape. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** For routes that are not Nest's. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toApiError(thrown);
    if (error.status >= 500) {
      const level = error.status === 503 ? 'warn' : 'error';
      this.log[level]({ err: error.cause ?? error, requestId: request.id, code: error.code }, error.message);
    }
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const answer: ErrorAnswer = {
      error: error.message,
      code: error.code,
      details: error.details,
      requestId: request.id,
    };
    void reply.status(error.status).headers(error.headers).type('application/json').send(answer);
  }
}

/** No text of a library's error is passed on. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (isDatabaseOutage(thrown)) {
    return ApiError.unavailable('The database cannot be used just now: try again shortly.', { cause: thrown });
  }
  const status = statusOf(thrown);
  switch (status) {
    case 401:
      return ApiError.unauthorized('A valid session token is needed.');
    case 403:
      return ApiError.forbidden();
    case 404:
      return ApiError.unknownRoute();
    case 413:
      return ApiError.payloadTooLarge(BODY_LIMIT);
    case 415:
      return ApiError.unsupportedMediaType();
    case 503:
      return ApiError.unavailable('This instance is starting or stopping: try again shortly.', { cause: thrown });
    default:
      return status < 500
        ? ApiError.malformed('The request cannot be read: its body, length or encoding is not valid.')
        : ApiError.internal(thrown);
  }
}

/** Nest wraps Fastify's errors, except those with a status of 500 and more. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown) return Number(thrown.statusCode);
  return 500;
}
