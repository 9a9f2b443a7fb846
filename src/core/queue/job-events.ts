import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import type { Job } from './job.js';

/** PostgreSQL's channel between the processes. */
export const CHANNEL = 'job_events';

/** A process sends no more than one NOTIFY in this time: one in every insert halves the insert rate, when measured. */
const REST_MS = 50;

/** PostgreSQL takes payloads shorter than this, in bytes (its documentation, NOTIFY). */
const MAX_PAYLOAD = 8_000;

/** The ids of changed jobs by organization, or everything: whatever a listener knows may be out of date. */
export type JobChanges = ReadonlyMap<string, ReadonlySet<string>> | 'everything';

/**
 * Tells every API instance which jobs have changed. It is called after the commit and only hurries readers, who look for
 * themselves from time to time: what is not told is seen later.
 */
@Injectable()
export class JobEvents {
  private changes = new Map<string, Set<string>>();
  private sending: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Jobs whose status, progress or attempts have changed, by a transaction that is committed. Returns at once. */
  changed(jobs: readonly Pick<Job, 'id' | 'organizationId'>[]): void {
    for (const { id, organizationId } of jobs) {
      const ids = this.changes.get(organizationId);
      if (ids) ids.add(id);
      else this.changes.set(organizationId, new Set([id]));
    }
    if (this.changes.size > 0) this.sending ??= this.send().finally(() => (this.sending = undefined));
  }

  private async send(): Promise<void> {
    while (this.changes.size > 0) {
      const payload = encodeChanges(this.changes);
      this.changes = new Map();
      try {
        await this.database.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
      } catch (error) {
        this.log.debug({ err: error }, 'The other processes could not be told which jobs changed');
      }
      await delay(REST_MS);
    }
  }
}

/** @returns `{ "<organization>": ["<job>", …], … }`, or `*` where that is too long to be sent */
export function encodeChanges(changes: Exclude<JobChanges, 'everything'>): string {
  const payload = JSON.stringify(
    Object.fromEntries([...changes].map(([organization, ids]) => [organization, [...ids]])),
  );
  return Buffer.byteLength(payload) < MAX_PAYLOAD ? payload : '*';
}

/** Reads what {@link encodeChanges} made. */
export function decodeChanges(payload: string): JobChanges {
  if (payload === '*') return 'everything';
  const named = Object.entries(JSON.parse(payload) as Record<string, string[]>);
  return new Map(named.map(([organization, ids]) => [organization, new Set(ids)]));
}
