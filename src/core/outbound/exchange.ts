import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Client } from 'undici';
import type { FetchClock } from './fetch-clock.js';
import type { OutboundLimits } from './outbound-limits.js';
import { readBody } from './response-body.js';

/** One request, as it is sent. */
export interface OutboundRequest {
  method: string;
  headers: Headers;
  body: string | Uint8Array | null;
}

/** One answer. */
export interface Answer {
  status: number;
  /** By lower-case name; what came several times is joined with commas. */
  headers: ReadonlyMap<string, string>;
  /** Decompressed. Empty for an answer that redirects. */
  body: Uint8Array;
}

/** How one request is made. */
export interface ExchangeOptions {
  /** The checked addresses of the URL's host: a connection is made to one of these and to no other. */
  addresses: readonly LookupAddress[];
  limits: OutboundLimits;
  clock: FetchClock;
  /** PEM of an authority that is trusted beside the usual ones. */
  trustedCa: string | undefined;
}

/**
 * Sends one request over a connection of its own: one kept open would outlive the check of its address.
 * @throws whatever undici, node:tls and node:zlib throw, and the clock's reason
 */
export async function exchange(url: URL, request: OutboundRequest, options: ExchangeOptions): Promise<Answer> {
  const { limits, clock, trustedCa } = options;
  const ca = trustedCa === undefined ? undefined : [...rootCertificates, trustedCa];
  // The clock has the time limits: undici's own count gaps only, in steps of about a second.
  const client = new Client(url.origin, {
    connect: { lookup: answering(options.addresses), timeout: 0, signal: clock.signal, ca },
    maxHeaderSize: limits.headerBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const answer = await client.request({
      method: request.method,
      path: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: request.body,
      signal: clock.signal,
    });
    // A body that is left unread, or aborted before it is read, breaks with nobody listening.
    answer.body.on('error', () => undefined);
    const headers = joined(answer.headers);
    const unread = headers.has('location') && isRedirect(answer.statusCode);
    const body = unread
      ? new Uint8Array()
      : await readBody(answer.body, headers.get('content-encoding') ?? '', {
          maxBytes: limits.bodyBytes,
          signal: clock.signal,
          awaiting: () => clock.awaitBody(),
        });
    return { status: answer.statusCode, headers, body };
  } finally {
    await client.destroy();
  }
}

/** The statuses whose `location` is followed (Fetch, "redirect status"). */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Stands in for the look-up of the connection, which thus goes where it was checked; an IP in the URL is not looked up. */
function answering(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first!.address, first!.family);
  };
}

function joined(headers: Record<string, string | string[] | undefined>): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}
