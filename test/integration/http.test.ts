import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/core/database/database.js';
import { type Ask, errorOf, startTestApi, type TestApi } from '../support/test-api.js';
import { PATIENCE } from '../support/patience.js';

let api: TestApi;
const ask: TestApi['ask'] = (...request) => api.ask(...request);

beforeAll(async () => {
  api = await startTestApi();
});

afterAll(() => api.close());

describe('the order of checks', () => {
  const tooLarge = { body: { name: 'x'.repeat(300 * 1024) } };

  it.each<[string, string, Ask, string]>([
    ['a token before everything', '/api/brands', { ...tooLarge, stranger: true }, '401 UNAUTHORIZED'],
    ['a token before the route is looked up', '/api/unknown', { stranger: true }, '401 UNAUTHORIZED'],
    ['a token before the path is decoded', '/api/brands/%ff', { stranger: true }, '401 UNAUTHORIZED'],
    ['an organization before the body', '/api/brands', { ...tooLarge, organization: null }, '403 NO_ORGANIZATION'],
    ['the role before the body', '/api/brands', { ...tooLarge, role: 'member' }, '403 FORBIDDEN'],
    [
      'the size before the type',
      '/api/brands',
      { ...tooLarge, headers: { 'content-type': 'text/plain' } },
      '413 PAYLOAD_TOO_LARGE',
    ],
    [
      'the type before the shape',
      '/api/brands',
      { body: '{', headers: { 'content-type': 'text/plain' } },
      '415 UNSUPPORTED_MEDIA_TYPE',
    ],
    ['the shape before the ids', '/api/brands/unknown', { method: 'PATCH', body: { nope: 1 } }, '400 VALIDATION_ERROR'],
    ['the ids at last', '/api/brands/unknown', { method: 'PATCH', body: {} }, '404 NOT_FOUND'],
  ])('%s', async (_name, path, options, error) => {
    expect(errorOf(await ask(path, options))).toBe(error);
  });
});

describe('tokens', () => {
  it.each([
    ['expired', { exp: Math.floor(Date.now() / 1000) - 30 }],
    ['pending', { sts: 'pending' }],
    ['another issuer', { iss: 'https://evil.example.test' }],
    ['another party', { azp: 'https://evil.example.test' }],
  ])('%s: 401', async (_name, claims) => {
    const answer = await ask('/api/brands', { claims });
    expect(errorOf(answer)).toBe('401 UNAUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('over 8 KiB: 401', async () => {
    expect(
      errorOf(await ask('/api/brands', { stranger: true, headers: { authorization: `Bearer ${'a'.repeat(9000)}` } })),
    ).toBe('401 UNAUTHORIZED');
  });

  it('of an organization and a user never seen make their rows', async () => {
    expect((await ask('/api/brands', { organization: 'org_new', user: 'user_new' })).status).toBe(200);
    const rows = await api.app
      .get(Database)
      .query(`SELECT id FROM organizations WHERE id = 'org_new' UNION SELECT id FROM users WHERE id = 'user_new'`);
    expect(rows).toHaveLength(2);
  });
});

describe('routes', () => {
  it('that are unknown: 404', async () => {
    expect(errorOf(await ask('/api/unknown'))).toBe('404 NOT_FOUND');
    expect(errorOf(await ask('/unknown', { stranger: true }))).toBe('404 NOT_FOUND');
    expect(errorOf(await ask('/unknown/%ff', { stranger: true, body: '{' }))).toBe('404 NOT_FOUND');
  });

  it('cannot be reached around the token by another spelling', async () => {
    for (const path of ['/%61pi/brands', '/api/brands?x=/api/docs', '/api/%62rands']) {
      expect(errorOf(await ask(path, { stranger: true }))).toBe('401 UNAUTHORIZED');
    }
    for (const path of ['//api/brands', '/API/brands', '/api/docs/../brands/x']) {
      expect((await ask(path, { stranger: true })).status).toBeGreaterThanOrEqual(401);
    }
  });

  it('keep a sane request id and replace any other', async () => {
    const sane = await ask('/api/unknown', { headers: { 'x-request-id': 'abc.DEF-1_2' } });
    expect(errorOf(sane)).toBe('404 NOT_FOUND');
    expect(sane.headers.get('x-request-id')).toBe('abc.DEF-1_2');
    for (const id of ['a b', 'a'.repeat(129), '<x>']) {
      expect((await ask('/api/brands', { headers: { 'x-request-id': id } })).headers.get('x-request-id')).toMatch(
        /^[0-9a-f-]{36}$/,
      );
    }
  });

  it('are documented with their errors, for everybody', async () => {
    const { status, body } = await ask('/api/docs-json', { stranger: true });
    expect(status).toBe(200);
    expect(Object.keys(body.paths?.['/api/brands']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '409', '413', '415', '500', '503']),
    );
    const page = await ask('/api/docs', { stranger: true });
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script>[^<]/);
    expect((await ask('/api/docs/swagger-ui-init.js', { stranger: true })).status).toBe(200);
  });
});

