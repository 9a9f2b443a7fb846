import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { LOGGER } from '../logging/logger.js';
import { CHANNEL, decodeChanges, type JobChanges } from './job-events.js';

/** The wait before connecting again, doubling up to the longest. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** A connection that only receives would never notice that the other side is gone: it is asked this often, for so long. */
const ASK_EVERY_MS = 10_000;
const ANSWER_MS = 5_000;

/**
 * Hears from every process which jobs have changed, over a connection of its own (LISTEN needs a session, which a
 * transaction-mode pooler does not give: `DATABASE_DIRECT_URL`).
 */
@Injectable()
export class JobEventListener {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @param tell hears `everything` after each connection: what was sent before it is not known */
  start(tell: (changes: JobChanges) => void): void {
    this.running = this.listen(tell);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async listen(tell: (changes: JobChanges) => void): Promise<void> {
    const { signal } = this.stopping;
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        await this.listenOnce((changes) => {
          wait = FIRST_RETRY_MS;
          tell(changes);
        });
      } catch (error) {
        if (!signal.aborted)
          this.log.warn({ err: error }, 'Job events cannot be heard: streams are late until they are');
      }
      await delay(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    }
  }

  /** @throws when the connection is lost or cannot be made, or this is to stop */
  private async listenOnce(tell: (changes: JobChanges) => void): Promise<never> {
    const client = new pg.Client({
      connectionString: this.config.DATABASE_DIRECT_URL ?? this.config.DATABASE_URL,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    const lost = new Promise<never>((_resolve, reject) => client.on('error', reject));
    client.on('notification', ({ payload = '*' }) => tell(decodeChanges(payload)));
    try {
      await Promise.race([client.connect(), lost]);
      await client.query(`LISTEN ${CHANNEL}`);
      tell('everything');
      for (;;) {
        await Promise.race([delay(ASK_EVERY_MS, undefined, { signal: this.stopping.signal }), lost]);
        await client.query('SELECT');
      }
    } finally {
      await client.end();
    }
  }
}
