import { Injectable } from '@nestjs/common';
import type { JobContext, JobHandler } from '../../core/queue/job-handler.js';
import { PlatformAccounts } from '../../platforms/accounts/platform-accounts.js';
import { AnalyticsSyncRepository } from '../analytics-sync.repository.js';
import type { refreshToken, RefreshTokenPayload, RefreshTokenResult } from './refresh-token.job.js';

/** Has an account's tokens refreshed. What another has stored since this job was asked for will do as well. */
@Injectable()
export class RefreshTokenHandler implements JobHandler<typeof refreshToken> {
  constructor(
    private readonly accounts: PlatformAccounts,
    private readonly repository: AnalyticsSyncRepository,
  ) {}

  async handle(context: JobContext<RefreshTokenPayload>): Promise<RefreshTokenResult> {
    const { jobId, organizationId, payload, dryRun, signal } = context;
    if (dryRun) return this.accounts.foresee(organizationId, payload.socialAccountId);
    const since = await this.repository.findJobCreation(jobId);
    return this.accounts.refresh(organizationId, payload.socialAccountId, signal, {
      force: true,
      ...(since && { since }),
    });
  }
}
