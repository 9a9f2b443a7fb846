import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server on loopback that a test may end as a crash does. */
export interface RedisServer {
  readonly port: number;
  kill(): Promise<void>;
}

/**
 * Starts `redis-server`, which must be installed; resolves when it has printed `readyText`.
 * @param args its command line but for port and folder
 */
export async function startRedisServer(
  folder: string,
  args: readonly string[],
  readyText = 'Ready to accept connections',
): Promise<RedisServer> {
  const port = await freePort();
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn('redis-server', [...args, ...place], { stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  for await (const text of server.stdout) if ((log += String(text)).includes(readyText)) break;
  if (!log.includes(readyText)) throw new Error(`redis-server did not start:\n${log.trim()}`);
  return {
    port,
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
