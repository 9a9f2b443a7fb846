import { Module } from '@nestjs/common';
import { NotificationsWorkerModule } from '../notifications/notifications.worker.module.js';
import { PlatformAccountsRepository } from './accounts/platform-accounts.repository.js';
import { PlatformAccounts } from './accounts/platform-accounts.js';
import { StoredTokens } from './accounts/stored-tokens.js';
import { TokenRenewal } from './accounts/token-renewal.js';
import { PlatformsModule } from './platforms.module.js';

/** The accounts with their tokens, for the features of a worker. */
@Module({
  imports: [PlatformsModule, NotificationsWorkerModule],
  providers: [PlatformAccounts, PlatformAccountsRepository, StoredTokens, TokenRenewal],
  exports: [PlatformsModule, PlatformAccounts],
})
export class PlatformsWorkerModule {}
