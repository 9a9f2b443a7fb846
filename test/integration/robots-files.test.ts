import pino from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { HostPacing } from '../../src/context-scraping/pacing/host-pacing.js';
import { RobotsFiles } from '../../src/context-scraping/robots/robots-files.js';
import { ALLOWS_ALL, ALLOWS_NOTHING } from '../../src/context-scraping/robots/robots.js';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { OutboundClient } from '../../src/core/outbound/outbound-client.js';
import { type Answering, http, type RawServer, serveRaw } from '../support/raw-server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let place: TestDatabase;
let database: Database;
const servers: RawServer[] = [];

beforeAll(async () => {
  place = await createTestDatabase();
  database = new Database(loadConfig({ DATABASE_URL: place.url }));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await place.drop();
});

const never = new AbortController().signal;

/** A site that answers thus, and the files as one process keeps them. */
async function siteThat(answer: Answering) {
  const server = await serveRaw(answer);
  servers.push(server);
  const config = loadConfig({
    DATABASE_URL: place.url,
    SCRAPE_HOST_DELAY_MS: '0',
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: `site.test:${server.port}`,
  });
  const client = new OutboundClient(config, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
  const files = new RobotsFiles(client, new HostPacing(config, database), pino({ enabled: false }));
  return { server, files, url: (path: string) => new URL(`http://site.test:${server.port}${path}`) };
}

it('reads the file once, however many ask at once and later', async () => {
  const { server, files, url } = await siteThat((socket) =>
    socket.write(http(200, {}, 'User-agent: EpicAIBot\nDisallow: /a\nCrawl-delay: 3\nSitemap: /s.xml')),
  );
  const all = await Promise.all(['/a', '/b', '/c'].map((path) => files.of(url(path), never)));
  expect(all.map((robots, index) => robots.allows(url(['/a', '/b', '/c'][index]!)))).toEqual([false, true, true]);
  expect(await files.of(url('/d'), never)).toMatchObject({ crawlDelayMs: 3_000, sitemaps: ['/s.xml'] });
  expect(server.heads).toHaveLength(1);
  expect(server.heads[0]).toMatch(/^GET \/robots\.txt HTTP/);
});

it('follows five redirects', async () => {
  const { files, url } = await siteThat((socket, head) => {
    const step = Number(/\/(\d)/.exec(head)?.[1] ?? 0);
    socket.write(step < 5 ? http(302, { location: `/${step + 1}` }) : http(200, {}, 'User-agent: *\nDisallow: /x'));
  });
  expect((await files.of(url('/'), never)).allows(url('/x'))).toBe(false);
});

it.each([400, 401, 403, 404, 410, 429])('takes %i for a file that is not there', async (status) => {
  const { files, url } = await siteThat((socket) => socket.write(http(status, {}, 'User-agent: *\nDisallow: /')));
  expect(await files.of(url('/'), never)).toBe(ALLOWS_ALL);
});

it.each<[string, Buffer | string]>([
  ['500', http(500, {})],
  ['503', http(503, {})],
  ['a connection that breaks off', ''],
  ['what is no HTTP', 'hello'],
  ['a redirect to itself', http(302, { location: '/robots.txt' })],
  ['a redirect that leads nowhere', http(302, { location: 'ftp://site.test/robots.txt' })],
])('allows nothing after %s', async (_what, bytes) => {
  const { files, url } = await siteThat((socket) => socket.end(bytes));
  expect(await files.of(url('/'), never)).toBe(ALLOWS_NOTHING);
});

it('refuses a host that must not be reached, again each time', async () => {
  const { files } = await siteThat((socket) => socket.write(http(200, {})));
  for (const path of ['/', '/again']) {
    await expect(files.of(new URL(path, 'http://inner.test'), never)).rejects.toMatchObject({
      reason: 'REFUSED_ADDRESS',
    });
  }
});

it('lets one who gives up go, and the others have the file', async () => {
  const controller = new AbortController();
  const given = new Error('given up');
  const { server, files, url } = await siteThat((socket) => {
    controller.abort(given);
    setImmediate(() => socket.write(http(200, {}, 'User-agent: *\nDisallow: /x')));
  });
  const leaving = files.of(url('/'), controller.signal);
  const staying = files.of(url('/'), never);
  await expect(leaving).rejects.toBe(given);
  expect((await staying).allows(url('/x'))).toBe(false);
  expect(server.heads).toHaveLength(1);
});
