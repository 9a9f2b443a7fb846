import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../core/config/config.js';
import { Database } from '../../core/database/database.js';
import { OUTBOUND_LIMITS } from '../../core/outbound/outbound-limits.js';
import { unlessAborted } from '../../core/outbound/unless-aborted.js';
import { claimTurn, endTurn } from './host-turns.js';

/** The right to send one request to a host. */
export interface Turn {
  /** When it began, by the database's clock. */
  readonly startedAt: Date;
  /** Lets the next one begin, once the delay is over. */
  release(): Promise<void>;
}

/** A turn lasts one fetch; that of a process that died is over after this. */
const LEASE_MS = OUTBOUND_LIMITS.totalMs + 15_000;

/** How often a process asks for a turn that another has: a quarter of the delay, within these bounds. */
const POLL_MS = { min: 20, max: 250 };

/**
 * Sees to it that all workers, for all tenants, send a host one request at a time and one every `SCRAPE_HOST_DELAY_MS`. In a
 * process turns are taken in the order asked for; the processes that wait for a host take it in turn.
 */
@Injectable()
export class HostPacing {
  private readonly asker = randomUUID();
  private readonly delayMs: number;
  /** By host: when the last one of this process that asked is done. */
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
  ) {
    this.delayMs = config.SCRAPE_HOST_DELAY_MS;
  }

  /**
   * Waits for the turn to send a request, without holding a connection.
   * @param host as URLs have it, `url.host`
   * @param crawlDelayMs what the host's robots.txt asks for, which raises the delay after this turn
   * @returns once it is the caller's turn, which must release it
   * @throws the signal's reason
   */
  async take(host: string, signal: AbortSignal, crawlDelayMs = 0): Promise<Turn> {
    const leave = await this.queue(host, signal);
    try {
      return await this.claim(host, signal, Math.max(this.delayMs, crawlDelayMs), leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Waits for those of this process that asked before. */
  private async queue(host: string, signal: AbortSignal): Promise<() => void> {
    const before = this.queues.get(host) ?? Promise.resolve();
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const last = before.then(() => left);
    this.queues.set(host, last);
    void last.then(() => {
      if (this.queues.get(host) === last) this.queues.delete(host);
    });
    try {
      await unlessAborted(before, signal);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async claim(host: string, signal: AbortSignal, delayMs: number, leave: () => void): Promise<Turn> {
    const token = randomUUID();
    const pollMs = Math.min(Math.max(delayMs / 4, POLL_MS.min), POLL_MS.max);
    for (;;) {
      const claim = await claimTurn(this.database, {
        host,
        token,
        asker: this.asker,
        leaseMs: LEASE_MS,
        delayMs,
        pollMs,
      });
      if ('waitMs' in claim) {
        await delay(claim.waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
        continue;
      }
      const release = async (): Promise<void> => {
        try {
          await endTurn(this.database, host, token);
        } finally {
          leave();
        }
      };
      return { startedAt: claim.startedAt, release };
    }
  }
}
