import { applyDecorators, createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../core/http/api-error.js';
import { type Idempotency, idempotencyHash } from '../core/queue/job-creator.js';
import type { Admitted } from './job-admission.js';

/** Documents the header that {@link IdempotencyKey} reads. */
export const KeyHeader = (): MethodDecorator =>
  ApiHeader({ name: 'Idempotency-Key', required: false, description: 'At most 200 characters, kept for 24 hours' });

/** Documents a POST that creates jobs, and answers with `type`, the same again to a request with the same key. */
export const IdempotentPost = (type: Type): MethodDecorator =>
  applyDecorators(
    KeyHeader(),
    ApiCreatedResponse({ type }),
    ApiOkResponse({ type, description: 'The answer of an earlier request with this Idempotency-Key' }),
  );

/** Hands the request's `Idempotency-Key`, with the hash of its path and body, to a controller's method; null without one. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): Idempotency | null => {
  const { method, url, headers, body } = context.switchToHttp().getRequest<FastifyRequest>();
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/.test(key))
    return { key, hash: idempotencyHash(`${method} ${url.split('?')[0]}`, body ?? null) };
  throw ApiError.validation([{ path: ['Idempotency-Key'], message: 'must be 1 to 200 printable ASCII characters' }]);
});

/** An answer that is given again says so: 200, and `Idempotent-Replayed`. */
export function markReplay(admitted: Admitted, reply: FastifyReply): Admitted {
  if (admitted.replayed) void reply.status(200).header('idempotent-replayed', 'true');
  return admitted;
}
