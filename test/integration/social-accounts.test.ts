import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { newKey } from '../support/platform-accounts.js';
import { startSystem, type System } from '../support/processes.js';
import { type Answer, type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';
import { issuesOf, openOrganization, type TestOrganization } from '../support/test-organization.js';
import { PATIENCE } from '../support/patience.js';

const PATH = '/api/social-accounts';

describe('social accounts', () => {
  let api: TestApi;
  let own: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi({ TOKEN_ENCRYPTION_KEYS: newKey('k1') });
    own = await openOrganization(api);
  });
  afterAll(() => api.close());

  const bodyOf = (over: object = {}) => ({
    brandId: own.brandId,
    platform: 'TWITTER',
    platformId: String(BigInt(`0x${randomUUID().slice(0, 8)}`)),
    accessToken: 'an-access-token',
    ...over,
  });
  const connect = (over: object = {}, request: Ask = {}) => own.ask(PATH, { body: bodyOf(over), ...request });
  const listOf = ({ body }: Answer) => body.socialAccounts as { id: string; platform: string }[];
  const rowOf = async (id: string) => {
    const [row] = await api.app
      .get(Database)
      .query<Record<string, unknown>>('SELECT * FROM social_accounts WHERE id = $1', [id]);
    return row!;
  };

  it('are connected, shown without their tokens, and removed', async () => {
    const tokenExpiresAt = '2031-01-01T00:00:00.000Z';
    const given = { displayName: 'Acme', username: 'acme', platformId: '42' };
    const created = await connect({ ...given, refreshToken: 'a-refresh-token', tokenExpiresAt });
    expect(created.status).toBe(201);
    const shown = { ...given, brandId: own.brandId, platform: 'TWITTER', tokenExpiresAt };
    const fresh = { status: 'ACTIVE', statusReason: null, lastSyncAt: null };
    expect(created.body).toEqual({ id: created.body.id, ...shown, ...fresh });
    const path = `${PATH}/${created.body.id}`;
    expect((await own.ask(path, { role: 'member' })).body).toEqual(created.body);
    expect(listOf(await own.ask(`${PATH}?limit=1`, { role: 'member' }))).toEqual([created.body]);
    expect((await own.ask(path, { method: 'DELETE' })).status).toBe(204);
    expect(errorOf(await own.ask(path))).toBe('404 NOT_FOUND');
    expect(errorOf(await own.ask(path, { method: 'DELETE' }))).toBe('404 NOT_FOUND');
  });

  it('that are connected again have the new tokens and are healed', async () => {
    const identity = { platform: 'INSTAGRAM', platformId: '77' };
    const { body } = await connect({ ...identity, refreshToken: 'old', username: 'acme', login: 'FACEBOOK' });
    const id = body.id!;
    expect(await rowOf(id)).toMatchObject({ login: 'FACEBOOK' });
    await api.app
      .get(Database)
      .query(
        `UPDATE social_accounts SET status = 'NEEDS_REAUTH', status_reason = 'x', refresh_sent_at = now() WHERE id = $1`,
        [id],
      );
    const before = await rowOf(id);
    const again = await connect({ ...identity, accessToken: 'another-token', displayName: 'Acme Bakery' });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({
      id,
      status: 'ACTIVE',
      statusReason: null,
      username: 'acme',
      displayName: 'Acme Bakery',
    });
    const row = await rowOf(id);
    expect(row).toMatchObject({ login: 'INSTAGRAM', refresh_token: null, refresh_sent_at: null });
    expect(row.access_token).not.toBe(before.access_token);
    expect((row.tokens_at as Date) > (before.tokens_at as Date)).toBe(true);
  });

  it('are one, also when they are connected many times at once', async () => {
    const body = bodyOf();
    const answers = await Promise.all(Array.from({ length: 12 }, () => own.ask(PATH, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 11 }, () => 200), 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  it('are listed newest first, by brand and platform, page by page', async () => {
    const other = await openOrganization(api);
    const second = await other.ask('/api/brands', { body: { name: 'Second' } });
    for (const [brandId, platform] of [
      [other.brandId, 'TWITTER'],
      [other.brandId, 'FACEBOOK'],
      [second.body.id, 'TWITTER'],
    ])
      expect((await other.ask(PATH, { body: bodyOf({ brandId, platform }) })).status).toBe(201);
    const all = listOf(await other.ask(PATH));
    expect(all.map(({ platform }) => platform)).toEqual(['TWITTER', 'FACEBOOK', 'TWITTER']);
    expect(listOf(await other.ask(`${PATH}?brandId=${other.brandId}&platform=TWITTER`))).toEqual([all[2]]);
    const first = await other.ask(`${PATH}?limit=2`);
    const rest = await other.ask(`${PATH}?limit=2&cursor=${first.body.nextCursor}`);
    expect([...listOf(first), ...listOf(rest)]).toEqual(all);
    expect(rest.body.nextCursor).toBeNull();
    for (const query of ['?platform=MYSPACE', '?status=ACTIVE', '?brandId='])
      expect(errorOf(await other.ask(PATH + query))).toBe('400 VALIDATION_ERROR');
  });

  it('of another organization do not exist', async () => {
    const { body } = await connect();
    const other = await openOrganization(api);
    const path = `${PATH}/${body.id}`;
    expect(errorOf(await other.ask(path))).toBe('404 NOT_FOUND');
    expect(errorOf(await other.ask(path, { method: 'DELETE' }))).toBe('404 NOT_FOUND');
    expect(errorOf(await other.ask(`${path}/refresh`, { method: 'POST' }))).toBe('404 NOT_FOUND');
    expect(listOf(await other.ask(PATH))).toEqual([]);
    const into = await other.ask(PATH, { body: bodyOf() });
    expect([errorOf(into), into.body.details]).toEqual(['404 NOT_FOUND', { resource: 'brand' }]);
    const job = { type: 'REFRESH_TOKEN', payload: { socialAccountId: body.id, platform: 'TWITTER' } };
    const named = await other.ask('/api/jobs', { body: job });
    expect([errorOf(named), named.body.details]).toEqual(['404 NOT_FOUND', { resource: 'socialAccount' }]);
  });

  it('are connected and removed by admins, read and refreshed by members too', async () => {
    const { body } = await connect();
    const member = { role: 'member' };
    expect(errorOf(await connect({}, member))).toBe('403 FORBIDDEN');
    expect(errorOf(await own.ask(`${PATH}/${body.id}`, { method: 'DELETE', ...member }))).toBe('403 FORBIDDEN');
    expect((await own.ask(`${PATH}/${body.id}/refresh`, { method: 'POST', ...member })).status).toBe(201);
  });

  it('are refreshed by a job, once a key', async () => {
    const { body } = await connect();
    const request = { method: 'POST', headers: { 'idempotency-key': randomUUID() } };
    const first = await own.ask(`${PATH}/${body.id}/refresh`, request);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      type: 'REFRESH_TOKEN',
      queue: 'analytics-sync',
      brandId: own.brandId,
      payload: { socialAccountId: body.id, platform: 'TWITTER' },
      status: 'PENDING',
    });
    const second = await own.ask(`${PATH}/${body.id}/refresh`, request);
    expect([second.status, second.headers.get('idempotent-replayed'), second.body.id]).toEqual([
      200,
      'true',
      first.body.id,
    ]);
  });

  it.each([
    ['another platform id', { platform: 'LINKEDIN', platformId: '42' }, 'platformId'],
    ['a time without a zone', { tokenExpiresAt: '2031-01-01T00:00:00' }, 'tokenExpiresAt'],
    ['a login on X', { login: 'FACEBOOK' }, 'login'],
    ['no token', { accessToken: undefined }, 'accessToken'],
    ['a status', { status: 'ACTIVE' }, 'status'],
  ])('with %s are refused', async (_what, over, path) => {
    expect(issuesOf(await connect(over))).toEqual([`400 VALIDATION_ERROR ${path}`]);
  });

  it('that a job names must be of the platform that it names', async () => {
    const { body } = await connect();
    const jobOf = (platform: string, socialAccountId = body.id) => ({
      type: 'REFRESH_TOKEN',
      payload: { socialAccountId, platform },
    });
    const wrong = await own.ask('/api/jobs', { body: jobOf('LINKEDIN') });
    expect(issuesOf(wrong)).toEqual(['400 INVALID_PAYLOAD platform']);
    expect(wrong.body.error).toBe(
      'The payload does not fit REFRESH_TOKEN: platform must be that of the socialAccount.',
    );
    const batch = { jobs: [jobOf('TWITTER'), jobOf('FACEBOOK'), jobOf('INSTAGRAM')] };
    expect(issuesOf(await own.ask('/api/jobs/batch', { body: batch }))).toEqual([
      '400 INVALID_PAYLOAD 1.platform',
      '400 INVALID_PAYLOAD 2.platform',
    ]);
    const missing = { jobs: [jobOf('LINKEDIN'), jobOf('TWITTER', 'nobody')] };
    expect(errorOf(await own.ask('/api/jobs/batch', { body: missing }))).toBe('404 NOT_FOUND');
    expect((await own.ask('/api/jobs', { body: jobOf('TWITTER') })).status).toBe(201);
  });
});

