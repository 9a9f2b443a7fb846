import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The start of a JPEG of that size, followed by as many bytes as asked for. */
export function jpegOf(width: number, height: number, padding = 0): Buffer {
  const frame = Buffer.from('ffd8ffc0001108000000000300', 'hex');
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return Buffer.concat([frame, Buffer.alloc(padding)]);
}

export interface ImageServer {
  readonly url: string;
  /** Serves bytes under a name. @returns the address */
  put(name: string, bytes: Buffer): string;
  /** Serves a name only once `release` is called. */
  hold(name: string, bytes: Buffer): { readonly url: string; release(): void };
  close(): Promise<void>;
}

/** Images on a free port of loopback, for whoever is told to fetch them. */
export async function startImageServer(): Promise<ImageServer> {
  const images = new Map<string, Promise<Buffer>>();
  const serve = async (path: string, response: ServerResponse) => {
    const image = await images.get(path);
    if (!image) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(image);
  };
  const server = createServer((request, response) => void serve(request.url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    put: (name, bytes) => {
      images.set(`/${name}`, Promise.resolve(bytes));
      return `${url}/${name}`;
    },
    hold: (name, bytes) => {
      let release = (): void => undefined;
      const held = new Promise<Buffer>((resolve) => {
        release = () => resolve(bytes);
      });
      images.set(`/${name}`, held);
      return { url: `${url}/${name}`, release: () => release() };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
