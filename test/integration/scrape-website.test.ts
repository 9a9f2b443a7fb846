import pino from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ContextItemsRepository } from '../../src/context-scraping/context-items.repository.js';
import { ContextPagesRepository } from '../../src/context-scraping/context-pages.repository.js';
import { ContextSourcesRepository } from '../../src/context-scraping/context-sources.repository.js';
import { HostPacing } from '../../src/context-scraping/pacing/host-pacing.js';
import { DocumentParser } from '../../src/context-scraping/parsing/document-parser.js';
import { PoliteFetcher } from '../../src/context-scraping/polite-fetcher.js';
import { RobotsFiles } from '../../src/context-scraping/robots/robots-files.js';
import { ScrapeWebsiteHandler } from '../../src/context-scraping/scrape-website/scrape-website.handler.js';
import { SitemapReader } from '../../src/context-scraping/scrape-website/sitemap-reader.js';
import { SourceHealth } from '../../src/context-scraping/source-health.js';
import { loadConfig } from '../../src/core/config/config.js';
import { Database } from '../../src/core/database/database.js';
import { createId } from '../../src/core/database/id.js';
import { PrismaService } from '../../src/core/database/prisma.service.js';
import { OutboundClient } from '../../src/core/outbound/outbound-client.js';
import { systemNetwork } from '../../src/core/outbound/outbound-network.js';
import { NotificationsProducer } from '../../src/notifications/notifications.producer.js';
import { NotificationsRepository } from '../../src/notifications/notifications.repository.js';
import { page, Site } from '../support/site.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ORGANIZATION = 'org_test';
const site = new Site();
const parser = new DocumentParser();
let place: TestDatabase;
let database: Database;
let prisma: PrismaService;
let handler: ScrapeWebsiteHandler;
let source: { id: string; brandId: string };

beforeAll(async () => {
  await site.start();
  place = await createTestDatabase();
  const config = loadConfig({
    DATABASE_URL: place.url,
    SCRAPE_HOST_DELAY_MS: '0',
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: site.host,
  });
  database = new Database(config);
  prisma = new PrismaService(database);
  const client = new OutboundClient(config, systemNetwork);
  const pacing = new HostPacing(config, database);
  const fetcher = new PoliteFetcher(client, pacing);
  const pages = new ContextPagesRepository(database);
  const sources = new ContextSourcesRepository(prisma);
  handler = new ScrapeWebsiteHandler(
    sources,
    pages,
    new ContextItemsRepository(prisma, database),
    fetcher,
    parser,
    new RobotsFiles(client, pacing, pino({ enabled: false })),
    new SitemapReader(pages, fetcher, parser),
    new SourceHealth(sources, new NotificationsProducer(new NotificationsRepository(prisma))),
  );
  await prisma.organization.create({ data: { id: ORGANIZATION } });
  const brand = await prisma.brand.create({ data: { organizationId: ORGANIZATION, name: 'Acme', slug: 'acme' } });
  source = await prisma.contextSource.create({
    data: { organizationId: ORGANIZATION, brandId: brand.id, type: 'WEBSITE', name: 'Site', url: `${site.origin}/` },
  });
});

afterEach(() => void vi.restoreAllMocks());

afterAll(async () => {
  await parser.onApplicationShutdown();
  await prisma.$disconnect();
  await database.onApplicationShutdown();
  await place.drop();
  await site.stop();
});

const sync = () =>
  handler.handle({
    jobId: createId(),
    organizationId: ORGANIZATION,
    payload: {
      contextSourceId: source.id,
      brandId: source.brandId,
      url: `${site.origin}/`,
      sourceType: 'WEBSITE',
    },
    attempt: 1,
    dryRun: false,
    token: 1n,
    signal: new AbortController().signal,
    effect: (write) => write(),
    progress: () => undefined,
    log: pino({ enabled: false }),
  });

/** The time for reading, which is 105 s, is over as soon as the site is asked for this path. */
function endReadingAt(path: string): void {
  const reading = new AbortController();
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => (ms === 105_000 ? reading.signal : timeout(ms)));
  site.onAsked = (asked) => {
    if (asked === path) reading.abort(new DOMException('The time is over', 'TimeoutError'));
  };
}

const resumeFrom = async () => (await prisma.contextSource.findUniqueOrThrow({ where: { id: source.id } })).resumeFrom;

it('says when a sync was cut off; the next goes on there and asks for nothing that was read', async () => {
  site.html('/', page('Home', ['/a', '/b', '/c']));
  for (const path of ['/a', '/b', '/c', '/d']) site.html(path, page(`Page ${path}`, path === '/a' ? ['/d'] : []));

  endReadingAt('/b');
  const before = new Date();
  expect(await sync()).toMatchObject({ truncated: true, itemsCreated: 2, itemsProcessed: 2, errors: [] });
  expect(site.paths).toEqual(['/robots.txt', '/', '/sitemap.xml', '/a', '/b']);
  const begun = await resumeFrom();
  expect(begun!.getTime()).toBeGreaterThanOrEqual(before.getTime());

  site.asked.length = 0;
  endReadingAt('/c');
  expect(await sync()).toMatchObject({ truncated: true, itemsCreated: 1, itemsSkipped: 2 });
  expect(site.paths).toEqual(['/sitemap.xml', '/b', '/c']);
  expect(await resumeFrom()).toEqual(begun);

  vi.restoreAllMocks();
  site.asked.length = 0;
  expect(await sync()).toMatchObject({ truncated: false, itemsCreated: 2, itemsSkipped: 3, errors: [] });
  expect(site.paths).toEqual(['/sitemap.xml', '/c', '/d']);
  expect(await resumeFrom()).toBeNull();

  site.asked.length = 0;
  expect(await sync()).toMatchObject({ truncated: false, itemsCreated: 0, itemsSkipped: 5 });
  expect(site.asked.filter(({ conditional }) => conditional).map(({ path }) => path)).toEqual([
    '/',
    '/a',
    '/b',
    '/c',
    '/d',
  ]);
  expect(await prisma.contextItem.count()).toBe(5);
});
