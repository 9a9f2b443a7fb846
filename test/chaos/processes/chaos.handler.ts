import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RateLimitedJobError, TransientJobError } from '../../../src/core/queue/job-errors.js';
import type { JobContext, JobHandler } from '../../../src/core/queue/job-handler.js';
import type { chaosJob, ChaosPayload, ChaosResult } from './chaos.job.js';
import { EffectService, Ledger } from './ledger.js';
import { poison } from './poison.js';

/** Of ten runs of a `storm`, this many snooze and as many fail for now. */
const STORM_SHARE = 3;

const SHORT_SNOOZE_MS = 100;

/** Does what the payload says. */
@Injectable()
export class ChaosHandler implements JobHandler<typeof chaosJob> {
  constructor(
    private readonly ledger: Ledger,
    private readonly effects: EffectService,
  ) {}

  async handle(context: JobContext<ChaosPayload>): Promise<ChaosResult> {
    const { payload, signal, token } = context;
    if (payload.deed === 'effect') await this.haveEffect(context);
    else if (payload.deed === 'deaf') await delay(payload.beforeMs ?? 0);
    else await delay(payload.beforeMs ?? 0, undefined, { signal });
    if (payload.deed === 'storm') this.storm(token);
    await poison(payload.deed);
    if (payload.afterMs) await delay(payload.afterMs, undefined, { signal });
    if (payload.deed === 'cycle' || payload.deed === 'huge') return spoiltResult(payload.deed, token);
    return { token: String(token) };
  }

  /** Intent, look-up where an earlier attempt may have got that far, call, confirmation. */
  private async haveEffect({ jobId, token, payload, signal, effect }: JobContext<ChaosPayload>): Promise<void> {
    const isFirst = await this.ledger.intend(jobId);
    await delay(payload.beforeMs ?? 0, undefined, { signal });
    if (isFirst || !(await this.effects.has(jobId, signal)))
      await effect(() => this.effects.add({ jobId, token: String(token), checkedAt: Date.now() }));
    await this.ledger.confirm(jobId);
  }

  private storm(token: bigint): void {
    const draw = Math.random() * 10;
    if (draw < STORM_SHARE)
      throw new RateLimitedJobError('Not now', { until: new Date(Date.now() + Math.random() * SHORT_SNOOZE_MS) });
    if (draw < 2 * STORM_SHARE) throw new TransientJobError(`Under token ${token}`);
  }
}

/** What no result may be: a cycle, or more than 256 KiB. */
function spoiltResult(deed: 'cycle' | 'huge', token: bigint): ChaosResult {
  const result: ChaosResult & { more?: unknown } = { token: String(token) };
  result.more = deed === 'cycle' ? result : 'x'.repeat(10 * 1024 * 1024);
  return result;
}
