import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How often a closing server looks for connections whose last request has ended. */
const IDLE_CHECK_MS = 50;

/** What a connection that never asked anything is given to ask. */
const UNUSED_MS = 1_000;

/**
 * Lets a server close as soon as the requests under way have ended. Node ends the connections that are idle when closing
 * begins, and no others: one that is kept alive after its request would hold the process up for over a minute, and so would
 * one that was opened ahead, as browsers and connection pools do.
 */
export function closeConnections(fastify: FastifyInstance): void {
  const { server } = fastify;
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket));
  fastify.addHook('preClose', async () => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref();
    const late = setTimeout(() => unused.forEach((socket) => socket.destroy()), UNUSED_MS).unref();
    server.once('close', () => {
      clearInterval(idle);
      clearTimeout(late);
    });
  });
}
