import { Injectable } from '@nestjs/common';
import type { Platform } from '../core/database/enums.js';
import { FacebookClient } from './facebook/facebook.client.js';
import { InstagramClient } from './instagram/instagram.client.js';
import { LinkedInClient } from './linkedin/linkedin.client.js';
import type { SocialPlatform } from './social-platform.js';
import { XClient } from './x/x.client.js';

/** The one place that knows which platforms there are. */
@Injectable()
export class SocialPlatforms {
  private readonly platforms: ReadonlyMap<Platform, SocialPlatform>;

  constructor(x: XClient, linkedIn: LinkedInClient, facebook: FacebookClient, instagram: InstagramClient) {
    const clients: SocialPlatform[] = [x, linkedIn, facebook, instagram];
    this.platforms = new Map(clients.map((client) => [client.platform, client]));
  }

  /** @throws when no client speaks to that platform */
  of(platform: Platform): SocialPlatform {
    const client = this.platforms.get(platform);
    if (!client) throw new Error(`No client for ${platform}: add it to SocialPlatforms and to PlatformsModule`);
    return client;
  }
}
