import type { QueueDefinition } from '../core/queue/define-queue.js';
import { generateContent } from './generate-content/generate-content.job.js';
import { generateImage } from './generate-image/generate-image.job.js';
import { publishContent } from './publish-content/publish-content.job.js';

/** The feature's queue. */
export const contentGenerationQueue: QueueDefinition = {
  name: 'content-generation',
  concurrency: (config) => config.CONTENT_GENERATION_CONCURRENCY,
};

/** The feature's job types; each has a folder beside this file and a handler in the worker module. */
export const contentGenerationJobs = [generateContent, generateImage, publishContent] as const;
