import { Injectable } from '@nestjs/common';
import type { Platform } from '../core/database/enums.js';
import type { JobWish } from '../core/queue/job-creator.js';
import { refreshToken } from './refresh-token/refresh-token.job.js';

/** Makes this feature's jobs, in named verbs. */
@Injectable()
export class AnalyticsSyncProducer {
  /** The job that gets an account new tokens. */
  refreshToken({ id, brandId, platform }: { id: string; brandId: string; platform: Platform }): JobWish {
    return { contract: refreshToken, payload: { socialAccountId: id, platform }, options: { brandId } };
  }
}
