import { Module } from '@nestjs/common';
import { AnalyticsSyncModule } from '../analytics-sync/analytics-sync.module.js';
import { JobReferences } from '../core/queue/job-references.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { PlatformsModule } from '../platforms/platforms.module.js';
import { AccountConnection } from './account-connection.js';
import { SocialAccountsController } from './social-accounts.controller.js';
import { SocialAccountsRepository } from './social-accounts.repository.js';

/** Accounts over REST; and the look-up of those that jobs name. */
@Module({
  imports: [JobsModule, PlatformsModule, AnalyticsSyncModule],
  controllers: [SocialAccountsController],
  providers: [AccountConnection, SocialAccountsRepository],
})
export class SocialAccountsModule {
  constructor(references: JobReferences, accounts: SocialAccountsRepository) {
    references.add('socialAccount', (organizationId, ids) => accounts.findPlatforms(organizationId, ids));
  }
}
