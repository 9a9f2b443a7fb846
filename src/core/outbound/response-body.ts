import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { OutboundError } from './outbound-error.js';

/** What a body is read with. */
export interface BodyReading {
  /** Of the body as sent, and of the body decompressed. */
  maxBytes: number;
  signal: AbortSignal;
  /** Called when the next piece is awaited. */
  awaiting(): void;
}

/** The codings that {@link readBody} undoes, as `accept-encoding` lists them. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br';

/**
 * Reads a body to its end, decompressing as it comes, so that no more than `maxBytes` is ever held.
 * @param coding the `content-encoding` header, `''` for none
 * @throws {OutboundError} TOO_LARGE, or PROTOCOL for a coding that was not asked for
 * @throws whatever breaks the stream (the signal's reason among it)
 */
export async function readBody(body: Readable, coding: string, reading: BodyReading): Promise<Uint8Array> {
  reading.awaiting();
  const pieces: AsyncIterator<Buffer, undefined> = body[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return new Uint8Array();

  const decoder = decoderOf(coding, first.value);
  const sent = continuing(first.value, pieces, reading);
  if (!decoder) return collect(sent);
  const decoded: Buffer[] = [];
  await pipeline(Readable.from(sent), decoder, collecting(decoded, reading.maxBytes), { signal: reading.signal });
  return Buffer.concat(decoded);
}

async function collect(sent: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sent) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* continuing(first: Buffer, rest: AsyncIterator<Buffer, undefined>, reading: BodyReading) {
  let bytes = 0;
  for (let piece: Buffer | undefined = first; piece;) {
    bytes += piece.length;
    if (bytes > reading.maxBytes) throw tooLarge(reading.maxBytes);
    yield piece;
    reading.awaiting();
    piece = (await rest.next()).value;
  }
}

function collecting(pieces: Buffer[], maxBytes: number): Writable {
  let bytes = 0;
  return new Writable({
    write(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > maxBytes) return done(tooLarge(maxBytes));
      pieces.push(piece);
      done();
    },
  });
}

function tooLarge(maxBytes: number): OutboundError {
  return new OutboundError('TOO_LARGE', `The answer is larger than ${maxBytes} bytes`);
}

/** Null where there is nothing to undo: a pipeline of streams costs more memory than most bodies. */
function decoderOf(coding: string, first: Buffer): Transform | null {
  switch (coding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      // Servers send it with the zlib header that RFC 9110 asks for, and without; the low half of that header's first byte is 8.
      return (first[0]! & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new OutboundError('PROTOCOL', 'The answer is compressed in a way that was not asked for');
  }
}