describe('without TOKEN_ENCRYPTION_KEYS', () => {
  it('no account can be connected, and the answer says why', async () => {
    const api = await startTestApi();
    try {
      const own = await openOrganization(api);
      const body = { brandId: own.brandId, platform: 'TWITTER', platformId: '1', accessToken: 'secret-token' };
      const answer = await own.ask(PATH, { body });
      expect(errorOf(answer)).toBe('503 UNAVAILABLE');
      expect(answer.body.error).toMatch(/^TOKEN_ENCRYPTION_KEYS is not set: .+\.$/);
    } finally {
      await api.close();
    }
  });
});

describe('a token', () => {
  let system: System;
  let platform: Server;

  beforeAll(async () => {
    // A platform that says back whatever it was sent, as careless ones do.
    platform = createServer(async (request, response) => {
      const description = JSON.stringify(request.headers) + (await text(request));
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'invalid_request', error_description: description }));
    }).listen(0, '127.0.0.1');
    await once(platform, 'listening');
    const host = `127.0.0.1:${(platform.address() as AddressInfo).port}`;
    system = await startSystem(undefined, {
      TOKEN_ENCRYPTION_KEYS: newKey('k1'),
      LOG_LEVEL: 'trace',
      JOB_BACKOFF_MS: '10',
      X_API_BASE_URL: `http://${host}`,
      X_CLIENT_ID: 'client',
      X_CLIENT_SECRET: 'client-secret',
      OUTBOUND_ALLOWED_PRIVATE_HOSTS: host,
    });
  });
  afterEach(() => system.reset());
  afterAll(async () => {
    await system?.close();
    platform?.close();
  });

  it('is in no answer, no log line and no table as plain text', async () => {
    const canary = () => `canary-${randomUUID()}`;
    const [access, refresh, wrong] = [canary(), canary(), canary()];
    const worker = await system.start('worker');
    const tenant = await system.createTenant();
    const answers: unknown[] = [];
    const ask = async (path: string, request?: { method?: string; body?: object }) => {
      const answer = await tenant.ask<Record<string, unknown>>(path, request);
      answers.push(answer);
      return answer;
    };
    const brandId = await tenant.createBrand();
    const account = { brandId, platform: 'TWITTER', platformId: '42', username: 'acme' };
    const connected = await ask(PATH, { body: { ...account, accessToken: access, refreshToken: refresh } });
    expect(connected.status).toBe(201);
    // Refused bodies are told of, too.
    await ask(PATH, { body: { ...account, platform: 'MYSPACE', accessToken: wrong, refreshToken: `${wrong} ` } });
    await ask(`${PATH}/${String(connected.body.id)}`, { method: 'PUT', body: { accessToken: wrong } });
    await ask(`${PATH}?accessToken=${wrong}`);
    await ask(PATH);
    await ask(`${PATH}/${String(connected.body.id)}`);
    const job = await ask(`${PATH}/${String(connected.body.id)}/refresh`, { method: 'POST' });
    await vi.waitFor(async () => {
      expect((await ask(`/api/jobs/${String(job.body.id)}`)).body.status).toBe('FAILED');
    }, PATIENCE);
    await ask('/api/jobs');
    await ask('/api/notifications');

    const places: Record<string, string> = {
      answers: JSON.stringify(answers),
      'log of the API': system.api.output,
      'log of the worker': worker.output,
      ...(await dumpTables(system.databaseUrl)),
    };
    expect(Object.keys(places).length).toBeGreaterThan(15);
    const found = Object.entries(places).filter(([, text]) =>
      [access, refresh, wrong].some((token) => text.includes(token)),
    );
    expect(found.map(([place]) => place)).toEqual([]);
    expect(places['public.social_accounts']).toContain('v1:k1:');
    expect(places['log of the API']).toContain(`POST ${PATH} 201`);
    expect(places['log of the worker']).toContain('"jobType":"REFRESH_TOKEN"');
  });
});

/** Every row of every table, as text, by the table's name. */
async function dumpTables(url: string): Promise<Record<string, string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dumps: Record<string, string> = {};
    for (const { name } of rows) {
      const found = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      dumps[name] = found.rows.map(({ row }) => row).join('\n');
    }
    return dumps;
  } finally {
    await client.end();
  }
}
