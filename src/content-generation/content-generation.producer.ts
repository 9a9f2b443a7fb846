import { Injectable } from '@nestjs/common';
import { type Caller, type Idempotency, JobCreator, type JobOptions, type JobWish } from '../core/queue/job-creator.js';
import type { Created } from '../core/queue/repository/create-jobs.js';
import { generateContent, type GenerateContentPayload } from './generate-content/generate-content.job.js';
import { publishContent, type PublishContentPayload } from './publish-content/publish-content.job.js';

/** Creates this feature's jobs, in named verbs. */
@Injectable()
export class ContentGenerationProducer {
  constructor(private readonly creator: JobCreator) {}

  /** Has posts written. The brand and the context items must be the caller's organization's. */
  generateContent(
    caller: Caller,
    payload: GenerateContentPayload,
    options: JobOptions = {},
    idempotency: Idempotency | null = null,
  ): Promise<Created> {
    const wish = { contract: generateContent, payload, options: { ...options, brandId: payload.brandId } };
    return this.creator.create(caller, [wish], idempotency);
  }

  /** The job that publishes a variation to an account of its brand, at `scheduledFor` where that is given. */
  publish(brandId: string, payload: PublishContentPayload): JobWish {
    const runAt = payload.scheduledFor === undefined ? null : new Date(payload.scheduledFor);
    return { contract: publishContent, payload, options: { brandId, runAt } };
  }
}
