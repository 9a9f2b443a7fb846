import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { vi } from 'vitest';
import { createApi } from '../../src/api.js';
import { loadConfig } from '../../src/core/config/config.js';
import { createCuttableProxy, type CuttableProxy } from './cuttable-proxy.js';
import { createTokenIssuer, type TokenIssuer, type TokenOptions } from './session-tokens.js';
import { createTestDatabase } from './test-database.js';

/** A request; without more it is a GET by an admin of `org_1`. */
export interface Ask extends TokenOptions {
  method?: string;
  /** An object is sent as JSON, text as it is. */
  body?: object | string;
  headers?: Record<string, string>;
  /** Sends no token. */
  stranger?: boolean;
}

/** What tests read of an answer's JSON; {} when it is none. */
export interface AnswerBody extends Record<string, unknown> {
  requestId?: string;
  details?: { issues?: { path: (string | number)[]; message: string }[] };
  id?: string;
  slug?: string;
  brands?: { id: string }[];
  nextCursor?: string | null;
  paths?: Record<string, Record<string, { responses: object }>>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: AnswerBody;
}

/** The API in this process, on a database of its own. */
export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly origin: string;
  readonly issuer: TokenIssuer;
  /** Stands before the database, with the pooler that the run may have and past it. */
  readonly proxy: Omit<CuttableProxy, 'close'>;
  ask(path: string, request?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

/** @param settings environment variables beyond those it needs to start */
export async function startTestApi(settings: Record<string, string> = {}): Promise<TestApi> {
  const issuer = createTokenIssuer();
  const database = await createTestDatabase();
  const proxies = await Promise.all([database.url, database.directUrl].map(createCuttableProxy));
  const [DATABASE_URL, DATABASE_DIRECT_URL] = proxies.map(({ url }) => url) as [string, string];
  const addresses = { DATABASE_URL, DATABASE_DIRECT_URL };
  const environment = { ...issuer.environment, ...addresses, LOG_LEVEL: 'fatal', ...settings };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const app = await createApi(loadConfig());
  await app.listen(0, '127.0.0.1');
  const origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  return {
    app,
    origin,
    issuer,
    proxy: {
      url: DATABASE_URL,
      cut: () => proxies.forEach((proxy) => proxy.cut()),
      mend: () => proxies.forEach((proxy) => proxy.mend()),
    },
    ask: async (path, { method, body, headers, stranger, ...token } = {}) => {
      const response = await fetch(origin + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        body: typeof body === 'object' ? JSON.stringify(body) : body,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(!stranger && { authorization: `Bearer ${await issuer.token(token)}` }),
          ...headers,
        },
      });
      const text = await response.text();
      const json = text.startsWith('{') ? (JSON.parse(text) as AnswerBody) : {};
      return { status: response.status, headers: response.headers, text, body: json };
    },
    async close() {
      await app.close();
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await database.drop();
      vi.unstubAllEnvs();
    },
  };
}

/** `<status> <code>` of an answer in the one error shape, with its request id and the security headers; else all of it. */
export function errorOf({ status, headers, text, body }: Answer): string {
  const unknown = Object.keys(body).filter((key) => !['error', 'code', 'details', 'requestId'].includes(key));
  const isWellFormed =
    typeof body.error === 'string' &&
    body.requestId === headers.get('x-request-id') &&
    unknown.length === 0 &&
    headers.has('content-security-policy');
  return isWellFormed ? `${status} ${String(body.code)}` : `${status}, not the error shape: ${text}`;
}
