import { Module } from '@nestjs/common';
import { OutboundModule } from '../core/outbound/outbound.module.js';
import { VaultModule } from '../core/vault/vault.module.js';
import { ImageDownloads } from './image-downloads.js';
import { LinkedInAnalytics } from './linkedin/linkedin.analytics.js';
import { LinkedInApi } from './linkedin/linkedin.api.js';
import { LinkedInClient } from './linkedin/linkedin.client.js';
import { LinkedInImages } from './linkedin/linkedin.images.js';
import { LinkedInTokens } from './linkedin/linkedin.tokens.js';
import { FacebookClient } from './facebook/facebook.client.js';
import { InstagramContainers } from './instagram/instagram.containers.js';
import { InstagramClient } from './instagram/instagram.client.js';
import { InstagramTokens } from './instagram/instagram.tokens.js';
import { GraphApi } from './meta/graph.api.js';
import { MetaInsights } from './meta/meta.insights.js';
import { MetaTokens } from './meta/meta.tokens.js';
import { PlatformHttp } from './platform-http.js';
import { PlatformQuotas } from './platform-quotas.js';
import { PlatformQuotasRepository } from './platform-quotas.repository.js';
import { SocialPlatforms } from './social-platforms.js';
import { XApi } from './x/x.api.js';
import { XClient } from './x/x.client.js';
import { XTokens } from './x/x.tokens.js';

/** The social platforms, and what the tokens of accounts are encrypted with, in any process. */
@Module({
  imports: [OutboundModule, VaultModule],
  providers: [
    PlatformHttp,
    PlatformQuotas,
    PlatformQuotasRepository,
    ImageDownloads,
    SocialPlatforms,
    XApi,
    XTokens,
    XClient,
    LinkedInApi,
    LinkedInTokens,
    LinkedInImages,
    LinkedInAnalytics,
    LinkedInClient,
    GraphApi,
    MetaInsights,
    MetaTokens,
    FacebookClient,
    InstagramContainers,
    InstagramTokens,
    InstagramClient,
  ],
  exports: [PlatformQuotas, SocialPlatforms, VaultModule],
})
export class PlatformsModule {}
