import { type ArgumentsHost, ForbiddenException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { errorCodes as fastifyErrors } from 'fastify';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.js';
import { isDatabaseOutage } from './database-outage.js';
import { ErrorFilter, toApiError } from './error-filter.js';

const withCode = (code: string, message = 'secret text') => Object.assign(new Error(message), { code });

/** As Prisma wraps what its driver adapter throws. */
const prismaError = (cause: object) =>
  Object.assign(new Error('secret text'), {
    code: 'P2010',
    meta: { driverAdapterError: Object.assign(new Error(), { cause }) },
  });

describe('toApiError', () => {
  it.each([
    [new fastifyErrors.FST_ERR_CTP_BODY_TOO_LARGE(), 413, 'PAYLOAD_TOO_LARGE'],
    [new fastifyErrors.FST_ERR_CTP_INVALID_MEDIA_TYPE(), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [new fastifyErrors.FST_ERR_CTP_INVALID_CONTENT_LENGTH(), 400, 'VALIDATION_ERROR'],
    [new fastifyErrors.FST_ERR_BAD_URL('/%'), 400, 'VALIDATION_ERROR'],
    [new NotFoundException('secret text'), 404, 'NOT_FOUND'],
    [new ForbiddenException('secret text'), 403, 'FORBIDDEN'],
    [new ServiceUnavailableException('secret text'), 503, 'UNAVAILABLE'],
    [withCode('ECONNREFUSED'), 503, 'UNAVAILABLE'],
    [withCode('23505'), 500, 'INTERNAL_ERROR'],
    [new TypeError('secret text'), 500, 'INTERNAL_ERROR'],
    ['a thrown string', 500, 'INTERNAL_ERROR'],
    [undefined, 500, 'INTERNAL_ERROR'],
  ])('%s → %i %s', (thrown, status, code) => {
    const error = toApiError(thrown);
    expect(error).toMatchObject({ status, code });
    expect(error.message).not.toContain('secret text');
  });

  it('passes our own errors on', () => {
    const error = ApiError.tooManyJobs(50, 50);
    expect(toApiError(error)).toBe(error);
  });
});

describe('isDatabaseOutage', () => {
  it.each([
    withCode('57P01'),
    withCode('57P03'),
    withCode('08006'),
    withCode('53100'),
    withCode('53300'),
    withCode('25006'),
    withCode('P1001'),
    withCode('P2024'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Query read timeout'),
    new Error('wrapped', { cause: withCode('ECONNRESET') }),
    prismaError({ kind: 'postgres', code: '57P01', originalCode: '57P01' }),
    prismaError({ kind: 'DatabaseNotReachable' }),
  ])('sees %s', (error) => {
    expect(isDatabaseOutage(error)).toBe(true);
  });

  it.each([
    withCode('23505'),
    withCode('P2002'),
    withCode('42P01'),
    prismaError({ kind: 'UniqueConstraintViolation' }),
    null,
    'text',
  ])('does not take %s for one', (error) => {
    expect(isDatabaseOutage(error)).toBe(false);
  });

  it('ends on a cause that is its own', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(isDatabaseOutage(error)).toBe(false);
  });
});

describe('ErrorFilter', () => {
  function answerTo(thrown: unknown, headersSent = false) {
    const sent: Record<string, unknown> = { destroyed: false };
    const lines: string[] = [];
    const reply = {
      raw: { headersSent, destroy: () => (sent.destroyed = true) },
      status: (status: number) => Object.assign(sent, { status }) && reply,
      headers: (headers: object) => Object.assign(sent, { headers }) && reply,
      type: () => reply,
      send: (body: unknown) => Object.assign(sent, { body }),
    };
    const host = { switchToHttp: () => ({ getRequest: () => ({ id: 'req-1' }), getResponse: () => reply }) };
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    new ErrorFilter(log).catch(thrown, host as unknown as ArgumentsHost);
    return { ...sent, lines };
  }

  it('answers in the one shape, with the headers of the error', () => {
    expect(answerTo(ApiError.rateLimited(7))).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
      body: { code: 'RATE_LIMITED', requestId: 'req-1', error: expect.any(String) as string },
      lines: [],
    });
  });

  it('logs what went wrong on our side and tells nobody else', () => {
    const answer = answerTo(new TypeError('secret text'));
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR', requestId: 'req-1' } });
    expect(JSON.stringify(answer)).toContain('secret text');
    expect(JSON.stringify({ ...answer, lines: [] })).not.toContain('secret text');
  });

  it('cuts off an answer that has begun', () => {
    expect(answerTo(new Error('late'), true)).toMatchObject({ destroyed: true });
  });
});
