import { Module } from '@nestjs/common';
import { OutboundModule } from '../core/outbound/outbound.module.js';
import { PlatformHttp } from './platform-http.js';
import { PlatformQuotas } from './platform-quotas.js';
import { PlatformQuotasRepository } from './platform-quotas.repository.js';

/** The social platforms and the accounts on them, for whoever publishes, reads or refreshes. */
@Module({
  imports: [OutboundModule],
  providers: [PlatformHttp, PlatformQuotas, PlatformQuotasRepository],
  exports: [PlatformQuotas],
})
export class PlatformsModule {}
