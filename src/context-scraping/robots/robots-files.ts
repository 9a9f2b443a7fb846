import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { RecentlyUsed } from '../../core/auth/recently-used.js';
import { AGENT_NAME, OutboundClient } from '../../core/outbound/outbound-client.js';
import { OutboundError } from '../../core/outbound/outbound-error.js';
import { unlessAborted } from '../../core/outbound/unless-aborted.js';
import { LOGGER } from '../../core/logging/logger.js';
import { HostPacing } from '../pacing/host-pacing.js';
import { ALLOWS_ALL, ALLOWS_NOTHING, parseRobots, type Robots } from './robots.js';

/** How long a file is believed (RFC 9309, 2.4), and how long it is believed that there is none to be had. */
const FRESH_MS = { read: 24 * 3_600_000, unreachable: 10 * 60_000 };

/** How many hosts' files are kept, each of up to 500 KiB; a host that is being crawled is asked for all the time, and stays. */
const KEPT = 200;

/** Waiting for the host's turn and the fetch, before those who wait for the file give up. */
const LOAD_MS = 90_000;

interface Entry {
  robots: Promise<Robots>;
  freshUntil: number;
}

/**
 * The robots.txt of every host that this process crawls. Each process keeps its own: a file is asked for once a day and process,
 * as the RFC allows, and no worker depends on what another one read.
 */
@Injectable()
export class RobotsFiles {
  private readonly entries = new RecentlyUsed<Entry>(KEPT);

  constructor(
    private readonly client: OutboundClient,
    private readonly pacing: HostPacing,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * What the robots.txt of a URL's host says to us. A file that is not there (4xx) allows everything; one that could not be had
   * (5xx, no answer, no HTTP) allows nothing, and then the answer is {@link ALLOWS_NOTHING} itself.
   * @throws {OutboundError} REFUSED_ADDRESS: nothing of that host may be fetched
   * @throws the signal's reason; when the host's turn does not come in time
   */
  async of(url: URL, signal: AbortSignal): Promise<Robots> {
    const { origin } = url;
    let entry = this.entries.get(origin);
    if (!entry || entry.freshUntil <= Date.now()) {
      entry = this.load(url);
      this.entries.set(origin, entry);
    }
    return unlessAborted(entry.robots, signal);
  }

  private load(url: URL): Entry {
    const entry: Entry = { robots: this.fetch(url), freshUntil: Date.now() + FRESH_MS.read };
    entry.robots.then(
      (robots) => {
        if (robots === ALLOWS_NOTHING) entry.freshUntil = Date.now() + FRESH_MS.unreachable;
      },
      () => (entry.freshUntil = 0),
    );
    return entry;
  }

  /** Those who wait share it: none of their signals ends it. */
  private async fetch({ origin, host }: URL): Promise<Robots> {
    const signal = AbortSignal.timeout(LOAD_MS);
    const turn = await this.pacing.take(host, signal);
    try {
      const { status, body } = await this.client.fetch(`${origin}/robots.txt`, { signal });
      if (status >= 200 && status < 300) return parseRobots(body, AGENT_NAME);
      return status >= 400 && status < 500 ? ALLOWS_ALL : this.unreachable(host, `status ${status}`);
    } catch (error) {
      if (!(error instanceof OutboundError) || error.reason === 'REFUSED_ADDRESS') throw error;
      return this.unreachable(host, error.reason);
    } finally {
      await turn.release();
    }
  }

  private unreachable(host: string, reason: string): Robots {
    this.log.warn({ host, reason }, 'robots.txt could not be read: nothing of the host is fetched');
    return ALLOWS_NOTHING;
  }
}
