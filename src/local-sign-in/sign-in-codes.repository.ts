import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database.js';
import type { LocalIdentity } from './local-issuer.js';

/** 160 random bits: nobody guesses one. */
const CODE_BYTES = 20;

/** Codes of sign-in links. Only their hashes are kept, and whoever uses one takes it away, so that nobody else can. */
@Injectable()
export class SignInCodesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Makes a code for somebody, and removes those that nobody used in time.
   * @param ttlSeconds how long it can be used
   */
  async create({ organizationId, userId, role }: LocalIdentity, ttlSeconds: number): Promise<string> {
    const code = randomBytes(CODE_BYTES).toString('base64url');
    await this.database.query('DELETE FROM sign_in_codes WHERE expires_at < now()');
    await this.database.query(
      `INSERT INTO sign_in_codes (hash, organization_id, user_id, role, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [hashOf(code), organizationId, userId, role, ttlSeconds],
    );
    return code;
  }

  /** Uses a code up. @returns whom it was for; null where it was never made, used already or is too old */
  async redeem(code: string): Promise<LocalIdentity | null> {
    const [identity] = await this.database.query<LocalIdentity & { inTime: boolean }>(
      `DELETE FROM sign_in_codes WHERE hash = $1
       RETURNING organization_id AS "organizationId", user_id AS "userId", role, expires_at > now() AS "inTime"`,
      [hashOf(code)],
    );
    return identity?.inTime ? identity : null;
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
