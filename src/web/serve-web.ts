import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../core/config/config.js';
import { ApiError } from '../core/http/api-error.js';
import { mediaOrigin, pagePolicy } from './page-policy.js';

/** What is never a page of the dashboard, whether there is such a route or not. */
const NO_PAGE = /^\/(api|assets|health|media|metrics|ops)(\/|\?|$)/;

/** Where Vite writes the build, seen from dist/src/web. */
export const WEB_BUILD = join(import.meta.dirname, '../../web');

/**
 * Serves the dashboard: its files, which have their hash in their names, under /assets, and its one page for `/` and every
 * address that no route has and a browser wants as a page. Must stand before what answers unknown routes.
 * @param folder the build; without one `/` says how to make it
 */
export async function serveWeb(app: NestFastifyApplication, config: Config, folder = WEB_BUILD): Promise<void> {
  const page = readPage(folder, config);
  const fastify = app.getHttpAdapter().getInstance();
  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
    });
  }
  const sendPage = (reply: FastifyReply): FastifyReply => {
    if (page === undefined) throw notBuilt();
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({ 'content-security-policy': pagePolicy(config, nonce), 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(page.replace('{{nonce}}', nonce));
  };
  fastify.get('/', (_request, reply) => sendPage(reply));
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.is404 && wantsPage(request)) return sendPage(reply);
    return undefined;
  });
}

/** The page with how one signs in, and where images are from; undefined where there is no build. */
function readPage(folder: string, config: Config): string | undefined {
  const path = join(folder, 'index.html');
  if (!existsSync(path)) return undefined;
  const { CLERK_PUBLISHABLE_KEY, LOCAL_ISSUER_KEY } = config;
  const signIn = CLERK_PUBLISHABLE_KEY ?? (LOCAL_ISSUER_KEY ? 'local' : 'none');
  return readFileSync(path, 'utf8').replace('{{sign-in}}', signIn).replace('{{media}}', mediaOrigin(config));
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return !NO_PAGE.test(url) && (headers.accept ?? '').includes('text/html');
}

function notBuilt(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The dashboard is not built: run "npm run build", then start the API again.');
}
