import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { loadConfig } from '../../src/core/config/config.js';
import { type FetchOptions, OutboundClient, type OutboundResponse } from '../../src/core/outbound/outbound-client.js';
import type { OutboundNetwork } from '../../src/core/outbound/outbound-network.js';
import { type Answering, type RawServer, serveRaw } from './raw-server.js';

const closing: (() => Promise<unknown>)[] = [];

/** Closes what {@link serve} and {@link listen} opened: for `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}

/** {@link serveRaw}, until the test ends. */
export async function serve(...given: Parameters<typeof serveRaw>): Promise<RawServer> {
  const server = await serveRaw(...given);
  closing.push(() => server.close());
  return server;
}

/** Lets a server listen on a free port of loopback, until the test ends; returns the port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  return (server.address() as AddressInfo).port;
}

/** A resolver for which every name is at one address. */
export const at = (address: string): OutboundNetwork['resolve'] => {
  return async () => [{ address, family: address.includes(':') ? 6 : 4 }];
};

/** A client that may reach these `host:port` although private; every name is at 127.0.0.1 unless the network says otherwise. */
export function clientFor(allowed: string[], network: Partial<OutboundNetwork> = {}): OutboundClient {
  const config = loadConfig({
    DATABASE_URL: 'postgresql://unused/unused',
    OUTBOUND_ALLOWED_PRIVATE_HOSTS: allowed.join(','),
    PUBLIC_URL: 'https://epic.example',
  });
  return new OutboundClient(config, { resolve: at('127.0.0.1'), ...network });
}

/** What is fetched, with a signal that never aborts. */
export const options = (over: Partial<FetchOptions> = {}): FetchOptions => ({
  signal: new AbortController().signal,
  ...over,
});

/** Fetches from a server that answers thus. */
export async function fetchFrom(answer: Answering, over: Partial<FetchOptions> = {}): Promise<OutboundResponse> {
  const { port } = await serve(answer);
  return clientFor([`site.test:${port}`]).fetch(`http://site.test:${port}/`, options(over));
}

/** The body as text. */
export const text = ({ body }: OutboundResponse) => Buffer.from(body).toString();
