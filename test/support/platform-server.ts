import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { CONFIG, loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { DatabaseModule } from '../../src/core/database/database.module.js';
import { LOGGER } from '../../src/core/logging/logger.js';
import { PlatformsModule } from '../../src/platforms/platforms.module.js';
import { SocialPlatforms } from '../../src/platforms/social-platforms.js';
import { createTestDatabase } from './test-database.js';

/** A request as it came. */
export interface PlatformRequest {
  readonly method: string;
  readonly path: string;
  /** Behind the question mark, as it was sent. */
  readonly search: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

/** An answer, or none: `drop` breaks the connection off, `hang` lets it wait. */
export type PlatformReply =
  { status?: number; headers?: Record<string, string>; json?: unknown; body?: string | Buffer } | 'drop' | 'hang';

/** The platforms' clients as the processes have them, before a server that answers as the test says. */
export interface TestPlatforms {
  readonly origin: string;
  readonly platforms: SocialPlatforms;
  readonly database: Database;
  /** What came since the last {@link answerWith}. */
  readonly requests: PlatformRequest[];
  /** Says what is answered from now on: one reply after another, the last one again and again. */
  answerWith(...replies: (PlatformReply | ((request: PlatformRequest) => PlatformReply))[]): void;
  /** Nobody listens any more at the same address while this runs. */
  whileAway<Result>(run: () => Promise<Result>): Promise<Result>;
  /** The request that comes next. */
  nextRequest(): Promise<PlatformRequest>;
  close(): Promise<void>;
}

/** @param settings environment variables; every platform's address is the server's */
export async function openPlatforms(settings: Record<string, string> = {}): Promise<TestPlatforms> {
  const requests: PlatformRequest[] = [];
  let replies: Parameters<TestPlatforms['answerWith']> = [];
  const arrivals: ((request: PlatformRequest) => void)[] = [];

  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 500, body: 'not asked for' };
    send(typeof reply === 'function' ? reply(request) : reply, outgoing);
    for (const arrived of arrivals.splice(0)) arrived(request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const place = await createTestDatabase();
  const config = loadConfig({
    DATABASE_URL: place.url,
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${port}`,
    X_API_BASE_URL: origin,
    LINKEDIN_API_BASE_URL: origin,
    LINKEDIN_OAUTH_BASE_URL: origin,
    FACEBOOK_GRAPH_BASE_URL: origin,
    INSTAGRAM_GRAPH_BASE_URL: origin,
    ...settings,
  });

  @Global()
  @Module({
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: pino({ level: 'silent' }) },
    ],
    exports: [CONFIG, LOGGER],
  })
  class Surroundings {}

  @Module({ imports: [Surroundings, DatabaseModule, PlatformsModule] })
  class Root {}

  const application = await NestFactory.createApplicationContext(Root, { logger: false });
  return {
    origin,
    platforms: application.get(SocialPlatforms),
    database: application.get(Database),
    requests,
    answerWith(...next) {
      requests.length = 0;
      replies = next;
    },
    async whileAway(run) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      try {
        return await run();
      } finally {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      }
    },
    nextRequest: () => new Promise((resolve) => arrivals.push(resolve)),
    async close() {
      await application.close();
      server.closeAllConnections();
      server.close();
      await place.drop();
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<PlatformRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  const url = new URL(incoming.url!, 'http://server.test');
  return {
    method: incoming.method!,
    path: url.pathname,
    search: incoming.url!.split('?')[1] ?? '',
    query: Object.fromEntries(url.searchParams),
    headers: incoming.headers,
    bytes,
    json: parse(bytes.toString()),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(reply: PlatformReply, outgoing: ServerResponse): void {
  if (reply === 'hang') return;
  if (reply === 'drop') {
    outgoing.socket!.destroy();
    return;
  }
  const { status = 200, headers = {}, json, body = json === undefined ? '' : JSON.stringify(json) } = reply;
  outgoing.writeHead(status, { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers });
  outgoing.end(body);
}
