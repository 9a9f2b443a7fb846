import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboundNetwork } from '../../src/core/outbound/outbound-network.js';
import { type Certificate, selfSigned } from '../support/certificate.js';
import { at, clientFor, closeServers, fetchFrom, listen, options, serve, text } from '../support/outbound.js';
import { type Answering, http, serveRaw } from '../support/raw-server.js';

afterEach(closeServers);

describe('a private address', () => {
  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1'])(
    'is refused as what a name resolves to: %s',
    async (address) => {
      const client = clientFor([], { resolve: at(address) });
      const fetching = client.fetch('http://site.test:8080/', options());
      await expect(fetching).rejects.toMatchObject({ reason: 'REFUSED_ADDRESS' });
      await expect(fetching).rejects.not.toThrow(address);
    },
  );

  it('is refused among public ones, and no connection is made', async () => {
    const site = await serve((socket) => socket.write(http(200, {})));
    const addresses: LookupAddress[] = [
      { address: '127.0.0.1', family: 4 },
      { address: '1.1.1.1', family: 4 },
    ];
    const client = clientFor([], { resolve: async () => addresses });
    const fetching = client.fetch(`http://site.test:${site.port}/`, options());
    await expect(fetching).rejects.toMatchObject({ reason: 'REFUSED_ADDRESS' });
    expect(site.connections()).toBe(0);
  });

  it('is reached only under the host and port that are allowed', async () => {
    const site = await serve((socket) => socket.write(http(200, {})));
    const client = clientFor([`site.test:${site.port}`]);
    await expect(client.fetch(`http://SITE.test:${site.port}/`, options())).resolves.toMatchObject({ status: 200 });
    for (const host of [`127.0.0.1:${site.port}`, `site.test.:${site.port}`, `site.test:${site.port + 1}`]) {
      await expect(client.fetch(`http://${host}/`, options())).rejects.toMatchObject({ reason: 'REFUSED_ADDRESS' });
    }
    expect(site.connections()).toBe(1);
  });

  it('is refused where a public page redirects to', async () => {
    const inner = await serve((socket) => socket.write(http(200, {}, 'secret')));
    const fetching = fetchFrom((socket) => socket.write(http(302, { location: `http://inner.test:${inner.port}/` })));
    await expect(fetching).rejects.toMatchObject({ reason: 'REFUSED_ADDRESS' });
    expect(inner.connections()).toBe(0);
  });

  it.runIf(
    Object.values(networkInterfaces())
      .flat()
      .some((found) => found?.address === '::1'),
  )('is reached over IPv6 where it is allowed', async () => {
    const site = await serve((socket) => socket.write(http(200, {}, 'six')), { host: '::1' });
    const url = `http://[::1]:${site.port}/`;
    expect(text(await clientFor([`[::1]:${site.port}`], { resolve: at('::1') }).fetch(url, options()))).toBe('six');
    await expect(clientFor([], { resolve: at('::1') }).fetch(url, options())).rejects.toMatchObject({
      reason: 'REFUSED_ADDRESS',
    });
  });
});

describe('a name that changes its address', () => {
  /** The name is at 127.0.0.1 when first asked for, and at 127.0.0.2 ever after. */
  async function rebinding(first: Answering) {
    const outer = await serve(first);
    const inner = await serve((socket) => socket.write(http(200, {}, 'inner')), {
      host: '127.0.0.2',
      port: outer.port,
    });
    let asked = 0;
    const resolve: OutboundNetwork['resolve'] = async () => [
      { address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 },
    ];
    const url = `http://site.test:${outer.port}/`;
    return { inner, outer, url, client: clientFor([`site.test:${outer.port}`], { resolve }), asked: () => asked };
  }

  it('is asked for once a request, and the connection goes where that answer said', async () => {
    const { client, url, inner, asked } = await rebinding((socket) => socket.write(http(200, {}, 'outer')));
    expect(text(await client.fetch(url, options()))).toBe('outer');
    expect(asked()).toBe(1);
    expect(inner.connections()).toBe(0);
  });

  it('is asked for again by the next request: no connection is kept from the one before', async () => {
    const { client, url, outer } = await rebinding((socket) => socket.write(http(200, {}, 'outer')));
    await client.fetch(url, options());
    expect(text(await client.fetch(url, options()))).toBe('inner');
    expect(outer.connections()).toBe(1);
  });

  it('is asked for again by a redirect to itself', async () => {
    const { client, url, asked } = await rebinding((socket) => socket.write(http(302, { location: '/b' })));
    expect(text(await client.fetch(url, options()))).toBe('inner');
    expect(asked()).toBe(2);
  });
});

describe('what cannot be reached', () => {
  it('is unreachable: nobody listens', async () => {
    const { port, close } = await serveRaw(() => undefined);
    await close();
    const fetching = clientFor([`site.test:${port}`]).fetch(`http://site.test:${port}/`, options());
    await expect(fetching).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await expect(fetching).rejects.not.toThrow('127.0.0.1');
  });

  it('is unreachable: the name has no address', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const fetching = clientFor([], { resolve }).fetch('http://site.test/', options());
    await expect(fetching).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  });

  it('is tried at every address', async () => {
    const site = await serve((socket) => socket.write(http(200, {}, 'second')));
    const resolve = async () => ['127.0.0.3', '127.0.0.1'].map((address) => ({ address, family: 4 }));
    const client = clientFor([`site.test:${site.port}`], { resolve });
    expect(text(await client.fetch(`http://site.test:${site.port}/`, options()))).toBe('second');
  });
});

describe('TLS', () => {
  async function serveTls(certificate: Certificate) {
    const names: (string | false | null)[] = [];
    const server = createTlsServer({ ...certificate }, (socket) => {
      names.push(socket.servername);
      socket.on('error', () => undefined).on('data', () => socket.end(http(200, {}, 'sealed')));
    });
    server.on('tlsClientError', () => undefined);
    return { port: await listen(server), names };
  }
  const fetchTls = (port: number, host: string, trustedCa?: string) =>
    clientFor([`${host}:${port}`], trustedCa ? { trustedCa } : {}).fetch(`https://${host}:${port}/`, options());

  it('is checked against the name in the URL, and not against the address', async () => {
    const certificate = selfSigned('good.test');
    const { port, names } = await serveTls(certificate);
    expect(text(await fetchTls(port, 'good.test', certificate.cert))).toBe('sealed');
    expect(names).toEqual(['good.test']);
    await expect(fetchTls(port, 'other.test', certificate.cert)).rejects.toMatchObject({ reason: 'TLS' });
    await expect(fetchTls(port, '127.0.0.1', certificate.cert)).rejects.toMatchObject({ reason: 'TLS' });
  });

  it('is refused where nobody vouches for it', async () => {
    const { port } = await serveTls(selfSigned('good.test'));
    await expect(fetchTls(port, 'good.test')).rejects.toMatchObject({ reason: 'TLS' });
  });

  it('is refused where it has run out', async () => {
    const certificate = selfSigned('good.test', -1);
    const { port } = await serveTls(certificate);
    await expect(fetchTls(port, 'good.test', certificate.cert)).rejects.toMatchObject({ reason: 'TLS' });
  });

  it('is refused where the server speaks none', async () => {
    const plain = createServer((socket) => {
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await expect(fetchTls(await listen(plain), 'good.test')).rejects.toMatchObject({ reason: 'TLS' });
  });
});
