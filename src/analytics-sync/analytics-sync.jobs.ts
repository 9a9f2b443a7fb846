import type { JobContract } from '../core/queue/define-job.js';
import type { QueueDefinition } from '../core/queue/define-queue.js';
import { refreshToken } from './refresh-token/refresh-token.job.js';
import { syncAnalytics } from './sync-analytics/sync-analytics.job.js';

/** The feature's queue. */
export const analyticsSyncQueue: QueueDefinition = {
  name: 'analytics-sync',
  concurrency: (config) => config.ANALYTICS_SYNC_CONCURRENCY,
};

/** The feature's job types; each has a folder beside this file and a handler in the worker module. */
export const analyticsSyncJobs = [refreshToken, syncAnalytics] as const satisfies readonly JobContract[];
