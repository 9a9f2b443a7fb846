import { createPublicKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import { CONFIG, type Config, ConfigError } from '../core/config/config.js';
import { LocalIssuer } from './local-issuer.js';
import { LocalSignInController } from './local-sign-in.controller.js';
import { SignInCodesRepository } from './sign-in-codes.repository.js';

/** Signing in on a machine without Clerk. */
@Module({
  providers: [{ provide: LocalIssuer, useFactory: createLocalIssuer, inject: [CONFIG] }, SignInCodesRepository],
  controllers: [LocalSignInController],
})
export class LocalSignInModule {}

/**
 * @returns null where sessions are Clerk's
 * @throws {ConfigError} when the API would not believe its tokens
 */
export function createLocalIssuer(config: Config): LocalIssuer | null {
  const { LOCAL_ISSUER_KEY, CLERK_JWT_KEY, CLERK_ISSUER, CLERK_SECRET_KEY, CLERK_PUBLISHABLE_KEY } = config;
  const [party] = config.CLERK_AUTHORIZED_PARTIES;
  if (!LOCAL_ISSUER_KEY || CLERK_SECRET_KEY || CLERK_PUBLISHABLE_KEY) return null;
  const wrong = new ConfigError('LOCAL_ISSUER_KEY: it must be the private key of CLERK_JWT_KEY. See .env.example.');
  if (!CLERK_JWT_KEY || !CLERK_ISSUER || !party) throw wrong;
  try {
    const issuer = new LocalIssuer(LOCAL_ISSUER_KEY, CLERK_ISSUER, party);
    if (createPublicKey(CLERK_JWT_KEY).export({ type: 'spki', format: 'pem' }) === issuer.publicKey()) return issuer;
  } catch {
    throw wrong;
  }
  throw wrong;
}
