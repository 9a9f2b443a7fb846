import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStream, type JobEvent } from './event-stream.js';

const position = { at: 1_000, snapshot: '7:9:8' };
const event = (jobId: string, isLast = false, length = 1): JobEvent => ({
  jobId,
  isLast,
  text: `event: job\ndata: ${'x'.repeat(length)}\n`,
});

describe('EventStream', () => {
  const server = createServer();
  let address: AddressInfo;

  beforeEach(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    address = server.address() as AddressInfo;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A stream and the answer that its reader gets. */
  async function connect(
    jobId: string | null,
    before: (stream: EventStream) => void = () => undefined,
  ): Promise<[EventStream, IncomingMessage]> {
    const request = get({ port: address.port, host: address.address, agent: false });
    const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
    const stream = new EventStream(response, jobId, position);
    before(stream);
    stream.open({});
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    return [stream, answer];
  }

  async function textOf(answer: IncomingMessage): Promise<string> {
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
    return text;
  }

  it('gives an event the position that its reader has with it', async () => {
    const [stream, answer] = await connect(null);
    stream.send([event('a')], { at: 2_000, snapshot: '8:9:' });
    stream.caughtUp(position);
    stream.send([event('b'), event('c')], { at: 3_000, snapshot: '9:9:' });
    stream.end();
    expect((await textOf(answer)).match(/^id: .*/gm)).toEqual(['id: 1000-7', 'id: 1000-7', 'id: 3000-9']);
  });

  it('follows one job and ends with it', async () => {
    const [stream, answer] = await connect('a');
    stream.send([event('b', true), event('a')]);
    stream.send([event('a', true)]);
    expect((await textOf(answer)).match(/^event: job/gm)).toHaveLength(2);
    expect(stream.isClosed).toBe(true);
  });

  it('drops what it is sent before it is open, the end of its job too', async () => {
    const [stream, answer] = await connect('a', (early) => early.send([event('a', true)]));
    expect(stream.isClosed).toBe(false);
    stream.send([event('a', true)]);
    expect((await textOf(answer)).match(/^event: job/gm)).toHaveLength(1);
  });

  it('is over as soon as it is open where it was ended before', async () => {
    const [, answer] = await connect(null, (early) => early.end());
    expect(await textOf(answer)).toMatch(/^retry: \d+\n\n$/);
  });

  it('cuts off a reader that takes nothing, and no other', async () => {
    const [[slow], [quick, answer]] = [await connect(null), await connect(null)];
    answer.resume();
    const cut = new Promise<void>((resolve) => slow.onClose(resolve));
    while (!slow.isClosed) {
      for (const stream of [slow, quick]) stream.send([event('a', false, 32 * 1024)]);
      await quick.drained();
      await turn();
    }
    await cut;
    expect(quick.isClosed).toBe(false);
  });
});
