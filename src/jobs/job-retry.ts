import { Injectable } from '@nestjs/common';
import type { OrganizationSession } from '../core/auth/session.js';
import { ApiError } from '../core/http/api-error.js';
import { type Job, nameOfPriority } from '../core/queue/job.js';
import type { Idempotency, JobWish } from '../core/queue/job-creator.js';
import { type Admitted, JobAdmission } from './job-admission.js';
import { JobReader } from './job-reader.js';
import { JobsRepository, retryable, type Selection } from './jobs.repository.js';

/** Runs ended jobs again, each as a new job that names the old one. */
@Injectable()
export class JobRetry {
  constructor(
    private readonly reader: JobReader,
    private readonly admission: JobAdmission,
    private readonly repository: JobsRepository,
  ) {}

  /** @throws {ApiError} 404 for another's or no job, 409 where it has not failed and was not cancelled, and as admission does */
  retry(session: OrganizationSession, id: string, idempotency: Idempotency | null): Promise<Admitted> {
    return this.admission.admit(session, 1, idempotency, async () => {
      const job = await this.repository.find(session.organizationId, id);
      if (!job) throw ApiError.notFound('job');
      if (!retryable.includes(job.status)) throw ApiError.notRetryable(job.status);
      return [this.wishOf(job, session)];
    });
  }

  /**
   * Retries the newest of the selected jobs that FAILED or were CANCELLED, as many as the cap has room for. Left out are
   * those that have a retry already, so that repeating the call goes on with the rest, and those that could not be created
   * today: their payload no longer fits its type, or names what is gone.
   * @param limit how many jobs are looked at
   */
  retrySelected(
    session: OrganizationSession,
    selection: Selection,
    limit: number,
    idempotency: Idempotency | null,
  ): Promise<Admitted> {
    return this.admission.admitRetries(session, idempotency, async () => {
      const jobs = await this.repository.findRetryable(session.organizationId, selection, limit);
      return jobs.flatMap((job) => this.wishIfItFits(job, session));
    });
  }

  private wishIfItFits(job: Job, session: OrganizationSession): JobWish[] {
    try {
      return [this.wishOf(job, session)];
    } catch (error) {
      if (error instanceof ApiError) return [];
      throw error;
    }
  }

  /** The payload is checked as a new one would be: the old row may be older than the code. */
  private wishOf(job: Job, session: OrganizationSession): JobWish {
    const { type, payload, dryRun } = job;
    const body = { type, payload: payload as Record<string, unknown>, priority: nameOfPriority(job.priority), dryRun };
    const wish = this.reader.read(body, session);
    return { ...wish, options: { ...wish.options, brandId: job.brandId, retryOf: job.id } };
  }
}
