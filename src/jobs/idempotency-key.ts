import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../core/http/api-error.js';
import type { Admitted } from './job-admission.js';

/** Documents the header that {@link IdempotencyKey} reads. */
export const KeyHeader = (): MethodDecorator =>
  ApiHeader({ name: 'Idempotency-Key', required: false, description: 'At most 200 characters, kept for 24 hours' });

/** Hands the request's `Idempotency-Key` to a controller's method, null without one. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/.test(key)) return key;
  throw ApiError.validation([{ path: ['Idempotency-Key'], message: 'must be 1 to 200 printable ASCII characters' }]);
});

/** An answer that is given again says so: 200, and `Idempotent-Replayed`. */
export function markReplay(admitted: Admitted, reply: FastifyReply): Admitted {
  if (admitted.replayed) void reply.status(200).header('idempotent-replayed', 'true');
  return admitted;
}
