import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A server that writes bytes as a test says, HTTP or not. */
export interface RawServer {
  readonly port: number;
  /** The head of every request that came, in order. */
  readonly heads: string[];
  /** How many connections were made. */
  connections(): number;
  close(): Promise<void>;
}

/** Answers a request, given its head, the end of that included. */
export type Answering = (socket: Socket, head: string) => void;

/** Listens on loopback, on a free port unless one is given. */
export async function serveRaw(answer: Answering, { host = '127.0.0.1', port = 0 } = {}): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    // The client hangs up whenever it has had enough.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let head = '';
    socket.on('data', (piece) => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      heads.push(head);
      answer(socket, head);
      head = '';
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer with a body and its length. */
export function http(status: number, headers: Record<string, string>, body: string | Buffer = ''): Buffer {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Test\r\n${head}\r\n`), Buffer.from(body)]);
}

/** Writes the same piece as long as the other side takes it. */
export function writeForEver(socket: Socket, piece: string | Buffer): void {
  const write = (): void => {
    if (socket.destroyed) return;
    if (socket.write(piece)) setImmediate(write);
    else socket.once('drain', write);
  };
  write();
}
