import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.js';
import { isDecodable } from './decodable.js';

/** Refuses a body or query on a route that takes none: each of its fields is an unknown one. */
@Injectable()
export class InputGuard implements CanActivate {
  /** @throws {ApiError} 400 `VALIDATION_ERROR` */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, query = ''] = request.url.split('?', 2);
    if (!isDecodable(query)) throw ApiError.malformed('The query string is not valid percent-encoded UTF-8.');
    const taken = inputsOf(context);
    const unknown = [
      ...(taken.has(RouteParamtypes.BODY) ? [] : keysOf(request.body)),
      ...(taken.has(RouteParamtypes.QUERY) ? [] : keysOf(request.query)),
    ];
    if (unknown.length === 0) return true;
    throw ApiError.validation(unknown.map((key) => ({ path: [key], message: `property ${key} should not exist` })));
  }
}

/**
 * Nest keys the arguments that a handler's decorators ask for by `<type>:<position>`, and those of decorators that were made
 * with `createParamDecorator` by random text, which may begin with a digit.
 */
function inputsOf(context: ExecutionContext): Set<RouteParamtypes> {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ??
    {}) as object;
  return new Set(Object.keys(args).map((key) => Number(key.split(':', 1)[0])));
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).slice(0, 20) : [];
}
