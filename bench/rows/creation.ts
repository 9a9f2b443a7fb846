import { onSite, type Site } from '../lib/ground.js';
import type { HttpLoad, HttpResult } from '../lib/http-load.protocol.js';
import { interleave, type Line, type Row, type RowContext } from '../lib/row.js';
import { median, ratio } from '../lib/statistics.js';
import { freePort } from '../../scripts/lib/ports.mjs';

const SIDES = ['ours', 'plain Nest', 'plain Nest again'] as const;

const CONNECTIONS = 50;

/** Two a connection. */
const ORGANIZATIONS = 100;

const FIRST_PORT = 23_000;

interface Creation extends HttpResult {
  /** Processor time of the server process, in milliseconds a request. */
  cpuMs: number;
}

/**
 * 3: `POST /api/jobs` of GENERATE_CONTENT at 50 connections, one request at a time each, for 100 organizations: requests per second,
 * processor time of the server process a request, p99. Ours is the product's API as `npm run start:api` runs it, its log and its
 * dispatcher included, limits raised; no worker runs, so nothing is dispatched. Against the plain server of
 * `peers/express-api.ts`. The load is a process of its own; the first seconds are thrown away.
 */
export const creation: Row = {
  number: 3,
  title: 'POST /api/jobs at 50 connections',
  async run(context) {
    const measured = await interleave(
      context,
      SIDES,
      (side) => measure(context, side === 'ours'),
      ({ perSecond, cpuMs, p99 }) =>
        `${perSecond.toFixed(0)} requests/s, ${cpuMs.toFixed(3)} ms CPU a request, p99 ${p99} ms`,
    );
    const line = (key: keyof Creation, what: string, unit: string, target?: Line['target']): Line => {
      const of = (side: (typeof SIDES)[number]): number[] => measured[side].map((value) => value[key]);
      const figure = (side: (typeof SIDES)[number]): string => `${median(of(side)).toPrecision(3)} ${unit}`;
      return {
        row: 3,
        what: `${what}: ours / plain Nest Express`,
        ratio: ratio(of('ours'), of('plain Nest')),
        noise: ratio(of('plain Nest again'), of('plain Nest')),
        ...(target && { target }),
        figures: { ours: figure('ours'), plain: figure('plain Nest') },
      };
    };
    return [
      line('perSecond', 'POST /api/jobs, requests/s', '/s', { atLeast: 2.2 }),
      line('cpuMs', 'POST /api/jobs, CPU a request', 'ms', { atMost: 0.45 }),
      line('p99', 'POST /api/jobs, p99', 'ms'),
    ];
  },
};

function measure({ ground, short }: RowContext, isOurs: boolean): Promise<Creation> {
  return onSite(ground, async (site) => {
    const requests = await prepareRequests(site);
    const { server, port } = isOurs ? await startOurs(site) : await startPlain(site);
    const load = await site.start('bench/peers/http-load.js');
    const url = `http://127.0.0.1:${port}/api/jobs`;
    const run = (seconds: number): Promise<HttpResult> =>
      load.ask('run', { url, connections: CONNECTIONS, seconds, method: 'POST', ...requests } satisfies HttpLoad);
    await run(short ? 1 : 2);
    const before = server.cpuMs();
    const result = await run(short ? 1 : 5);
    return { ...result, cpuMs: (server.cpuMs() - before) / result.requests };
  });
}

/** An organization each with a brand, a token of it, and the body of a request. */
async function prepareRequests(site: Site): Promise<{ tokens: string[]; bodies: string[] }> {
  const organizations = Array.from({ length: ORGANIZATIONS }, (_, index) => `org_${index}`);
  await site.query('INSERT INTO organizations (id) SELECT unnest($1::text[])', [organizations]);
  await site.query(
    `INSERT INTO brands (id, organization_id, name, slug, updated_at) SELECT 'brand_' || id, id, 'Acme', 'acme', now() FROM unnest($1::text[]) id`,
    [organizations],
  );
  const tokens = await Promise.all(organizations.map((organization) => site.ground.issuer.token({ organization })));
  const bodies = organizations.map((organization) =>
    JSON.stringify({
      type: 'GENERATE_CONTENT',
      payload: {
        brandId: `brand_${organization}`,
        topic: 'What a background job costs',
        platforms: ['TWITTER', 'LINKEDIN'],
      },
    }),
  );
  return { tokens, bodies };
}

async function startOurs(site: Site) {
  const port = await freePort(FIRST_PORT);
  return { server: await site.start('src/main.js', { env: { PORT: String(port) } }), port };
}

async function startPlain(site: Site) {
  const server = await site.start('bench/peers/express-api.js');
  return { server, port: await server.ask<number>('port') };
}
