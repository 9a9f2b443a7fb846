import { createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { clientFor, closeServers, fetchFrom, listen, options, serve, text } from '../support/outbound.js';
import { http } from '../support/raw-server.js';

afterEach(closeServers);

describe('a fetch', () => {
  it('brings status, headers and body, says who asks, and closes its connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const site = await serve((socket) => {
      closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(http(404, { 'X-One': 'a', ETag: '"1"' }, 'gone'));
    });
    const response = await clientFor([`site.test:${site.port}`]).fetch(
      `http://site.test:${site.port}/a?b=c#d`,
      options({ headers: { 'If-None-Match': '"0"' } }),
    );
    expect(response).toMatchObject({ status: 404, url: `http://site.test:${site.port}/a?b=c#d`, location: null });
    expect(response.headers.get('x-one')).toBe('a');
    expect(text(response)).toBe('gone');
    expect(site.heads[0]).toMatch(/^GET \/a\?b=c HTTP\/1\.1\r\n/);
    const head = site.heads[0]!.toLowerCase();
    expect(head).toContain(`host: site.test:${site.port}\r\n`);
    expect(head).toContain('user-agent: epicaibot/1.0 (+https://epic.example)\r\n');
    expect(head).toContain('if-none-match: "0"\r\n');
    await closed;
  });

  it('sends a body', async () => {
    const site = await serve((socket) => socket.write(http(200, {})));
    await clientFor([`site.test:${site.port}`]).fetch(
      `http://site.test:${site.port}/`,
      options({ method: 'post', body: '{"a":1}', headers: { 'content-type': 'application/json' } }),
    );
    expect(site.heads[0]).toMatch(/^POST .*content-length: 7\r\n.*\{"a":1\}$/is);
  });

  it.each([
    ['gzip', gzipSync('page')],
    ['x-gzip', gzipSync('page')],
    ['deflate', deflateSync('page')],
    ['deflate', deflateRawSync('page')],
    ['br', brotliCompressSync('page')],
    ['identity', Buffer.from('page')],
  ])('undoes %s', async (coding, body) => {
    const response = await fetchFrom((socket) => socket.write(http(200, { 'content-encoding': coding }, body)));
    expect(text(response)).toBe('page');
  });

  it.each([
    ['HEAD', 200, { 'content-encoding': 'gzip', 'content-length': '999' }],
    ['GET', 304, { 'content-encoding': 'gzip' }],
    ['GET', 200, { 'content-encoding': 'gzip' }],
  ])('of %s that is answered %i without a body brings an empty one', async (method, status, headers) => {
    const response = await fetchFrom((socket) => socket.write(http(status, headers)), { method });
    expect(response).toMatchObject({ status, body: new Uint8Array() });
  });
});

describe('redirects', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [302, 'PUT', 'PUT'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [303, 'HEAD', 'HEAD'],
  ])('of %i turn %s into %s', async (status, method, then) => {
    const site = await serve((socket, head) =>
      socket.write(/^\w+ \/ /.test(head) ? http(status, { location: 'b?c' }) : http(200, {})),
    );
    const body = method === 'HEAD' ? {} : { body: 'sent', headers: { 'content-type': 'text/plain' } };
    const url = `http://site.test:${site.port}/`;
    const response = await clientFor([`site.test:${site.port}`]).fetch(url, options({ method, ...body }));
    expect(response).toMatchObject({ status: 200, url: `${url}b?c` });
    expect(site.heads[1]).toMatch(new RegExp(`^${then} /b\\?c HTTP`));
    expect(site.heads[1]!.includes('content-type')).toBe(then !== 'GET' && then !== 'HEAD');
    expect(site.heads[1]!.endsWith('sent')).toBe(then !== 'GET' && then !== 'HEAD');
  });

  it('carry no credentials along', async () => {
    const site = await serve((socket, head) =>
      socket.write(head.startsWith('GET / ') ? http(302, { location: '/b', 'set-cookie': 'a=b' }) : http(200, {})),
    );
    const headers = { Authorization: 'Bearer x', Cookie: 'c=d', 'Proxy-Authorization': 'y', 'x-kept': '1' };
    const url = `http://site.test:${site.port}/`;
    await clientFor([`site.test:${site.port}`]).fetch(url, options({ headers }));
    expect(site.heads[0]).toMatch(/authorization: Bearer x/i);
    expect(site.heads[1]).not.toMatch(/authorization|cookie/i);
    expect(site.heads[1]).toMatch(/x-kept: 1/);
  });

  it('are followed five times and no more', async () => {
    const site = await serve((socket) => socket.write(http(302, { location: '/again' })));
    const fetching = clientFor([`site.test:${site.port}`]).fetch(`http://site.test:${site.port}/`, options());
    await expect(fetching).rejects.toMatchObject({ reason: 'TOO_MANY_REDIRECTS' });
    expect(site.heads).toHaveLength(6);
  });

  it('can be left to the caller', async () => {
    const response = await fetchFrom((socket) => socket.write(http(301, { location: '//other.test/x' })), {
      redirect: 'manual',
    });
    expect(response).toMatchObject({ status: 301, location: 'http://other.test/x' });
  });

  it.each(['ftp://other.test/', 'http://user:secret@other.test/', 'http://other.test:25/', 'http://['])(
    'lead nowhere else: %s',
    async (location) => {
      await expect(fetchFrom((socket) => socket.write(http(302, { location })))).rejects.toMatchObject({
        reason: 'BAD_URL',
      });
    },
  );

  it('without a location are answers', async () => {
    await expect(fetchFrom((socket) => socket.write(http(302, {}, 'here')))).resolves.toMatchObject({ status: 302 });
  });
});

describe('the caller', () => {
  const given = new Error('given up');

  it('may have given up before', async () => {
    const fetching = clientFor([]).fetch('http://site.test/', options({ signal: AbortSignal.abort(given) }));
    await expect(fetching).rejects.toMatchObject({ reason: 'ABORTED', cause: given });
  });

  it('may give up during the look-up', async () => {
    const controller = new AbortController();
    const resolve = () => {
      queueMicrotask(() => controller.abort(given));
      return new Promise<never>(() => undefined);
    };
    const fetching = clientFor([], { resolve }).fetch('http://site.test/', options({ signal: controller.signal }));
    await expect(fetching).rejects.toMatchObject({ reason: 'ABORTED', cause: given });
  });

  it.each<[string, string]>([
    ['before the headers', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nx: '],
    ['within the body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab'],
    ['within a compressed body', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8b'],
  ])('may give up %s, which closes the connection', async (_phase, bytes) => {
    const controller = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    const fetching = fetchFrom(
      (socket) => {
        closed = new Promise((resolve) => socket.once('close', resolve));
        socket.write(Buffer.from(bytes, 'latin1'), () => setImmediate(() => controller.abort(given)));
      },
      { signal: controller.signal },
    );
    await expect(fetching).rejects.toMatchObject({ reason: 'ABORTED', cause: given });
    await closed;
  });

  it('may give up during the TLS handshake', async () => {
    const controller = new AbortController();
    const host = `site.test:${await listen(createServer(() => controller.abort(given)))}`;
    const fetching = clientFor([host]).fetch(`https://${host}/`, options({ signal: controller.signal }));
    await expect(fetching).rejects.toMatchObject({ reason: 'ABORTED', cause: given });
  });
});
