import { createHash, timingSafeEqual } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config.js';
import { ApiError } from '../http/api-error.js';

/** What operators use: queues, bull-board, metrics. */
const OPS = /^\/(ops\/|metrics$)/;

/**
 * Puts every route under /ops, and /metrics, behind `OPS_TOKEN`: as a bearer, or, for browsers, as the password of basic
 * authentication. It is checked before the body is read. Without the setting there are no such routes (404).
 */
export function requireOpsToken(app: NestFastifyApplication, { OPS_TOKEN }: Config): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async ({ is404, routeOptions, headers }) => {
      if (is404 || !OPS.test(routeOptions.url ?? '')) return;
      if (OPS_TOKEN === undefined) throw ApiError.unknownRoute();
      if (!isSame(sentToken(headers.authorization), OPS_TOKEN)) {
        throw new ApiError(401, 'UNAUTHORIZED', 'This route needs the OPS_TOKEN.', {
          headers: { 'www-authenticate': 'Basic realm="ops", charset="UTF-8", Bearer' },
        });
      }
    });
}

/** The text of a bearer, the password of basic credentials (RFC 7617: after the first colon), else ''. */
function sentToken(authorization = ''): string {
  const [, scheme, credentials] = /^(bearer|basic) +(\S+)$/i.exec(authorization) ?? [];
  if (scheme === undefined || credentials === undefined) return '';
  if (scheme.toLowerCase() === 'bearer') return credentials;
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return password;
}

/** Takes as long wherever the two differ: hashes have one length. */
function isSame(sent: string, token: string): boolean {
  return timingSafeEqual(hash(sent), hash(token));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
