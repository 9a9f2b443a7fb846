import { Injectable } from '@nestjs/common';
import type { Platform } from '../core/database/enums.js';
import type { JobWish } from '../core/queue/job-creator.js';
import { refreshToken } from './refresh-token/refresh-token.job.js';
import { syncAnalytics, type SyncType } from './sync-analytics/sync-analytics.job.js';

/** Of an account, what a job about it needs. */
interface Account {
  readonly id: string;
  readonly brandId: string;
  readonly platform: Platform;
}

/** Makes this feature's jobs, in named verbs. */
@Injectable()
export class AnalyticsSyncProducer {
  /** The job that gets an account new tokens. */
  refreshToken({ id, brandId, platform }: Account): JobWish {
    return { contract: refreshToken, payload: { socialAccountId: id, platform }, options: { brandId } };
  }

  /** The job that reads what an account's posts brought. */
  syncAnalytics({ id, brandId, platform }: Account, syncType: SyncType): JobWish {
    return { contract: syncAnalytics, payload: { socialAccountId: id, platform, syncType }, options: { brandId } };
  }
}
