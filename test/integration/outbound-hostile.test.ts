import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { closeServers, fetchFrom, text } from '../support/outbound.js';
import { type Answering, http, writeForEver } from '../support/raw-server.js';

afterEach(closeServers);

describe('a limit', () => {
  const short = { firstByteMs: 100, silenceMs: 100, totalMs: 5_000 };
  const everyMillisecond = (socket: Socket, piece: string) => {
    const timer = setInterval(() => socket.write(piece), 1);
    socket.on('close', () => clearInterval(timer));
  };

  it.each<[string, string, Answering]>([
    ['no answer', 'TIMEOUT', () => undefined],
    [
      'slow headers',
      'TIMEOUT',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx: ');
        everyMillisecond(socket, 'a');
      },
    ],
    ['early hints for ever', 'TIMEOUT', (socket) => everyMillisecond(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['a body that stops', 'TIMEOUT', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab')],
    ['a body that never begins', 'TIMEOUT', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n')],
    [
      'endless headers',
      'TOO_LARGE',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        writeForEver(socket, `x: ${'a'.repeat(1_000)}\r\n`);
      },
    ],
    ['headers over 16 KiB', 'TOO_LARGE', (socket) => socket.write(http(200, { x: 'a'.repeat(16 * 1024) }))],
    [
      'endless body',
      'TOO_LARGE',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        writeForEver(socket, Buffer.alloc(64 * 1024));
      },
    ],
    [
      'endless chunk extensions',
      'TIMEOUT',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;');
        everyMillisecond(socket, 'a');
      },
    ],
  ])('ends %s: %s', async (_what, reason, answer) => {
    await expect(fetchFrom(answer, { limits: short })).rejects.toMatchObject({ reason });
  });

  it('of headers lets 15 KiB pass', async () => {
    await expect(fetchFrom((socket) => socket.write(http(200, { x: 'a'.repeat(15 * 1024) })))).resolves.toMatchObject({
      status: 200,
    });
  });

  it('of the whole ends a body that trickles, and redirects that take their time', async () => {
    const limits = { totalMs: 200 };
    await expect(
      fetchFrom(
        (socket) => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          everyMillisecond(socket, 'a');
        },
        { limits },
      ),
    ).rejects.toMatchObject({ reason: 'TIMEOUT' });
    await expect(
      fetchFrom((socket) => setTimeout(() => socket.write(http(302, { location: '/' })), 100), { limits }),
    ).rejects.toMatchObject({ reason: 'TIMEOUT' });
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(4_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(4_000_000))],
    ['deflate', deflateSync(Buffer.alloc(4_000_000))],
  ])('of the body counts what %s unpacks to', async (coding, body) => {
    const answer = (socket: Socket) => socket.write(http(200, { 'content-encoding': coding }, body));
    await expect(fetchFrom(answer, { limits: { bodyBytes: 3_999_999 } })).rejects.toMatchObject({
      reason: 'TOO_LARGE',
    });
    expect((await fetchFrom(answer, { limits: { bodyBytes: 4_000_000 } })).body).toHaveLength(4_000_000);
  });

  it('cuts an endless bomb off at 10 MB, with the event loop turning', async () => {
    const member = gzipSync(Buffer.alloc(10_000_000), { level: 9 });
    let sent = 0;
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const fetching = fetchFrom((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n');
      writeForEver(socket, member);
      socket.on('close', () => (sent = socket.bytesWritten));
    });
    await expect(fetching).rejects.toMatchObject({ reason: 'TOO_LARGE' });
    delays.disable();
    // A quarter of a second leaves room for a busy machine; read in one go, the bomb would never end.
    expect(delays.max / 1e6).toBeLessThan(250);
    expect(sent).toBeLessThan(20_000_000);
  });

  it('counts what is sent, too, where that unpacks to nothing', async () => {
    const emptyMember = gzipSync(Buffer.alloc(0));
    const fetching = fetchFrom(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n');
        writeForEver(socket, Buffer.concat(Array.from({ length: 1_000 }, () => emptyMember)));
      },
      { limits: { bodyBytes: 1_000_000 } },
    );
    await expect(fetching).rejects.toMatchObject({ reason: 'TOO_LARGE' });
  });
});

describe('broken HTTP', () => {
  const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
  it.each<[string, string | Buffer]>([
    ['HTTP/0.9', '<html>hello</html>'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['nothing at all', ''],
    ['half a head', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['a body shorter than its length', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['a negative length', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nab'],
    ['a length beside chunks', `${chunked.trimEnd()}\r\ncontent-length: 3\r\n\r\n0\r\n\r\n`],
    ['chunks cut short', `${chunked}5\r\nab`],
    ['chunks of no length', `${chunked}zz\r\nab`],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['an upgrade that nobody asked for', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['gzip cut short', http(200, { 'content-encoding': 'gzip' }, gzipSync('a page').subarray(0, 15))],
    ['gzip that is none', http(200, { 'content-encoding': 'gzip' }, 'a page')],
    ['br that is none', http(200, { 'content-encoding': 'br' }, 'a page')],
    ['a coding that was not asked for', http(200, { 'content-encoding': 'zstd' }, 'a page')],
    ['two codings', http(200, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync('a page')))],
  ])('is said to be so: %s', async (_what, bytes) => {
    await expect(fetchFrom((socket) => socket.end(bytes))).rejects.toMatchObject({ reason: 'PROTOCOL' });
  });

  it('reads no further than the length that was said', async () => {
    expect(text(await fetchFrom((socket) => socket.end(http(200, { 'content-length': '2' }, 'abcdef'))))).toBe('ab');
  });
});
