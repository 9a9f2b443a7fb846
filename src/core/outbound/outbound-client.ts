import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { HostClass } from '../telemetry/metrics.js';
import { observeCall } from '../telemetry/outbound-call.js';
import { assertPublic, hostAndPort, parseOutboundUrl } from './address-guard.js';
import { type Answer, exchange, isRedirect, type OutboundRequest } from './exchange.js';
import { FetchClock } from './fetch-clock.js';
import { OutboundError, toOutboundError } from './outbound-error.js';
import { OUTBOUND_LIMITS, type OutboundLimits } from './outbound-limits.js';
import { OUTBOUND_NETWORK, type OutboundNetwork } from './outbound-network.js';
import { ACCEPTED_CODINGS } from './response-body.js';
import { unlessAborted } from './unless-aborted.js';

/** The name by which sites know the product: the product token of its `user-agent`, and of robots.txt. */
export const AGENT_NAME = 'EpicAIBot';

/** What is fetched, beside its URL. */
export interface FetchOptions {
  /** GET when left out. */
  method?: string;
  /** `authorization` and its like go to the first URL only, wherever that redirects. */
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Aborts the fetch in any phase. */
  signal: AbortSignal;
  limits?: Partial<OutboundLimits>;
  /** `manual`: an answer that redirects is returned, with its `location`. Followed when left out. */
  redirect?: 'follow' | 'manual';
  /** As which it is counted; `scraped` when left out. */
  hostClass?: HostClass;
}

/** What came back, whatever its status. */
export interface OutboundResponse extends Answer {
  /** The URL that answered, after redirects. */
  url: string;
  /** Where a redirect that was not followed leads, absolute; null for any other answer. */
  location: string | null;
}

/** What names a caller to one host is not told to another. */
const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie'];

/** Describe a body, and go where it goes (Fetch, "request-body-header name"). */
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/**
 * Fetches addresses that users and platforms give. Each request goes to an address that was looked up once and found to be on
 * the public internet, or whose host is in `OUTBOUND_ALLOWED_PRIVATE_HOSTS`; redirects are no exception. No cookies, no proxy.
 */
@Injectable()
export class OutboundClient {
  private readonly allowedHosts: ReadonlySet<string>;
  private readonly agent: string;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(OUTBOUND_NETWORK) private readonly network: OutboundNetwork,
  ) {
    this.allowedHosts = new Set(config.OUTBOUND_ALLOWED_PRIVATE_HOSTS);
    this.agent = `${AGENT_NAME}/1.0 (+${config.PUBLIC_URL})`;
  }

  /**
   * @returns the last answer with its whole body, whatever its status
   * @throws {OutboundError} when there is none within the limits
   */
  async fetch(address: string | URL, options: FetchOptions): Promise<OutboundResponse> {
    const limits = { ...OUTBOUND_LIMITS, ...options.limits };
    let url = parseOutboundUrl(String(address));
    let request = this.firstRequest(options);
    const clock = new FetchClock(options.signal, limits);
    try {
      for (let redirects = 0; ; redirects++) {
        const answer = await observeCall(options.hostClass ?? 'scraped', request.method, () =>
          this.send(url, request, limits, clock),
        );
        const target = targetOf(url, answer);
        if (!target || options.redirect === 'manual') {
          return { ...answer, url: url.href, location: target?.href ?? null };
        }
        if (redirects === limits.redirects) {
          throw new OutboundError('TOO_MANY_REDIRECTS', `The address redirects more than ${limits.redirects} times`);
        }
        request = redirected(request, answer.status);
        url = target;
      }
    } catch (error) {
      throw clock.signal.aborted ? clock.signal.reason : toOutboundError(error, url.hostname);
    } finally {
      clock.stop();
    }
  }

  private firstRequest({ method = 'GET', headers, body }: FetchOptions): OutboundRequest {
    const defaults = { 'user-agent': this.agent, accept: '*/*', 'accept-encoding': ACCEPTED_CODINGS };
    const merged = new Headers(defaults);
    for (const [name, value] of Object.entries(headers ?? {})) merged.set(name, value);
    return { method: method.toUpperCase(), headers: merged, body: body ?? null };
  }

  private async send(url: URL, request: OutboundRequest, limits: OutboundLimits, clock: FetchClock): Promise<Answer> {
    clock.awaitHeaders();
    const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const addresses = await unlessAborted(this.network.resolve(hostname), clock.signal);
    if (!this.allowedHosts.has(hostAndPort(url))) {
      assertPublic(
        url,
        addresses.map(({ address }) => address),
      );
    }
    return exchange(url, request, { addresses, limits, clock, trustedCa: this.network.trustedCa });
  }
}

/** @throws {OutboundError} BAD_URL when it leads where nothing is fetched from */
function targetOf(url: URL, { status, headers }: Answer): URL | null {
  const location = headers.get('location');
  return location !== undefined && isRedirect(status) ? parseOutboundUrl(location, url) : null;
}

/** What is sent to where an answer redirects (Fetch, "HTTP-redirect fetch"). */
function redirected({ method, headers, body }: OutboundRequest, status: number): OutboundRequest {
  const next = new Headers(headers);
  for (const name of SECRET_HEADERS) next.delete(name);
  const turnsToGet = status === 303 ? method !== 'GET' && method !== 'HEAD' : status < 303 && method === 'POST';
  if (!turnsToGet) return { method, headers: next, body };
  for (const name of BODY_HEADERS) next.delete(name);
  return { method: 'GET', headers: next, body: null };
}
