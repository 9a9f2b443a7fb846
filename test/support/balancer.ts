import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How often it asks its servers whether they are ready. */
const CHECK_MS = 50;

const READY = 200;

/** A load balancer as an operator has one: it asks /health/ready, keeps its connections, and tries nothing twice. */
export interface Balancer {
  readonly url: string;
  /** Sends requests to this server too, from its first 200 until it answers anything else. Resolves with that 200. */
  add(url: string): Promise<void>;
  /** How each server that it does not send requests to any more answered last; 0: not at all. */
  readonly left: readonly number[];
  close(): Promise<void>;
}

interface Server {
  url: string;
  agent: Agent;
}

export async function startBalancer(): Promise<Balancer> {
  const ready: Server[] = [];
  const left: number[] = [];
  const stopped = new AbortController();
  let turn = 0;

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const fail = (error: string): void => void outgoing.writeHead(502).end(JSON.stringify({ error }));
    const server = ready[(turn += 1) % ready.length];
    if (!server) return fail('No server is ready');
    const { method, headers, url = '/' } = incoming;
    const onward = request(server.url + url, { method, headers, agent: server.agent }, (answer) => {
      // It says what becomes of that connection, not of the client's.
      delete answer.headers.connection;
      answer.pipe(outgoing.writeHead(answer.statusCode!, answer.headers));
    });
    onward.on('error', (error) => fail(`${error.message} at ${server.url}`));
    incoming.pipe(onward);
  };

  const watch = async (server: Server): Promise<void> => {
    let status = READY;
    while (!stopped.signal.aborted && status === READY) {
      await delay(CHECK_MS);
      status = await askReadiness(server.url);
    }
    ready.splice(ready.indexOf(server), 1);
    left.push(status);
  };

  const balancer = createServer(forward);
  await once(balancer.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`,
    left,
    async add(url) {
      while ((await askReadiness(url)) !== READY) await delay(CHECK_MS);
      const server = { url, agent: new Agent({ keepAlive: true }) };
      ready.push(server);
      void watch(server);
    },
    async close() {
      stopped.abort();
      for (const { agent } of ready) agent.destroy();
      balancer.closeAllConnections();
      await new Promise((resolve) => balancer.close(resolve));
    },
  };
}

/** @returns the status of the answer, 0 where there was none */
async function askReadiness(url: string): Promise<number> {
  try {
    return (await fetch(`${url}/health/ready`)).status;
  } catch {
    return 0;
  }
}
