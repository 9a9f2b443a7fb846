import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const WORDS =
  'We roast our coffee slowly, twice a week, and ship it on the same day to everybody who asks for it. ';

/** A page with enough words to be kept, and links. */
export const page = (title: string, links: string[], words = WORDS): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><article><h1>${title}</h1>
   ${`<p>${title}: ${words}</p>`.repeat(4)}</article></main>${links.map((link) => `<a href="${link}">${link}</a>`).join(' ')}</body></html>`;

/** What a site was asked for, and when by its own clock, in ms. */
export interface Asked {
  path: string;
  conditional: boolean;
  atMs: number;
}

/** A site on loopback that knows an ETag for everything, and what it was asked. */
export class Site {
  readonly asked: Asked[] = [];
  readonly pages = new Map<string, { type: string; body: string }>();
  /** Called with the path before it answers. */
  onAsked: (path: string) => void = () => undefined;
  private readonly server: Server = createServer((request, response) => this.answer(request, response));
  origin = '';

  get host(): string {
    return new URL(this.origin).host;
  }

  /** @returns the paths that it was asked for since it was last emptied */
  get paths(): string[] {
    return this.asked.map(({ path }) => path);
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  html(path: string, body: string): void {
    this.pages.set(path, { type: 'text/html', body });
  }

  robots(text: string): void {
    this.pages.set('/robots.txt', { type: 'text/plain', body: text });
  }

  private answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
    const found = this.pages.get(url);
    const etag = `"${found?.body.length}"`;
    this.asked.push({ path: url, conditional: headers['if-none-match'] !== undefined, atMs: performance.now() });
    this.onAsked(url);
    if (!found) response.writeHead(404).end();
    else if (headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { 'content-type': found.type, etag }).end(found.body);
  }
}
