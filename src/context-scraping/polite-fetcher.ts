import { Injectable } from '@nestjs/common';
import { OutboundClient, type OutboundResponse } from '../core/outbound/outbound-client.js';
import { OutboundError } from '../core/outbound/outbound-error.js';
import { OUTBOUND_LIMITS } from '../core/outbound/outbound-limits.js';
import { PermanentJobError, TransientJobError } from '../core/queue/job-errors.js';
import { HostPacing } from './pacing/host-pacing.js';

/** What an earlier visit left: the next one asks only whether anything has changed (RFC 9110, section 13). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** How an address is asked for. */
export interface PoliteOptions {
  signal: AbortSignal;
  known?: Validators | null;
  /** Longer than the usual delay between two requests to a host, where robots.txt asks for it. */
  crawlDelayMs?: number | null;
  /** Whether a redirect may be followed there; where not, the answer that redirects is the answer. All may be if absent. */
  mayFollow?(location: string): boolean;
  /** Bytes of a body at most, where that is less than usual. */
  bodyBytes?: number;
}

/** Fetches for scraping: one request at a time to a host, spaced, over all workers and tenants; conditional where it can be. */
@Injectable()
export class PoliteFetcher {
  constructor(
    private readonly client: OutboundClient,
    private readonly pacing: HostPacing,
  ) {}

  /** @throws {OutboundError} and the signal's reason */
  async fetch(address: string, options: PoliteOptions): Promise<OutboundResponse> {
    const { known, mayFollow = () => true } = options;
    const headers = {
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
    };
    let response = await this.send(address, headers, options);
    for (let redirects = 0; response.location !== null && mayFollow(response.location); redirects += 1) {
      if (redirects === OUTBOUND_LIMITS.redirects) {
        throw new OutboundError('TOO_MANY_REDIRECTS', `The address redirects more than ${redirects} times`);
      }
      response = await this.send(response.location, {}, options);
    }
    return response;
  }

  private async send(
    url: string,
    headers: Record<string, string>,
    { signal, crawlDelayMs, bodyBytes }: PoliteOptions,
  ): Promise<OutboundResponse> {
    const turn = await this.pacing.take(new URL(url).host, signal, crawlDelayMs ?? 0);
    try {
      const limits = bodyBytes === undefined ? {} : { bodyBytes };
      return await this.client.fetch(url, { signal, headers, limits, redirect: 'manual' });
    } finally {
      await turn.release();
    }
  }
}

/** What a response gives the next visit to ask with. */
export function validatorsOf({ headers }: OutboundResponse): Validators {
  return { etag: headers.get('etag') ?? null, lastModified: headers.get('last-modified') ?? null };
}

/** Statuses that may be another tomorrow: too early, too many, the server's own trouble. */
const TEMPORARY = new Set([408, 425, 429]);

/** The engine's word for an answer that is no success, or null where it is one. */
export function refusalOf({ status, url }: OutboundResponse): PermanentJobError | TransientJobError | null {
  if (status >= 200 && status < 300) return null;
  const sentence = `${new URL(url).host} answered with status ${status}`;
  const code = `HTTP_${status}`;
  return status >= 500 || TEMPORARY.has(status)
    ? new TransientJobError(sentence, { code })
    : new PermanentJobError(sentence, { code });
}
