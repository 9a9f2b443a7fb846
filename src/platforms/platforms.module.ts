import { Module } from '@nestjs/common';
import { OutboundModule } from '../core/outbound/outbound.module.js';
import { ImageDownloads } from './image-downloads.js';
import { PlatformHttp } from './platform-http.js';
import { PlatformQuotas } from './platform-quotas.js';
import { PlatformQuotasRepository } from './platform-quotas.repository.js';
import { SocialPlatforms } from './social-platforms.js';
import { XApi } from './x/x.api.js';
import { XClient } from './x/x.client.js';
import { XTokens } from './x/x.tokens.js';

/** The social platforms and the accounts on them, for whoever publishes, reads or refreshes. */
@Module({
  imports: [OutboundModule],
  providers: [
    PlatformHttp,
    PlatformQuotas,
    PlatformQuotasRepository,
    ImageDownloads,
    SocialPlatforms,
    XApi,
    XTokens,
    XClient,
  ],
  exports: [PlatformQuotas, SocialPlatforms],
})
export class PlatformsModule {}
