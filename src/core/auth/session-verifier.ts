import { createHash } from 'node:crypto';
import { verifyToken } from '@clerk/backend';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, ConfigError } from '../config/config.js';
import { ApiError } from '../http/api-error.js';
import { RecentlyUsed } from './recently-used.js';
import type { Session } from './session.js';
import { type Claims, readSession } from './session-claims.js';

/** Clerk's own tokens stay below 4 KiB (a cookie's limit); this many characters are not even looked at. */
const MAX_TOKEN_LENGTH = 8 * 1024;

/** Entries of about 200 bytes: 2 MB. */
const CACHE_SIZE = 10_000;

/** Clerk's reason for a key set that could not be fetched: nothing is known about the token then. */
const KEYS_UNREACHABLE = 'jwk-remote-failed-to-load';

/**
 * Verifies Clerk session tokens: signature, times and authorized party by Clerk's `verifyToken`, and what that leaves out,
 * issuer and pending sessions, here. Verifying takes 110 µs, so a verified token is kept, by its hash, until it expires.
 */
@Injectable()
export class SessionVerifier {
  private readonly verified = new RecentlyUsed<Session>(CACHE_SIZE);
  private readonly issuer: string;

  /** @throws {ConfigError} naming the setting that is missing */
  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.issuer = requireClerkSettings(config);
  }

  /**
   * @param authorization the request's header, `Bearer <token>`
   * @throws {ApiError} 401 `UNAUTHORIZED`; 503 when Clerk's keys cannot be fetched
   */
  async verify(authorization: string | undefined): Promise<Session> {
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (!token) throw ApiError.unauthorized('Send a session token, as "Authorization: Bearer <token>".');
    if (token.length > MAX_TOKEN_LENGTH) throw refused();
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.verified.get(hash);
    if (known && known.expiresAt.getTime() > Date.now()) return known;

    const claims = await this.verifyClaims(token);
    const session = claims.iss === this.issuer ? readSession(claims) : null;
    if (!session) throw refused();
    this.verified.set(hash, session);
    return session;
  }

  private async verifyClaims(token: string): Promise<Claims> {
    const {
      CLERK_JWT_KEY: jwtKey,
      CLERK_SECRET_KEY: secretKey,
      CLERK_AUTHORIZED_PARTIES: authorizedParties,
    } = this.config;
    try {
      return { ...(await verifyToken(token, { jwtKey, secretKey, authorizedParties })) };
    } catch (cause) {
      switch ((cause as { reason?: string }).reason) {
        case KEYS_UNREACHABLE:
          throw ApiError.unavailable('Session tokens cannot be verified just now: try again shortly.', { cause });
        case 'token-expired':
          throw ApiError.unauthorized('The session token has expired: get a new one.');
        default:
          throw refused();
      }
    }
  }
}

function refused(): ApiError {
  return ApiError.unauthorized('The session token is not valid.');
}

/** There is no way to run without authentication. */
function requireClerkSettings(config: Config): string {
  const missing = [
    !config.CLERK_JWT_KEY && !config.CLERK_SECRET_KEY && 'CLERK_JWT_KEY (or CLERK_SECRET_KEY)',
    !config.CLERK_ISSUER && 'CLERK_ISSUER',
    config.CLERK_AUTHORIZED_PARTIES.length === 0 && 'CLERK_AUTHORIZED_PARTIES',
  ].filter((name) => name !== false);
  if (missing.length > 0 || !config.CLERK_ISSUER) {
    throw new ConfigError(`The API cannot verify session tokens: set ${missing.join(', ')}. See .env.example.`);
  }
  return config.CLERK_ISSUER;
}
