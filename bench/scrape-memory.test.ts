import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSystem, type System } from '../test/support/processes.js';
import { page, WORDS } from '../test/support/site.js';

const HOSTS = 30;
const PAGES = 200;
const LINKS = 20;

/** How long the slowest machine may take. */
const LONGEST_MS = 280_000;

interface Second {
  at: number;
  mostMb: number;
  loopMs: number;
  idleMs: number;
}

const server = createServer(answer);
let folder: string;
let hosts: string[];
let system: System;

/** A site of {@link PAGES} pages of some 16 KB, the same on every address of loopback. */
function answer({ url }: IncomingMessage, response: ServerResponse): void {
  const number = url === '/' ? 0 : Number(/^\/p(\d+)$/.exec(url!)?.[1] ?? PAGES);
  if (number >= PAGES) return void response.writeHead(404).end();
  const links = Array.from({ length: LINKS }, (_, index) => `/p${(number * 3 + index + 1) % PAGES}`);
  response.writeHead(200, { 'content-type': 'text/html' }).end(page(`Page ${number}`, links, WORDS.repeat(38)));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  hosts = Array.from({ length: HOSTS }, (_, index) => `127.0.0.${index + 1}:${port}`);
  system = await startSystem(undefined, {
    SCRAPE_HOST_DELAY_MS: '0',
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: hosts.join(','),
  });
});
afterAll(async () => {
  await system?.close();
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

it('reads 30 sites at once in 400 MB, and never holds the event loop for 100 ms', { timeout: LONGEST_MS }, async () => {
  const file = join(folder, 'seconds.jsonl');
  const probe = new URL('probe.mjs', import.meta.url);
  probe.searchParams.set('to', file);
  await system.start('worker', { NODE_OPTIONS: `--import ${probe.href}` });
  const tenant = await system.createTenant();
  const brandId = await tenant.createBrand();
  const begun = Date.now();
  const jobs = await Promise.all(
    hosts.map(async (host) => {
      const fields = { brandId, name: host, type: 'WEBSITE', url: `http://${host}/`, maxItems: PAGES };
      const source = await tenant.ask('/api/context-sources', { body: fields });
      const job = await tenant.ask(`/api/context-sources/${String(source.body.id)}/sync`, { method: 'POST' });
      return String(job.body.id);
    }),
  );
  const read = async (): Promise<unknown[]> =>
    Promise.all(jobs.map(async (id) => (await tenant.ask(`/api/jobs/${id}`)).body));
  await expect
    .poll(read, { timeout: LONGEST_MS, interval: 1_000 })
    .toEqual(
      jobs.map(() =>
        expect.objectContaining({ status: 'COMPLETED', result: expect.objectContaining({ itemsCreated: PAGES }) }),
      ),
    );
  const ended = Date.now();

  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const seconds = lines.map((line) => JSON.parse(line) as Second).filter(({ at }) => at > begun + 1_000);
  const most = (key: keyof Second): number => Math.round(Math.max(...seconds.map((second) => second[key])));
  process.stdout.write(
    `${HOSTS * PAGES} pages in ${Math.round((ended - begun) / 1000)} s: at most ${most('mostMb')} MB; event loop held for at most ${most('loopMs')} ms, that of an idle thread for ${most('idleMs')} ms\n`,
  );
  expect(most('mostMb')).toBeLessThan(400);
  expect(most('loopMs') - most('idleMs')).toBeLessThan(100);
});