describe('bodies', () => {
  it.each([
    ['malformed', '{"name":'],
    ['empty', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['33 levels deep', `{"name":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['100 000 levels deep', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['with __proto__', '{"name":"a","__proto__":{"polluted":true}}'],
    ['with constructor.prototype', '{"name":"a","constructor":{"prototype":{"polluted":true}}}'],
    ['with NUL', '{"name":"a\\u0000"}'],
    ['with an unpaired surrogate', '{"name":"a\\ud800"}'],
    ['with an unknown field', '{"name":"a","unknown":1}'],
  ])('%s: 400', async (_name, body) => {
    expect(errorOf(await ask('/api/brands', { body }))).toBe('400 VALIDATION_ERROR');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('in chunks over 256 KiB: 413', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= 256; sent += 64) controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
        controller.close();
      },
    });
    const headers = { authorization: `Bearer ${await api.issuer.token()}`, 'content-type': 'application/json' };
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body: chunks, duplex: 'half' };
    const response = await fetch(`${api.origin}/api/brands`, init);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/vnd.api+json',
    'nonsense',
  ])('as %s: 415', async (type) => {
    expect(errorOf(await ask('/api/brands', { body: '{"name":"a"}', headers: { 'content-type': type } }))).toBe(
      '415 UNSUPPORTED_MEDIA_TYPE',
    );
  });

  it('that a route does not take are refused unless they are empty', async () => {
    expect(errorOf(await ask('/api/brands/unknown', { method: 'DELETE', body: { a: 1 } }))).toBe(
      '400 VALIDATION_ERROR',
    );
    expect(errorOf(await ask('/api/brands/unknown', { method: 'DELETE', body: {} }))).toBe('404 NOT_FOUND');
    expect(errorOf(await ask('/api/brands/unknown', { method: 'DELETE' }))).toBe('404 NOT_FOUND');
    expect(
      errorOf(await ask('/api/brands/unknown', { method: 'DELETE', headers: { 'content-type': 'application/json' } })),
    ).toBe('404 NOT_FOUND');
  });

  it('that are no HTTP get the same shape', async () => {
    const socket = connect(Number(new URL(api.origin).port), '127.0.0.1');
    socket.end('HELLO\r\n\r\n');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'VALIDATION_ERROR' });
  });
});

describe('queries and ids', () => {
  it.each([
    'limit=0',
    'limit=101',
    'limit=',
    'limit=1&limit=2',
    'cursor=abc',
    'cursor=%00',
    'unknown=1',
    '__proto__=1',
    'limit=%ff',
  ])('?%s: 400', async (query) => {
    expect(errorOf(await ask(`/api/brands?${query}`))).toBe('400 VALIDATION_ERROR');
  });

  it('of routes that take none: 400', async () => {
    expect(errorOf(await ask('/api/brands/unknown?x=1'))).toBe('400 VALIDATION_ERROR');
  });

  it.each(['%00', '%ff', 'a%20b', 'a'.repeat(65), 'a'.repeat(8000), 'ä'])('/api/brands/%s: 400', async (id) => {
    expect(errorOf(await ask(`/api/brands/${id}`))).toBe('400 VALIDATION_ERROR');
  });
});

describe('without the database', () => {
  it('answers 503 with Retry-After, stays alive and recovers', async () => {
    expect((await ask('/health/ready', { stranger: true })).body).toMatchObject({
      status: 'ok',
      details: { postgresql: { status: 'up' } },
    });
    api.proxy.cut();
    try {
      for (const answer of [
        await ask('/api/brands'),
        await ask('/api/brands', { body: { name: 'A brand' } }),
        await ask('/api/brands', { organization: 'org_unseen' }),
      ]) {
        expect(errorOf(answer)).toBe('503 UNAVAILABLE');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      const ready = await ask('/health/ready', { stranger: true });
      expect(errorOf(ready)).toBe('503 UNAVAILABLE');
      expect(ready.body.details).toMatchObject({ postgresql: { status: 'down' } });
      expect((await ask('/health/live', { stranger: true })).status).toBe(200);
    } finally {
      api.proxy.mend();
    }
    expect((await ask('/api/brands')).status).toBe(200);
    expect((await ask('/health/ready', { stranger: true })).status).toBe(200);
  });
});

describe('closing', () => {
  it('waits for a request that is under way, and for no connection after it', async () => {
    const other = await startTestApi();
    const { port, hostname } = new URL(other.origin);
    const socket = connect(Number(port), hostname);
    const body = JSON.stringify({ name: 'Acme' });
    socket.write(
      `POST /api/brands HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${await other.issuer.token({})}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await once(socket, 'data');
    const closed = other.close();
    await vi.waitFor(() => expect(other.app.getHttpServer().listening).toBe(false), PATIENCE);
    socket.write(body);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 201 /);
    await closed;
  });

  it('does not wait for a connection that never asked anything', async () => {
    const other = await startTestApi();
    const { port, hostname } = new URL(other.origin);
    const accepted = once(other.app.getHttpServer(), 'connection');
    const socket = connect(Number(port), hostname).resume();
    const ended = once(socket, 'close');
    await accepted;
    await other.close();
    expect(await ended).toEqual([false]);
  });
});
