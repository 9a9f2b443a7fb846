import { Module } from '@nestjs/common';
import { AuthRepository } from './auth.repository.js';
import { SessionVerifier } from './session-verifier.js';

/** Who may ask; `requireSessions` puts it before the routes. */
@Module({ providers: [SessionVerifier, AuthRepository], exports: [SessionVerifier, AuthRepository] })
export class AuthModule {}
