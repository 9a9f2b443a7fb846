import { createServer, type IncomingHttpHeaders } from 'node:http';
import { pino } from 'pino';
import { type Config, loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { OutboundClient } from '../../src/core/outbound/outbound-client.js';
import { FacebookClient } from '../../src/platforms/facebook/facebook.client.js';
import { InstagramContainers } from '../../src/platforms/instagram/instagram.containers.js';
import { InstagramClient } from '../../src/platforms/instagram/instagram.client.js';
import { InstagramTokens } from '../../src/platforms/instagram/instagram.tokens.js';
import { GraphApi } from '../../src/platforms/meta/graph.api.js';
import { MetaInsights } from '../../src/platforms/meta/meta.insights.js';
import { MetaTokens } from '../../src/platforms/meta/meta.tokens.js';
import { PlatformHttp } from '../../src/platforms/platform-http.js';
import { PlatformQuotas } from '../../src/platforms/platform-quotas.js';
import { PlatformQuotasRepository } from '../../src/platforms/platform-quotas.repository.js';
import { at, listen } from './outbound.js';
import { createTestDatabase } from './test-database.js';

/** What came to a {@link GraphServer}. */
export interface SeenCall {
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  form: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** The relative URLs of a batch. */
  batch: string[];
}

/** HANG_UP: the connection is cut when the request has come. A text is a body that is no JSON. */
export type GraphReply = 'HANG_UP' | { status?: number; headers?: Record<string, string>; body: object | string };

export interface GraphServer {
  origin: string;
  seen: SeenCall[];
}

/** A server on loopback that speaks as Graph does, as far as `answer` says; until {@link closeServers}. */
export async function serveGraph(answer: (call: SeenCall, index: number) => GraphReply): Promise<GraphServer> {
  const seen: SeenCall[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = new URL(request.url!, 'http://graph.test');
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString()));
    const entries = JSON.parse(form['batch'] ?? '[]') as { method: string; relative_url: string }[];
    const call = {
      method: request.method!,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      form,
      headers: request.headers,
      batch: entries.map(({ relative_url }) => relative_url),
    };
    seen.push(call);
    const reply = answer(call, seen.length - 1);
    if (reply === 'HANG_UP') return request.socket.destroy();
    const { status = 200, headers = {}, body } = reply;
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, seen };
}

/** An error as Graph writes it. */
export const graphError = (code: number, subcode?: number, over: object = {}) => ({
  error: {
    message: `(#${code}) Said`,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    fbtrace_id: 'EJplcsCHuLu',
    ...over,
  },
});

/** One answer within a batch's. */
export const batched = (body: object, code = 'error' in body ? 400 : 200, headers: Record<string, string> = {}) => ({
  code,
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  body: JSON.stringify(body),
});

/** Both platforms as a worker has them, over a database of the test file's own. */
export interface MetaWorld {
  database: Database;
  facebook(server: { origin: string }, over?: Record<string, string>): FacebookClient;
  instagram(server: { origin: string }, over?: Record<string, string>): InstagramClient;
  /** What is recorded of an account's limits. */
  quotas(platformId: string): Promise<{ scope: string; usedPercent: number; blockedForMinutes: number | null }[]>;
  /** Everything that was logged. */
  logged: string[];
  close(): Promise<void>;
}

export async function openMeta(): Promise<MetaWorld> {
  const place = await createTestDatabase();
  const database = new Database(loadConfig({ DATABASE_URL: place.url }));
  const prisma = new PrismaService(database);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  const quotas = new PlatformQuotas(new PlatformQuotasRepository(prisma, database), log);

  const partsFor = ({ origin }: { origin: string }, over: Record<string, string> = {}) => {
    const config: Config = loadConfig({
      DATABASE_URL: place.url,
      OUTBOUND_ALLOWED_PRIVATE_HOSTS: new URL(origin).host,
      FACEBOOK_GRAPH_BASE_URL: origin,
      INSTAGRAM_GRAPH_BASE_URL: origin,
      META_GRAPH_VERSION: 'v26.0',
      ...over,
    });
    const http = new PlatformHttp(new OutboundClient(config, { resolve: at('127.0.0.1') }));
    const graph = new GraphApi(http, quotas, config, log);
    return { graph, insights: new MetaInsights(graph), tokens: new MetaTokens(graph, config) };
  };

  return {
    database,
    logged,
    facebook(server, over) {
      const { graph, insights, tokens } = partsFor(server, over);
      return new FacebookClient(graph, insights, tokens);
    },
    instagram(server, over) {
      const { graph, insights, tokens } = partsFor(server, over);
      return new InstagramClient(graph, new InstagramContainers(graph), insights, new InstagramTokens(graph), tokens);
    },
    quotas: (platformId) =>
      database.query(
        `SELECT scope, used_percent AS "usedPercent",
           round(extract(epoch FROM blocked_until - now()) / 60)::int AS "blockedForMinutes"
         FROM platform_quotas WHERE platform_id = $1 ORDER BY scope`,
        [platformId],
      ),
    async close() {
      await prisma.$disconnect();
      await database.onApplicationShutdown();
      await place.drop();
    },
  };
}
