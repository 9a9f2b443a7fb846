import { Injectable } from '@nestjs/common';
import { Database } from '../../../src/core/database/database.js';
import type { Effect } from './effect-log.protocol.js';

/** The intents of effects, as a publishing feature keeps them: unique by job, written before the call. */
@Injectable()
export class Ledger {
  constructor(private readonly database: Database) {}

  /** @returns whether no earlier attempt of this job meant to have the effect */
  async intend(jobId: string): Promise<boolean> {
    const rows = await this.database.query(
      'INSERT INTO chaos.intents (job_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING job_id',
      [jobId],
    );
    return rows.length > 0;
  }

  async confirm(jobId: string): Promise<void> {
    await this.database.query('UPDATE chaos.intents SET confirmed_at = clock_timestamp() WHERE job_id = $1', [jobId]);
  }
}

/** The outside service that has the effects. */
@Injectable()
export class EffectService {
  private readonly url = `${process.env.CHAOS_EFFECT_LOG}/effects`;

  async has(jobId: string, signal: AbortSignal): Promise<boolean> {
    const answer = await fetch(`${this.url}/${jobId}`, { signal });
    return answer.status === 200;
  }

  async add(effect: Effect): Promise<void> {
    const answer = await fetch(this.url, { method: 'POST', body: JSON.stringify(effect) });
    if (answer.status !== 201) throw new Error(`The effect log answered ${answer.status}`);
  }
}
